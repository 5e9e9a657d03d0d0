"""Group commit: the work of many callers in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError

MOST_AT_ONCE = 128

Piece = TypeVar("Piece")
"""What is committed: a row to insert, something that came to its end."""


@dataclass(slots=True, eq=False)
class _Unit(Generic[Piece]):
    pieces: Sequence[Piece]
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class GroupCommit(Generic[Piece]):
    """Commits together what arrives together; each unit of work is kept whole or not at all.

    `add` returns when the work is committed. Where one unit of a group fails, every unit is
    tried alone, so that nobody pays for another's mistake.
    """

    def __init__(self, commit: Callable[[Sequence[Piece]], Awaitable[None]]) -> None:
        self._commit = commit
        self._waiting: list[_Unit[Piece]] = []
        self._draining: asyncio.Task[None] | None = None

    async def add(self, pieces: Sequence[Piece]) -> None:
        """Do one unit of work, all of its pieces or none, and return once it is durable."""
        unit = _Unit(pieces)
        self._waiting.append(unit)
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        await unit.done

    async def close(self) -> None:
        """Wait for what is being written."""
        if self._draining is not None:
            await self._draining

    async def _drain(self) -> None:
        while self._waiting:
            await self._gather()
            units, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            if len(units) == 1 or not await self._commit_together(units):
                for unit in units:
                    await self._commit_alone(unit)

    async def _gather(self) -> None:
        """Let those who are on their way join: a commit costs the same for one and for many."""
        found = 0
        while found < len(self._waiting) < MOST_AT_ONCE:
            found = len(self._waiting)
            await asyncio.sleep(0)

    async def _commit_together(self, units: Sequence[_Unit[Piece]]) -> bool:
        try:
            await self._commit([piece for unit in units for piece in unit.pieces])
        except (OperationalError, InterfaceError) as error:
            # The database itself is in trouble: trying each one would only keep them all waiting.
            for unit in units:
                _fail(unit, error)
            return True
        except Exception:  # noqa: BLE001 - whose it is comes out when each is tried alone
            return False
        for unit in units:
            _succeed(unit)
        return True

    async def _commit_alone(self, unit: _Unit[Piece]) -> None:
        try:
            await self._commit(unit.pieces)
        except Exception as error:  # noqa: BLE001 - handed to the caller, who is waiting for it
            _fail(unit, error)
        else:
            _succeed(unit)


def _succeed(unit: _Unit[Piece]) -> None:
    if not unit.done.done():  # its caller may have been cancelled meanwhile
        unit.done.set_result(None)


def _fail(unit: _Unit[Piece], error: Exception) -> None:
    if not unit.done.done():
        unit.done.set_exception(error)
