"""Check-ins in the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkins import CheckIn
from bot.domain.schedules import Way
from storage.rows import Row, to_rows
from storage.tables import checkins


@to_rows.register
def _(checkin: CheckIn) -> Iterable[Row]:
    yield Row(
        checkins,
        {
            "team_id": checkin.team_id,
            "checkin_id": checkin.checkin_id,
            "channel_id": checkin.channel_id,
            "question_id": checkin.question_id,
            "way": checkin.way.value,
            "opened_at": checkin.opened_at,
            "closes_at": checkin.closes_at,
            "gathered_at": checkin.gathered_at,
        },
    )


class CheckInStore:
    """The check-ins of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, checkin_id: str) -> CheckIn | None:
        """Return a check-in, or None when there is none."""
        query = select(checkins).where(
            checkins.c.team_id == self._team_id, checkins.c.checkin_id == checkin_id
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _checkin(row) if row else None

    async def open_in(self, channel_id: str, now: datetime) -> CheckIn | None:
        """Return the latest check-in of a channel that still takes answers, if any."""
        query = (
            select(checkins)
            .where(
                checkins.c.team_id == self._team_id,
                checkins.c.channel_id == channel_id,
                checkins.c.closes_at > now,
            )
            .order_by(checkins.c.opened_at.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _checkin(row) if row else None

    async def gathered(self, checkin_id: str, at: datetime) -> None:
        """Note that the answers to a check-in are gathered: what comes now is late."""
        await self._connection.execute(
            update(checkins)
            .where(checkins.c.team_id == self._team_id, checkins.c.checkin_id == checkin_id)
            .values(gathered_at=at)
        )

    async def cancel(self, checkin_id: str) -> None:
        """Forget a check-in whose question reached nobody: it counts as not asked."""
        await self._connection.execute(
            delete(checkins).where(
                checkins.c.team_id == self._team_id, checkins.c.checkin_id == checkin_id
            )
        )


def _checkin(row: RowMapping) -> CheckIn:
    return CheckIn(
        checkin_id=row["checkin_id"],
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        question_id=row["question_id"],
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        way=Way(row["way"]),
        gathered_at=row["gathered_at"],
    )
