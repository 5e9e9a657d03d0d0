"""Rounds: an open question put to each person of a channel, at their own hour, once."""

from contextlib import suppress
from datetime import datetime

import structlog

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain import checkins as rules
from bot.domain.checkins import CheckIn, Round
from bot.domain.gestures import Receipt
from bot.domain.hours import WorkingHours
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Person
from bot.errors import AlreadyDone
from bot.services.checkins import existing
from bot.services.hours import hours_of
from bot.services.schedules import tell_refused
from bot.slack.directory import Directory
from storage.database import Database

log = structlog.get_logger()


class RoundService:
    """Puts a question to each person. Any number of workers may do so, at any time, again."""

    def __init__(self, database: Database, directory: Directory, clock: Clock) -> None:
        self._database = database
        self._directory = directory
        self._clock = clock

    async def ask_each(self, notice: Notice) -> None:
        """Plan the question to whoever of the channel works that day; the others are not asked.

        All of it at once, or nothing. SlackUnavailable while nobody knows who is there.
        """
        channel_id = notice.channel_id or ""
        if not await self._is_open(notice):
            return
        channel = await self._directory.channel(notice.team_id, channel_id)
        if channel is None or not channel.takes_posts:
            is_archived = channel is not None and channel.is_archived
            await self._give_up(notice, "is_archived" if is_archived else "not_in_channel")
            return
        members = await self._directory.members(notice.team_id, channel_id)
        # Another worker, or this one before it died, may have asked them all.
        with suppress(AlreadyDone):
            await self._ask(notice, [member for member in members if member.can_contribute])

    async def to_put(self, notice: Notice) -> CheckIn | None:
        """Return the check-in to put to a person, or to remind them of; None when it is moot.

        It is once they have answered or left, and once it is closed.
        """
        team_id, user_id = notice.team_id, notice.user_id or ""
        async with self._database.read(team_id) as tx:
            checkin = await existing(tx, notice.payload["checkin"])
            answers = await tx.answers.of_checkin(checkin.checkin_id)
        if any(answer.user_id == user_id and answer.text for answer in answers):
            return None
        is_open = checkin.takes_answers(self._clock.now())
        is_there = await self._directory.member_channels(team_id, user_id, [checkin.channel_id])
        return checkin if is_open and is_there else None

    async def _is_open(self, notice: Notice) -> bool:
        async with self._database.read(notice.team_id) as tx:
            checkin = await existing(tx, notice.payload["checkin"])
        return checkin.takes_answers(self._clock.now())

    async def _ask(self, notice: Notice, people: list[Person]) -> None:
        now, about = self._clock.now(), rules.round_of(notice.payload)
        async with self._database.write(notice.team_id) as tx:
            await tx.add(Receipt(notice.team_id, notice.key, now))
            checkin = await existing(tx, notice.payload["checkin"])
            await tx.schedules.cured(checkin.channel_id)
            hours = await hours_of(tx, people)
            asked = [
                question
                for user_id, theirs in hours.items()
                if (question := _question(checkin, user_id, theirs, about, now))
            ]
            await tx.add(*asked)

    async def _give_up(self, notice: Notice, error: str) -> None:
        """Forget a question whose answers could not be told, and tell whoever must know."""
        log.warning("round_refused", key=notice.key, error=error)
        now = self._clock.now()
        with suppress(AlreadyDone):
            async with self._database.write(notice.team_id) as tx:
                await tx.add(Receipt(notice.team_id, notice.key, now))
                await tell_refused(tx, notice, error, now, is_place=True)


def _question(
    checkin: CheckIn, user_id: str, hours: WorkingHours, about: Round | None, now: datetime
) -> Notice | None:
    """Return the question to one person, at their hour; None when they do not work then."""
    day = about.day if about else hours.day_of(now)
    wanted = hours.at(about.day, about.hour) if about else now
    at = hours.within(day, max(wanted, now), is_holiday)
    if at is None or not checkin.takes_answers(at):
        return None
    return Notice(
        team_id=checkin.team_id,
        key=f"{checkin.subject}:asked:{user_id}",
        kind=NoticeKind.CHECKIN_ASKED,
        subject=checkin.subject_for(user_id),
        not_before=at,
        user_id=user_id,
        payload={"checkin": checkin.checkin_id, "day": day.isoformat()},
    )
