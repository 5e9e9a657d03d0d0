"""The usual way to keep a win, for comparison: an ORM session and a commit for each request."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import registry, relationship

from bot.clock import SystemClock
from bot.domain import wins as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeKind
from bot.views.wins import read_win_form
from storage import tables
from storage.database import Database
from storage.rows import Row, insert_rows, to_rows


class _Mapped:
    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class _Receipt(_Mapped):
    pass


class _Win(_Mapped):
    people: list["_Person"]


class _Person(_Mapped):
    pass


class _Notice(_Mapped):
    pass


_INDEX = (tables.search_documents, tables.search_channels, tables.search_words, tables.tags)
"""What a win is found by."""


def _map() -> None:
    mapping = registry(metadata=tables.metadata)
    mapping.map_imperatively(_Receipt, tables.receipts)
    mapping.map_imperatively(_Person, tables.win_people)
    mapping.map_imperatively(_Win, tables.wins, properties={"people": relationship(_Person)})
    mapping.map_imperatively(_Notice, tables.outbox)


class UsualWay:
    """Keeps what Cordée keeps, in the same tables and as durably, one transaction a request."""

    def __init__(self, database_url: str) -> None:
        _map()
        self._clock = SystemClock()
        self._database = Database(database_url)
        self._sessions = async_sessionmaker(_writing(self._database.engine), class_=AsyncSession)
        # Without it SQLite's own waiting makes the slowest request last seconds.
        self._writing = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._database.close()

    async def keep(self, view: dict[str, Any], team_id: str, user_id: str) -> None:
        """Keep a win and the notice that tells it, and return once they are committed."""
        gesture = Gesture(f"view:{view['id']}", team_id, user_id, self._clock.now())
        win = rules.tell(gesture, read_win_form(view)[0])
        card = Notice(
            team_id=team_id,
            key=f"{win.subject}:card",
            kind=NoticeKind.WIN_CARD,
            subject=win.subject,
            not_before=win.told_at,
            channel_id=win.channel_id,
            payload={"win": win.win_id},
        )
        rows = [row for thing in (receipt(gesture), win, card) for row in to_rows(thing)]
        async with self._writing, self._sessions() as session:
            session.add_all(_objects(rows))
            # Of words that are there already, a session would not ask.
            connection = await session.connection()
            await connection.run_sync(insert_rows, [row for row in rows if row.table in _INDEX])
            await session.commit()


def _objects(rows: Sequence[Row]) -> list[object]:
    """Return a receipt, a win with its people and a notice as the session takes them."""
    received, told, *people, planned = (row.values for row in rows if row.table not in _INDEX)
    kept = _Win(**told, people=[_Person(**person) for person in people])
    return [_Receipt(**received), kept, _Notice(**planned)]


def _writing(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(cordee_writes=True)
