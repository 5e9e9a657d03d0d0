"""Schedules: set a channel's rhythm, and fire what is due, once."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.channels import ChannelSettings
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.schedules import (
    Rule,
    Schedule,
    ScheduleKind,
    check_zone,
    is_too_late,
    next_weekly,
)
from bot.services.channels import ChannelService
from bot.services.checkins import plan_checkin
from bot.services.digests import plan_digest
from storage.database import Database
from storage.transactions import EveryTeam

BATCH = 100


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a channel wants, as the settings form says it."""

    settings: ChannelSettings
    rules: dict[ScheduleKind, Rule]
    """A kind that is absent does not recur."""
    keepers: tuple[str, ...]


class ScheduleService:
    """When things recur, and what happens then."""

    def __init__(self, database: Database, channels: ChannelService, clock: Clock) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock

    async def of_channel(self, team_id: str, channel_id: str) -> dict[ScheduleKind, Schedule]:
        """Return what recurs in a channel, by kind; what is stopped is there, disabled."""
        async with self._database.read(team_id) as tx:
            return await tx.schedules.of_channel(channel_id)

    async def set_rhythm(self, gesture: Gesture, rhythm: Rhythm) -> list[Schedule]:
        """Set what a channel wants; return its schedules with their next times."""
        await self._channels.check_may_change(gesture)
        settings = replace(rhythm.settings, zone=check_zone(rhythm.settings.zone))
        made = [
            Schedule(
                team_id=gesture.team_id,
                channel_id=settings.channel_id,
                kind=kind,
                rule=replace(rule, zone=settings.zone),
                next_at=next_weekly(replace(rule, zone=settings.zone), gesture.at),
                set_by=gesture.user_id,
            )
            for kind, rule in rhythm.rules.items()
        ]
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.channels.forget(settings.channel_id)
            await tx.schedules.forget(settings.channel_id)
            await tx.channels.name_keepers(rhythm.keepers)
            await tx.add(settings, *made)
        return made

    async def fire_due(self) -> bool:
        """Fire a batch of due schedules in one transaction; tell whether more may be due."""
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            due = await tx.schedules.claim(now, BATCH)
            for schedule in due:
                moved = await tx.schedules.move(schedule, next_weekly(schedule.rule, now))
                if moved and not is_too_late(schedule, now):
                    await self._fire(tx, schedule)
        return len(due) == BATCH

    async def stop_refused(self, notice: Notice, error: str) -> list[Notice]:
        """Stop what cannot be posted in a channel; return the word to whoever configured it."""
        kind = ScheduleKind(notice.payload["schedule"])
        async with self._database.write(notice.team_id) as tx:
            schedule = (await tx.schedules.of_channel(notice.channel_id or "")).get(kind)
            if schedule is None or not schedule.set_by:
                return []
            await tx.schedules.forget_kind(schedule.channel_id, kind)
            await tx.add(replace(schedule, enabled=False))
        return [
            Notice(
                team_id=notice.team_id,
                key=f"{notice.key}:setback",
                kind=NoticeKind.SETBACK,
                subject=f"setback:{notice.key}",
                not_before=self._clock.now(),
                user_id=schedule.set_by,
                payload={"channel": schedule.channel_id, "reason": error},
            )
        ]

    async def _fire(self, tx: EveryTeam, schedule: Schedule) -> None:
        team = tx.of_team(schedule.team_id)
        if schedule.kind is ScheduleKind.DIGEST:
            await tx.add(
                await plan_digest(team, schedule.channel_id, schedule.rule.zone, schedule.next_at)
            )
        else:
            await plan_checkin(team, schedule.channel_id, schedule.next_at)
            tx.added_notices = True
