"""Freshness: those who were asked whether a practice still holds answer."""

from dataclasses import replace

from bot.domain.freshness import HoldsSettled, NobodyToRetireIt, NotAsked, Question
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice
from bot.domain.people import Person
from bot.domain.practices import Practice, may_change
from bot.services.hours import hours_of
from bot.services.practices import PracticeUnknown
from bot.services.settling import asked, question_of, settle_questions, settled, was_asked
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction


class FreshnessService:
    """What becomes of the question whether a practice still holds."""

    def __init__(self, database: Database, directory: Directory, visibility: Visibility) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility

    async def of_notice(self, notice: Notice) -> Practice | None:
        """Return the practice that a person is to be asked about now; None when it is moot."""
        question = question_of(notice)
        async with self._database.read(notice.team_id) as tx:
            practice = await tx.practices.get(question.practice_id)
        if practice is None or not question.is_open(practice):
            return None
        is_theirs = await self._sees(notice.team_id, notice.user_id or "", practice)
        return practice if is_theirs else None

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
            await tx.library.index(replace(before, fresh_at=gesture.at, asked_at=None))
            await settle_questions(tx, before, gesture.at)

    async def doubt(self, gesture: Gesture, question: Question) -> None:
        """Tell whose practice it is that somebody who tried it says it holds no more."""
        practice, _ = await self.to_answer(gesture, question)
        keeper = await self._keeper(practice)
        thanks = settled(
            gesture.team_id, question, gesture.user_id, gesture.at, told=keeper.user_id
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("freshness")
            await _asked_about(tx, gesture, question)
            told = await _doubted(tx, question, keeper, gesture)
            if await tx.outbox.state(told.key) is not None:
                raise HoldsSettled
            await tx.add(told, thanks)

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


async def _doubted(
    tx: TeamTransaction, question: Question, keeper: Person, gesture: Gesture
) -> Notice:
    """Return what tells whose practice it is that somebody says it holds no more."""
    hours = (await hours_of(tx, [keeper]))[keeper.user_id]
    by = gesture.user_id
    return asked(gesture.team_id, question, keeper.user_id, hours, gesture.at, by=by)
