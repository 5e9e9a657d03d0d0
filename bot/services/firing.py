"""Fire what came due: many channels with few statements, and the trouble of one stops no other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import structlog

from bot.calendars import is_holiday
from bot.domain.schedules import NeverComes, Schedule, ScheduleKind, Turn, realigned, turn_of
from bot.services.checkins import plan_recurring
from bot.services.digests import plan_digests
from storage.transactions import EveryTeam

AGAIN = timedelta(hours=1)
"""When a schedule that could not be fired is tried again."""
LOOKED_AT_AGAIN = timedelta(days=1)
"""When a rhythm that no day fits is looked at again: days off may change."""

log = structlog.get_logger()


async def fire(every: EveryTeam, due: Sequence[Schedule], now: datetime) -> None:
    """Move claimed schedules to their next times and plan what they have come to.

    What was missed is not made up, nor what comes due while Slack refuses the bot.
    """
    turns = [(schedule, _turn(schedule, now)) for schedule in due]
    await every.schedules.move_all([(schedule, turn.next_at) for schedule, turn in turns])
    held = await every.troubles.held(now)
    for schedule, turn in await _failing(every, list(_to_plan(turns, held))):
        # From where the batch has moved it.
        await every.schedules.move(replace(schedule, next_at=turn.next_at), now + AGAIN)


def _to_plan(
    turns: Sequence[tuple[Schedule, Turn]], held: Collection[str]
) -> Iterator[tuple[Schedule, Turn]]:
    """Give what is to be planned, as it is due."""
    for schedule, turn in turns:
        if turn.due_at is not None and schedule.team_id not in held:
            yield replace(schedule, next_at=turn.due_at), turn


def _turn(schedule: Schedule, now: datetime) -> Turn:
    """Return what to do of a schedule; one that cannot be read is looked at again later."""
    try:
        turn = turn_of(schedule, now, is_holiday)
    except NeverComes:
        log.info("never_comes", subject=_subject(schedule))
        return Turn(None, now + LOOKED_AT_AGAIN)
    except Exception as error:
        log.error("schedule_in_trouble", subject=_subject(schedule), exc_info=error)
        return Turn(None, now + AGAIN)
    if turn.due_at is None:
        log.info("missed", subject=_subject(schedule), due=schedule.next_at.isoformat())
    return turn


async def _failing(
    every: EveryTeam, planned: Sequence[tuple[Schedule, Turn]]
) -> list[tuple[Schedule, Turn]]:
    """Plan what is due, together; where that fails, one by one. Return what could not be."""
    try:
        async with every.part():
            await _plan(every, [schedule for schedule, _ in planned])
    except Exception as error:
        if len(planned) == 1:
            [(schedule, _)] = planned
            log.error("schedule_in_trouble", subject=_subject(schedule), exc_info=error)
            return list(planned)
        return [failed for each in planned for failed in await _failing(every, [each])]
    return []


async def _plan(every: EveryTeam, due: Sequence[Schedule]) -> None:
    digests = [schedule for schedule in due if schedule.kind is ScheduleKind.DIGEST]
    if digests:
        await plan_digests(every, digests)
    checkins = [schedule for schedule in due if schedule.kind is ScheduleKind.CHECKIN]
    if checkins:
        await plan_recurring(every, checkins)


def to_realign(planned: Sequence[Schedule], now: datetime) -> list[tuple[Schedule, datetime]]:
    """Return the schedules that are to be moved, each with its better time."""
    found = [(schedule, _realigned(schedule, now)) for schedule in planned]
    moves = [(schedule, next_at) for schedule, next_at in found if next_at != schedule.next_at]
    for schedule, next_at in moves:
        log.info(
            "realigned",
            subject=_subject(schedule),
            planned=schedule.next_at.isoformat(),
            comes=next_at.isoformat(),
        )
    return moves


def _realigned(schedule: Schedule, now: datetime) -> datetime:
    try:
        return realigned(schedule, now, is_holiday)
    except (NeverComes, ZoneInfoNotFoundError):
        # When it comes due, that is told.
        return schedule.next_at


def _subject(schedule: Schedule) -> str:
    return f"{schedule.kind}:{schedule.channel_id}"
