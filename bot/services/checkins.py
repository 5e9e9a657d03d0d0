"""Check-ins: ask an open question."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.calendars import is_holiday
from bot.domain import checkins as rules
from bot.domain.checkins import CheckIn, CheckInGone, Round
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import Notice, NoticeKind
from bot.domain.own_questions import NothingLeftToAsk
from bot.domain.schedules import Schedule, ScheduleKind, Way, is_missed, next_time
from bot.errors import CordeeError, N_
from bot.services.channels import DEFAULT_ZONE, ChannelService, hours_in
from storage.database import Database
from storage.due_digests import Place
from storage.transactions import EveryTeam, TeamTransaction


class CheckInAlreadyOpen(CordeeError):
    """The channel has a question that still takes answers."""

    message = N_("A question is open in this channel already: answer that one first.")


class CheckInService:
    """What people do with open questions."""

    def __init__(self, database: Database, channels: ChannelService) -> None:
        self._database = database
        self._channels = channels

    async def get(self, team_id: str, checkin_id: str) -> CheckIn:
        """Return a check-in, or raise CheckInGone."""
        async with self._database.read(team_id) as tx:
            return await existing(tx, checkin_id)

    async def to_ask(self, team_id: str, checkin_id: str, now: datetime) -> CheckIn | None:
        """Return a check-in to put to its channel; one whose time was missed is forgotten."""
        checkin = await self.get(team_id, checkin_id)
        if not is_missed(checkin.opened_at, now):
            return checkin
        async with self._database.write(team_id) as tx:
            await tx.checkins.cancel(checkin_id)
        return None

    async def open_in(self, team_id: str, channel_id: str, now: datetime) -> CheckIn | None:
        """Return the check-in of a channel that takes answers now, if any."""
        async with self._database.read(team_id) as tx:
            return await tx.checkins.open_in(channel_id, now)

    async def ask_now(self, gesture: Gesture, channel_id: str) -> None:
        """Ask a channel its next question at once, or raise CheckInAlreadyOpen."""
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            recurring = (await tx.schedules.of_channel(channel_id)).get(ScheduleKind.CHECKIN)
            way = recurring.way if recurring else Way.CHANNEL
            if not await plan_checkin(tx, channel_id, gesture.at, way=way, by=gesture.user_id):
                raise CheckInAlreadyOpen


async def plan_recurring(every: EveryTeam, due: Collection[Schedule]) -> None:
    """Open the check-ins that schedules have come to, with few statements for all of them.

    None where one is open already; where nothing is left to ask, that is said, once a month.
    """
    places = {Place(each.team_id, each.channel_id): each for each in due}
    await every.alone((place.team_id, _asking(place.channel_id)) for place in places)
    free = await _free(every, places)
    choices = await every.checkins.choices(free)
    hours = await every.checkins.hours(free)
    opened: list[object] = []
    for place, each in free.items():
        question = choices[place].next_question()
        if question is None:
            opened.append(_nothing_left(*place, each.next_at))
        else:
            worked = hours.get(place, WorkingHours(DEFAULT_ZONE))
            opened += _opened(each, question.question_id, worked)
    await every.add(*opened)


async def _free(every: EveryTeam, places: Mapping[Place, Schedule]) -> dict[Place, Schedule]:
    """Return where no question is open when the next one comes."""
    earliest = min(each.next_at for each in places.values())
    taken = await every.checkins.open_until(places, earliest)
    return {
        place: each
        for place, each in places.items()
        if taken.get(place, each.next_at) <= _asked_at(each, each.next_at)
    }


def _opened(schedule: Schedule, question_id: str, hours: WorkingHours) -> list[object]:
    """Return a question that closes two days of work later, or when the next one comes."""
    at, about = schedule.next_at, _about(schedule, schedule.next_at)
    following = _asked_at(schedule, next_time(schedule.fires_by, at, is_holiday))
    closes_at = min(rules.closing(hours, at, about, is_holiday), following)
    checkin = rules.open_checkin(
        schedule.team_id, schedule.channel_id, question_id, at, closes_at, schedule.way
    )
    return _with_its_notices(checkin, about)


def _about(schedule: Schedule, at: datetime) -> Round | None:
    """Return the day and the hour at which each person is asked, where each is."""
    if schedule.way is Way.CHANNEL:
        return None
    return Round(at.astimezone(ZoneInfo(schedule.fires_by.zone)).date(), schedule.rule.at)


def _asked_at(schedule: Schedule, at: datetime) -> datetime:
    """Return when what comes due at a moment is asked where the channel is."""
    about = _about(schedule, at)
    return WorkingHours(schedule.rule.zone).at(about.day, about.hour) if about else at


async def plan_checkin(
    tx: TeamTransaction,
    channel_id: str,
    at: datetime,
    *,
    way: Way = Way.CHANNEL,
    about: Round | None = None,
    by: str = "",
) -> bool:
    """Open a check-in in a channel and plan all that it says; False when one is open already.

    `by` is who asked for it by hand, and is told when Slack refuses it. Where every question is
    set aside, that is said instead: to them as NothingLeftToAsk, else in the channel, once a month.
    """
    await tx.alone(_asking(channel_id))
    if await tx.checkins.open_in(channel_id, at):
        return False
    question = (await tx.questions.choice(channel_id)).next_question()
    if question is None:
        return await _say_nothing_is_left(tx, channel_id, at, by)
    hours = await hours_in(tx, channel_id)
    closes_at = rules.closing(hours, at, about, is_holiday)
    checkin = rules.open_checkin(tx.team_id, channel_id, question.question_id, at, closes_at, way)
    await tx.add(*_with_its_notices(checkin, about, by))
    return True


async def _say_nothing_is_left(
    tx: TeamTransaction, channel_id: str, at: datetime, by: str
) -> Literal[False]:
    if by:
        raise NothingLeftToAsk
    await tx.add(_nothing_left(tx.team_id, channel_id, at))
    return False


def _nothing_left(team_id: str, channel_id: str, at: datetime) -> Notice:
    key = f"questions:{channel_id}:{at:%Y-%m}"
    return Notice(team_id, key, NoticeKind.QUESTIONS_USED_UP, key, at, channel_id)


def _asking(channel_id: str) -> str:
    return f"checkin:{channel_id}"


def _with_its_notices(checkin: CheckIn, about: Round | None, by: str = "") -> list[object]:
    return [checkin, *_putting(checkin, about, by), gathering_of(checkin)]


def _putting(checkin: CheckIn, about: Round | None, by: str) -> list[Notice]:
    """Return what puts a question to its channel and closes it there, or to each person."""
    at = checkin.opened_at
    if checkin.way is Way.EACH:
        carried = about.payload() if about else {}
        return [_notice(checkin, NoticeKind.CHECKIN_ROUND, at, by=by, **carried)]
    closed = _notice(checkin, NoticeKind.CHECKIN_PROMPT, checkin.closes_at)
    return [
        _notice(checkin, NoticeKind.CHECKIN_PROMPT, at, by=by),
        replace(closed, key=f"{checkin.subject}:closed", edits=True),
    ]


def gathering_of(checkin: CheckIn) -> Notice:
    """Return the message that gathers the answers to a check-in, at its closing."""
    return replace(
        _notice(checkin, NoticeKind.CHECKIN_GATHERING, checkin.closes_at),
        subject=f"gathering:{checkin.checkin_id}",
    )


def _notice(checkin: CheckIn, kind: NoticeKind, at: datetime, **payload: str) -> Notice:
    return Notice(
        team_id=checkin.team_id,
        key=f"{checkin.subject}:{kind.value}",
        kind=kind,
        subject=checkin.subject,
        not_before=at,
        channel_id=checkin.channel_id,
        payload={"checkin": checkin.checkin_id, **payload},
    )


async def existing(tx: TeamTransaction, checkin_id: str) -> CheckIn:
    """Return a check-in, or raise CheckInGone."""
    checkin = await tx.checkins.get(checkin_id)
    if checkin is None:
        raise CheckInGone
    return checkin
