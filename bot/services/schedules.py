"""Schedules: fire what is due, once, and tell of what cannot be posted."""

from datetime import datetime, timedelta

import structlog

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain.notices import Claim, Notice, NoticeKind, NoticeState
from bot.domain.schedules import (
    Schedule,
    ScheduleKind,
    is_missed,
    next_time,
)
from bot.services.channels import ChannelService
from bot.services.checkins import plan_recurring
from bot.services.digests import plan_digest
from storage.database import Database
from storage.transactions import EveryTeam, TeamTransaction

BATCH = 100
AGAIN = timedelta(hours=1)
"""When a schedule that could not be fired is tried again."""

log = structlog.get_logger()


class ScheduleService:
    """When things recur, and what happens then."""

    def __init__(self, database: Database, channels: ChannelService, clock: Clock) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock

    async def of_channel(self, team_id: str, channel_id: str) -> dict[ScheduleKind, Schedule]:
        """Return what recurs in a channel, by kind."""
        async with self._database.read(team_id) as tx:
            return await tx.schedules.of_channel(channel_id)

    async def fire_due(self) -> bool:
        """Fire a batch of due schedules in one transaction; tell whether more may be due."""
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            due = await tx.schedules.claim(now, BATCH)
            for schedule in due:
                try:
                    async with tx.part():
                        await _fire(tx, schedule, now)
                except Exception as error:
                    # The others are not to wait for it.
                    log.error("schedule_in_trouble", subject=_subject(schedule), exc_info=error)
                    await tx.schedules.move(schedule, now + AGAIN)
        return len(due) == BATCH

    async def refused(self, claim: Claim, error: str, *, is_place: bool) -> None:
        """Settle what Slack would not take, and tell those who must know, each once.

        When it is the place that refuses, whoever set what recurs there is told, once until it
        takes something again.
        """
        notice = claim.notice
        async with self._database.write_every_team() as every:
            if not await every.outbox.settle(claim, NoticeState.REFUSED, error=error):
                return
            tx = every.of_team(notice.team_id)
            await tell_refused(tx, notice, error, self._clock.now(), is_place=is_place)
            every.added_notices |= tx.added_notices


async def tell_refused(
    tx: TeamTransaction, notice: Notice, error: str, at: datetime, *, is_place: bool
) -> None:
    """Forget a question that nobody was asked, and tell those who must know of a refusal."""
    if notice.kind in {NoticeKind.CHECKIN_PROMPT, NoticeKind.CHECKIN_ROUND}:
        await tx.checkins.cancel(notice.payload["checkin"])
    there = await tx.schedules.in_trouble(notice.channel_id or "", error) if is_place else []
    to_tell = {notice.payload["by"]: False} if notice.payload.get("by") else {}
    # Who had it erased that they set it is not told.
    to_tell |= {s.set_by: True for s in there if s.set_by and not s.trouble}
    await tx.add(*(_setback(notice, error, at, *told) for told in sorted(to_tell.items())))


def _setback(notice: Notice, error: str, at: datetime, user_id: str, has_stopped: bool) -> Notice:
    return Notice(
        team_id=notice.team_id,
        key=f"{notice.key}:setback:{user_id}:{notice.notice_id}",
        kind=NoticeKind.SETBACK,
        subject=f"setback:{notice.key}",
        not_before=at,
        user_id=user_id,
        payload={"channel": notice.channel_id, "reason": error, "stopped": has_stopped},
    )


async def _fire(every: EveryTeam, schedule: Schedule, now: datetime) -> None:
    """Move a schedule to its next time and plan what is due; what was missed is not made up."""
    if not await every.schedules.move(schedule, next_time(schedule.fires_by, now, is_holiday)):
        return
    if is_missed(schedule.next_at, now):
        log.info("missed", subject=_subject(schedule), due=schedule.next_at.isoformat())
        return
    tx = every.of_team(schedule.team_id)
    if schedule.kind is ScheduleKind.DIGEST:
        await plan_digest(tx, schedule.channel_id, schedule.rule.zone, schedule.next_at)
    else:
        await plan_recurring(tx, schedule)
    every.added_notices |= tx.added_notices


def _subject(schedule: Schedule) -> str:
    return f"{schedule.kind}:{schedule.channel_id}"
