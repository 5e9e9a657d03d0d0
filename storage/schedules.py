"""Schedules in the database: kept per workspace, claimed across all of them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.schedules import Every, Rule, Schedule, ScheduleKind, Way
from storage.rows import Row, to_rows
from storage.tables import schedules
from storage.workdays import bits_of, days_of, workdays_of, workdays_values


@to_rows.register
def _(schedule: Schedule) -> Iterable[Row]:
    yield Row(
        schedules,
        {
            "team_id": schedule.team_id,
            "channel_id": schedule.channel_id,
            "kind": schedule.kind.value,
            **_rule_values(schedule.rule),
            "way": schedule.way.value,
            "next_at": schedule.next_at,
            "set_by": schedule.set_by,
            "version": schedule.version,
            "trouble": schedule.trouble,
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

    async def to_change(self, channel_id: str) -> dict[ScheduleKind, Schedule]:
        """Return what recurs in a channel, by kind; no worker fires it until the end."""
        query = select(schedules).where(
            schedules.c.team_id == self._team_id, schedules.c.channel_id == channel_id
        )
        rows = (await self._connection.execute(query.with_for_update())).mappings()
        return {schedule.kind: schedule for schedule in map(_schedule, rows)}

    async def forget(self, channel_id: str, kind: ScheduleKind) -> None:
        """Remove something that recurs in a channel."""
        await self._connection.execute(
            delete(schedules).where(
                schedules.c.team_id == self._team_id,
                schedules.c.channel_id == channel_id,
                schedules.c.kind == kind.value,
            )
        )

    async def setters(self) -> list[str]:
        """Return everybody who set something that recurs in this workspace."""
        query = (
            select(schedules.c.set_by)
            .distinct()
            # Who had it erased that they set it is nobody.
            .where(schedules.c.team_id == self._team_id, schedules.c.set_by != "")
            .order_by(schedules.c.set_by)
        )
        return list((await self._connection.execute(query)).scalars())

    async def in_trouble(self, channel_id: str, error: str) -> list[Schedule]:
        """Note that a channel takes nothing; return what recurs there, as it was before."""
        here = (schedules.c.team_id == self._team_id, schedules.c.channel_id == channel_id)
        query = select(schedules).where(*here).with_for_update()
        rows = (await self._connection.execute(query)).mappings().all()
        await self._connection.execute(update(schedules).where(*here).values(trouble=error))
        return [_schedule(row) for row in rows]

    async def cured(self, channel_id: str) -> None:
        """Note that a channel takes what is posted, or should again."""
        await self._connection.execute(
            update(schedules)
            .where(
                schedules.c.team_id == self._team_id,
                schedules.c.channel_id == channel_id,
                schedules.c.trouble != "",
            )
            .values(trouble="")
        )


_CURE = (
    update(schedules)
    .where(
        schedules.c.team_id == bindparam("of_team"),
        schedules.c.channel_id == bindparam("of_channel"),
        schedules.c.trouble != "",
    )
    .values(trouble="")
)


class DueSchedules:
    """The schedules that are due, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, most: int) -> list[Schedule]:
        """Return due schedules that no other worker is looking at, earliest first."""
        query = (
            select(schedules)
            .where(schedules.c.next_at <= now)
            .order_by(schedules.c.next_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_schedule(row) for row in rows]

    async def cured(self, places: Iterable[tuple[str, str]]) -> None:
        """Note of channels, each with its workspace, that they take what is posted."""
        values = [{"of_team": team, "of_channel": channel} for team, channel in sorted(places)]
        if values:
            await self._connection.execute(_CURE, values)

    async def planned(
        self, now: datetime, beyond: tuple[str, str, str], most: int
    ) -> list[Schedule]:
        """Return schedules that are not due, by workspace, channel and kind from beyond one on.

        No worker fires them until the end; those that one is looking at are left out.
        """
        key = tuple_(schedules.c.team_id, schedules.c.channel_id, schedules.c.kind)
        query = (
            select(schedules)
            .where(key > beyond, schedules.c.next_at > now)
            .order_by(*schedules.primary_key)
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

    async def move_all(self, moves: Collection[tuple[Schedule, datetime]]) -> None:
        """Move schedules that this worker has claimed to their next times, all at once."""
        if moves:
            await self._connection.execute(
                _MOVED,
                [
                    {
                        "its_team": schedule.team_id,
                        "its_channel": schedule.channel_id,
                        "its_kind": schedule.kind.value,
                        "its_time": schedule.next_at,
                        "next_at": next_at,
                    }
                    for schedule, next_at in moves
                ],
            )


_MOVED = update(schedules).where(
    schedules.c.team_id == bindparam("its_team"),
    schedules.c.channel_id == bindparam("its_channel"),
    schedules.c.kind == bindparam("its_kind"),
    schedules.c.next_at == bindparam("its_time"),
)


def _schedule(row: RowMapping) -> Schedule:
    return Schedule(
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        kind=ScheduleKind(row["kind"]),
        rule=_rule(row),
        next_at=row["next_at"],
        set_by=row["set_by"],
        way=Way(row["way"]),
        version=row["version"],
        trouble=row["trouble"],
    )


def _rule(row: RowMapping) -> Rule:
    return Rule(
        weekdays=days_of(row["weekdays"]),
        at=row["at"],
        zone=row["zone"],
        every=Every(row["every"]),
        starts_on=row["starts_on"],
        paused_until=row["paused_until"],
        workdays=workdays_of(row),
    )


def _rule_values(rule: Rule) -> dict[str, Any]:
    return {
        "weekdays": bits_of(rule.weekdays),
        "at": rule.at,
        "zone": rule.zone,
        "every": rule.every.value,
        "starts_on": rule.starts_on,
        "paused_until": rule.paused_until,
        **workdays_values(rule.workdays),
    }
