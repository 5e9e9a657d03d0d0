"""Schedules in the database: kept per workspace, claimed across all of them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping, delete, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.schedules import Rule, Schedule, ScheduleKind
from storage.rows import Row, to_rows
from storage.tables import schedules


@to_rows.register
def _(schedule: Schedule) -> Iterable[Row]:
    yield Row(
        schedules,
        {
            "team_id": schedule.team_id,
            "channel_id": schedule.channel_id,
            "kind": schedule.kind.value,
            "weekday": schedule.rule.weekday,
            "at": schedule.rule.at,
            "zone": schedule.rule.zone,
            "next_at": schedule.next_at,
            "enabled": schedule.enabled,
            "set_by": schedule.set_by,
        },
    )


class ScheduleStore:
    """What recurs in the channels of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def of_channel(self, channel_id: str) -> dict[ScheduleKind, Schedule]:
        """Return what recurs in a channel, by kind."""
        query = select(schedules).where(
            schedules.c.team_id == self._team_id, schedules.c.channel_id == channel_id
        )
        rows = (await self._connection.execute(query)).mappings()
        return {schedule.kind: schedule for schedule in map(_schedule, rows)}

    async def forget(self, channel_id: str) -> None:
        """Remove what recurs in a channel, before another rhythm is added."""
        await self._connection.execute(
            delete(schedules).where(
                schedules.c.team_id == self._team_id, schedules.c.channel_id == channel_id
            )
        )

    async def stop(self, channel_id: str) -> list[Schedule]:
        """Stop what recurs in a channel until its settings are saved again; return what was on."""
        running = (
            schedules.c.team_id == self._team_id,
            schedules.c.channel_id == channel_id,
            schedules.c.enabled == true(),
        )
        query = select(schedules).where(*running).with_for_update()
        rows = (await self._connection.execute(query)).mappings().all()
        await self._connection.execute(update(schedules).where(*running).values(enabled=False))
        return [_schedule(row) for row in rows]


class DueSchedules:
    """The schedules that are due, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, most: int) -> list[Schedule]:
        """Return due schedules that no other worker is looking at, earliest first."""
        query = (
            select(schedules)
            .where(schedules.c.enabled == true(), schedules.c.next_at <= now)
            .order_by(schedules.c.next_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_schedule(row) for row in rows]

    async def move(self, schedule: Schedule, next_at: datetime) -> bool:
        """Move a schedule to its next time; False when it is not where it was any more."""
        result = await self._connection.execute(
            update(schedules)
            .where(
                schedules.c.team_id == schedule.team_id,
                schedules.c.channel_id == schedule.channel_id,
                schedules.c.kind == schedule.kind.value,
                schedules.c.next_at == schedule.next_at,
            )
            .values(next_at=next_at)
        )
        return result.rowcount == 1


def _schedule(row: RowMapping) -> Schedule:
    return Schedule(
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        kind=ScheduleKind(row["kind"]),
        rule=Rule(row["weekday"], row["at"], row["zone"]),
        next_at=row["next_at"],
        enabled=row["enabled"],
        set_by=row["set_by"],
    )
