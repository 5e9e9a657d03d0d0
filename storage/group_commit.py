"""Group commit: insert-only work of many callers in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import InterfaceError, OperationalError

from storage.rows import Row

MOST_AT_ONCE = 128


@dataclass(slots=True, eq=False)
class _Unit:
    rows: Sequence[Row]
    done: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class GroupCommit:
    """Commits together what arrives together; each unit of work is kept whole or not at all.

    `add` returns when the work is committed. Where one unit of a group fails, every unit is
    tried alone, so that nobody pays for another's mistake.
    """

    def __init__(self, insert: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._insert = insert
        self._waiting: list[_Unit] = []
        self._draining: asyncio.Task[None] | None = None

    async def add(self, rows: Sequence[Row]) -> None:
        """Insert the rows of one unit of work and return once they are durable."""
        unit = _Unit(rows)
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

    async def _commit_together(self, units: Sequence[_Unit]) -> bool:
        try:
            await self._insert([row for unit in units for row in unit.rows])
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

    async def _commit_alone(self, unit: _Unit) -> None:
        try:
            await self._insert(unit.rows)
        except Exception as error:  # noqa: BLE001 - handed to the caller, who is waiting for it
            _fail(unit, error)
        else:
            _succeed(unit)


def _succeed(unit: _Unit) -> None:
    if not unit.done.done():  # its caller may have been cancelled meanwhile
        unit.done.set_result(None)


def _fail(unit: _Unit, error: Exception) -> None:
    if not unit.done.done():
        unit.done.set_exception(error)
