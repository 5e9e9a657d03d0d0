"""What was imported, in the database, and in which order a library is taken out."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.library import Kind
from bot.domain.visibility import Sight
from storage.tables import imported, metadata, practices, wins
from storage.visibility import reached

_ITEMS = {
    Kind.PRACTICE: (practices, practices.c.practice_id, practices.c.created_at),
    Kind.WIN: (wins, wins.c.win_id, wins.c.told_at),
}


class TransferStore:
    """What one workspace brought from elsewhere, and what it may take away."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def marks(self, kind: Kind, item_ids: Collection[str]) -> dict[str, str]:
        """Return the marks of what was imported, by id."""
        query = select(imported.c.item_id, imported.c.mark).where(
            imported.c.team_id == self._team_id,
            imported.c.kind == kind.value,
            imported.c.item_id.in_(sorted(item_ids)),
        )
        return {row.item_id: row.mark for row in await self._connection.execute(query)}

    async def remember(self, kind: Kind, marks: Mapping[str, str]) -> None:
        """Remember what the lines of these things said."""
        await self._connection.execute(
            delete(imported).where(
                imported.c.team_id == self._team_id,
                imported.c.kind == kind.value,
                imported.c.item_id.in_(sorted(marks)),
            )
        )
        key = {"team_id": self._team_id, "kind": kind.value}
        rows = [{**key, "item_id": item_id, "mark": mark} for item_id, mark in marks.items()]
        await self._connection.execute(imported.insert(), rows)

    async def here(self, kind: Kind, item_ids: Collection[str]) -> set[str]:
        """Return which of these ids are those of things kept here, withdrawn or not."""
        table, item_id, _ = _ITEMS[kind]
        query = select(item_id).where(
            table.c.team_id == self._team_id, item_id.in_(sorted(item_ids))
        )
        return set((await self._connection.execute(query)).scalars())

    async def in_order(self, kind: Kind, sight: Sight) -> list[str]:
        """Return the ids of what somebody may see, oldest first: the same on both databases."""
        table, item_id, born_at = _ITEMS[kind]
        outside = func.coalesce(table.c.external_id, item_id)
        query = select(born_at, outside, item_id).where(
            table.c.team_id == self._team_id,
            table.c.withdrawn_at.is_(None),
            reached(sight, table.c.audience, table.c.channel_id),
        )
        rows = await self._connection.execute(query)
        return [found for _, _, found in sorted(tuple(row) for row in rows)]


async def known_workspaces(connection: AsyncConnection) -> set[str]:
    """Return the workspaces of which anything is kept."""
    found: set[str] = set()
    for table in metadata.sorted_tables:
        rows = await connection.execute(select(table.c.team_id).distinct())
        found |= set(rows.scalars())
    return found
