"""Nudges: who asks to be reminded of an open question is reminded once; nobody else is."""

from datetime import datetime

from bot.calendars import is_holiday
from bot.domain import checkins as rules
from bot.domain.checkins import (
    AlreadyReminded,
    AnsweredAlready,
    CheckIn,
    NothingToRemindOf,
    TooLateToRemind,
)
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.services.checkins import existing
from bot.services.hours import hours_of
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction


class NudgeService:
    """What people ask to be reminded of."""

    def __init__(self, database: Database, directory: Directory) -> None:
        self._database = database
        self._directory = directory

    async def remind(self, gesture: Gesture, checkin_id: str) -> tuple[datetime, str]:
        """Plan the one reminder of this person; return when it comes, and their zone.

        AnsweredAlready by whoever has, NothingToRemindOf after the closing, TooLateToRemind just
        before it, AlreadyReminded after one.
        """
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            checkin = await existing(tx, checkin_id)
            await _check_unanswered(tx, checkin, gesture)
            hours = (await hours_of(tx, [person]))[person.user_id]
            notice = _nudge(checkin, gesture, hours)
            await tx.alone(notice.key)
            await tx.outbox.forget_unsaid(notice.key)
            planned = await tx.outbox.notice(notice.key)
            if planned is None:
                await tx.add(notice)
            elif await tx.outbox.state(notice.key) is not NoticeState.PENDING:
                raise AlreadyReminded
        return (planned or notice).not_before, person.zone

    async def leave_alone(self, gesture: Gesture, checkin_id: str) -> None:
        """Take away the reminder that somebody who passes asked for; nothing is kept of it."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.outbox.forget_planned(rules.nudge_key(checkin_id, gesture.user_id))


async def _check_unanswered(tx: TeamTransaction, checkin: CheckIn, gesture: Gesture) -> None:
    answers = await tx.answers.of_checkin(checkin.checkin_id)
    if any(answer.user_id == gesture.user_id and answer.text for answer in answers):
        raise AnsweredAlready


def _nudge(checkin: CheckIn, gesture: Gesture, hours: WorkingHours) -> Notice:
    if not checkin.takes_answers(gesture.at):
        raise NothingToRemindOf
    at = rules.remind_at(checkin, hours, gesture.at, is_holiday)
    if at is None:
        raise TooLateToRemind
    return Notice(
        team_id=checkin.team_id,
        key=rules.nudge_key(checkin.checkin_id, gesture.user_id),
        kind=NoticeKind.CHECKIN_NUDGE,
        subject=checkin.subject_for(gesture.user_id),
        not_before=at,
        user_id=gesture.user_id,
        payload={"checkin": checkin.checkin_id, "day": hours.day_of(at).isoformat()},
    )
