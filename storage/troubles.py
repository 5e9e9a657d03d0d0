"""Installations in trouble, in the database: one row a workspace, while Slack refuses the bot."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.domain.installations import Trouble
from storage.rows import Row, to_rows
from storage.tables import installation_troubles, outbox

_LONGEST_ERROR = 64


@to_rows.register
def _(trouble: Trouble) -> Iterable[Row]:
    yield Row(
        installation_troubles,
        {
            "team_id": trouble.team_id,
            "error": trouble.error[:_LONGEST_ERROR],
            "since": trouble.since,
            "held_until": trouble.held_until,
        },
    )


class TroubleStore:
    """The trouble of one workspace, if it has any."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self) -> Trouble | None:
        """Return what Slack says of this installation; None when it takes what it is sent."""
        query = select(installation_troubles).where(
            installation_troubles.c.team_id == self._team_id
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _trouble(row) if row else None

    async def forget(self) -> None:
        """Forget the trouble: it is over, or told anew."""
        await self._connection.execute(
            delete(installation_troubles).where(installation_troubles.c.team_id == self._team_id)
        )


class EveryTrouble:
    """Which workspaces are in trouble: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def held(self, now: datetime) -> set[str]:
        """Return the workspaces where nothing is to be tried now."""
        query = select(installation_troubles.c.team_id).where(_holds(now))
        return set((await self._connection.execute(query)).scalars())

    async def probe(self, team_id: str, now: datetime, until: datetime) -> bool:
        """Take the one try of a workspace in trouble; False when another worker has it."""
        result = await self._connection.execute(
            update(installation_troubles)
            .where(installation_troubles.c.team_id == team_id, ~_holds(now))
            .values(held_until=until)
        )
        return result.rowcount == 1


def is_held(now: datetime) -> ColumnElement[bool]:
    """Tell, of a row of the outbox, whether nothing is to be tried in its workspace now."""
    return exists().where(installation_troubles.c.team_id == outbox.c.team_id, _holds(now))


def is_in_trouble() -> ColumnElement[bool]:
    """Tell, of a row of the outbox, whether its workspace is in trouble, held or not."""
    return exists().where(installation_troubles.c.team_id == outbox.c.team_id)


def _holds(now: datetime) -> ColumnElement[bool]:
    # A clock that was set back holds nothing.
    return and_(installation_troubles.c.since <= now, installation_troubles.c.held_until > now)


def _trouble(row: RowMapping) -> Trouble:
    return Trouble(
        team_id=row["team_id"],
        error=row["error"],
        since=row["since"],
        held_until=row["held_until"],
    )
