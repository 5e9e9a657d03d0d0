"""Freshness: those who know are asked whether a practice still holds, and answer."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain.freshness import (
    STALE_AFTER,
    HoldsSettled,
    NobodyToRetireIt,
    NotAsked,
    Question,
    StalePractice,
)
from bot.domain.gestures import Gesture
from bot.domain.hours import day_in, next_working_moment
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Person
from bot.domain.practices import Practice, may_change
from bot.errors import SlackUnavailable
from bot.services.practices import PracticeUnknown
from bot.services.settling import (
    payload_of,
    question_of,
    settle_questions,
    settled,
    was_asked,
)
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

BATCH = 200

log = structlog.get_logger()


class FreshnessService:
    """Asks once about what nobody has confirmed for long. Nobody is reminded."""

    def __init__(
        self, database: Database, directory: Directory, visibility: Visibility, clock: Clock
    ) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility
        self._clock = clock

    async def ask_stale(self) -> None:
        """Plan the questions about what has gone stale; any number of workers may do so.

        A person is asked one thing a day at most: what else is due waits for another day.
        """
        now = self._clock.now()
        busy: set[tuple[str, str]] = set()
        last: StalePractice | None = None
        while batch := await self._due(now, last):
            for stale in batch:
                if busy.isdisjoint((stale.team_id, who) for who in stale.who_may_know):
                    for who in await self._ask_or_leave(stale, now):
                        busy.add((stale.team_id, who))
            last = batch[-1]

    async def of_notice(self, notice: Notice) -> Practice | None:
        """Return the practice that a person is to be asked about now; None when it is moot.

        When the person's working day is over meanwhile, they are asked on the next one instead.
        """
        question = question_of(notice)
        async with self._database.read(notice.team_id) as tx:
            practice = await tx.practices.get(question.practice_id)
        if practice is None or not question.is_open(practice):
            return None
        person = await self._directory.person(notice.team_id, notice.user_id or "")
        if not await self._sees(notice.team_id, person.user_id, practice):
            return None
        return None if await self._put_off(notice, person) else practice

    async def _put_off(self, notice: Notice, person: Person) -> bool:
        """Put a question off that comes too late in the day; tell whether it was."""
        now = self._clock.now()
        at = next_working_moment(now, person.zone)
        if at <= now:
            return False
        key = f"{notice.subject}:{day_in(at, person.zone)}:{notice.payload['by']}"
        async with self._database.write(notice.team_id) as tx:
            await tx.add(replace(notice, key=key, not_before=at, notice_id=new_id()))
        return True

    async def to_answer(self, gesture: Gesture, question: Question) -> tuple[Practice, bool]:
        """Return the practice that a person is asked about, and whether it is theirs to change."""
        async with self._database.read(gesture.team_id) as tx:
            practice = await _asked_about(tx, gesture, question)
        if not await self._sees(gesture.team_id, gesture.user_id, practice):
            raise PracticeUnknown
        return practice, may_change(practice, gesture.user_id)

    async def hold(self, gesture: Gesture, question: Question) -> None:
        """Take somebody's word that a practice holds: for the next six months nobody is asked."""
        await self.to_answer(gesture, question)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await _asked_about(tx, gesture, question)
            if not await tx.practices.refresh(question.practice_id, gesture.at):
                raise HoldsSettled
            practice = await tx.practices.get(question.practice_id)
            if practice is not None:
                await tx.library.index(practice)
            await settle_questions(tx, before, gesture.at)

    async def doubt(self, gesture: Gesture, question: Question) -> None:
        """Tell those whose practice it is that somebody who tried it says it holds no more."""
        practice, _ = await self.to_answer(gesture, question)
        keeper = await self._keeper(practice)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await _asked_about(tx, gesture, question)
            told = _question(question, gesture.team_id, keeper, gesture.at, gesture.user_id)
            if await tx.outbox.state(told.key) is not None:
                raise HoldsSettled
            thanks = settled(
                gesture.team_id, question, gesture.user_id, gesture.at, told=keeper.user_id
            )
            await tx.add(told, thanks)

    async def _due(self, now: datetime, last: StalePractice | None) -> list[StalePractice]:
        async with self._database.write_every_team() as tx:
            return await tx.stale.due(now - STALE_AFTER, BATCH, last)

    async def _ask_or_leave(self, stale: StalePractice, now: datetime) -> Collection[str]:
        """Ask about a practice, if those who can be asked are free; return who is not any more."""
        try:
            people = await self._who_can_be_asked(stale)
        except SlackUnavailable as error:
            # It is still due, and the others are not to wait for it.
            log.warning("freshness_put_off", practice=stale.practice_id, exc_info=error)
            return ()
        asked = {
            person.user_id: _question(stale.question, stale.team_id, person, now)
            for person in people
        }
        async with self._database.write(stale.team_id) as tx:
            await tx.alone("freshness")
            busy = [who for who in asked if await tx.outbox.state(asked[who].key)]
            # Where nobody can be asked it is done too: nothing happens.
            if not busy and await tx.practices.ask(stale.practice_id, stale.fresh_at, now):
                await tx.add(*asked.values())
        return busy or asked

    async def _who_can_be_asked(self, stale: StalePractice) -> list[Person]:
        return [
            await self._directory.person(stale.team_id, who)
            for who in stale.who_may_know
            if await self._visibility.may_see(stale.team_id, who, stale.audience, stale.channel_id)
        ]

    async def _keeper(self, practice: Practice) -> Person:
        """Return who is told that a practice holds no more, or raise NobodyToRetireIt."""
        for who in dict.fromkeys((practice.author_id, *practice.people)):
            if who and await self._sees(practice.team_id, who, practice):
                return await self._directory.person(practice.team_id, who)
        raise NobodyToRetireIt

    async def _sees(self, team_id: str, user_id: str, practice: Practice) -> bool:
        return await self._visibility.may_see(
            team_id, user_id, practice.audience, practice.channel_id
        )


async def _asked_about(tx: TeamTransaction, gesture: Gesture, question: Question) -> Practice:
    """Return the practice of an open question that a person was asked, or raise why not."""
    practice = await tx.practices.get(question.practice_id)
    if practice is None or not question.is_open(practice):
        raise HoldsSettled
    if not await was_asked(tx, question, gesture.user_id):
        raise NotAsked
    return practice


def _question(
    question: Question, team_id: str, person: Person, at: datetime, by: str = ""
) -> Notice:
    """Return the question to a person, at their next working moment.

    Its key holds their day: two of one day would be one. `by` has said that it holds no more,
    which does not wait for another day.
    """
    at = next_working_moment(at, person.zone)
    subject = question.subject(person.user_id)
    return Notice(
        team_id=team_id,
        key=f"{subject}:by:{by}" if by else f"holds:{person.user_id}:{day_in(at, person.zone)}",
        kind=NoticeKind.FRESHNESS,
        subject=subject,
        not_before=at,
        user_id=person.user_id,
        payload=payload_of(question, by=by),
    )
