"""What was told from a message follows it, or somebody is asked, when the message changes."""

from dataclasses import replace

from bot.domain import practices as practice_rules, sources as rules, wins as win_rules
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Person
from bot.domain.practices import Practice
from bot.domain.sources import DELETED, Change, Course, Outcome, Question, Told
from bot.domain.visibility import Audience
from bot.domain.wins import Source, Win
from bot.services import practices, wins
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction


class SourceService:
    """What becomes of wins and practices whose message changes."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        visibility: Visibility,
        messages: Messages,
    ) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility
        self._messages = messages

    async def is_source(self, team_id: str, source: Source) -> bool:
        """Tell whether something was told from a message; its words are not looked at."""
        async with self._database.read(team_id) as tx:
            return bool(await _told_from(tx, source))

    async def changed(self, gesture: Gesture, change: Change) -> None:
        """Follow a change of a message, or plan the question to somebody; told twice, once.

        There is no receipt: done again, it finds the words taken and the question planned.
        """
        able = await self._able_to_answer(gesture.team_id, change)
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(f"source:{change.source.channel_id}:{change.source.message_ts}")
            for told in await _told_from(tx, change.source):
                was_open = await _close_earlier(tx, told, change, gesture)
                course = Course.ASK if change.is_deletion else rules.course_of(told, change)
                if was_open and not rules.says(told, change.after):
                    course = Course.ASK
                if course is Course.FOLLOW:
                    await _keep(tx, rules.take(told, change.after), gesture)
                elif course is Course.ASK:
                    await _ask(tx, told, change, able, gesture)

    async def asked(self, team_id: str, question: Question) -> Told | None:
        """Return what a question is about; None when there is nothing left to answer."""
        async with self._database.read(team_id) as tx:
            told = await _existing(tx, question.subject_told)
            is_moot = told.withdrawn_at is not None or await _is_settled(tx, question.subject)
            return None if is_moot else told

    async def take(self, gesture: Gesture, question: Question) -> None:
        """Take the words that the message has now, as whoever was asked says."""
        words = await self._messages.words(gesture.team_id, question.source)
        if words is None:
            raise rules.MessageUnreadable
        async with self._database.write(gesture.team_id) as tx:
            told = await _answered(tx, gesture, question, Outcome.TAKEN)
            if not rules.says(told, words):
                await _keep(tx, rules.take(told, words), gesture)

    async def leave(self, gesture: Gesture, question: Question) -> None:
        """Leave things as they are, as whoever was asked says."""
        async with self._database.write(gesture.team_id) as tx:
            await _answered(tx, gesture, question, Outcome.KEPT)

    async def withdraw(self, gesture: Gesture, question: Question) -> None:
        """Withdraw what was told from a message that is gone, as whoever was asked says."""
        async with self._database.write(gesture.team_id) as tx:
            told = await _answered(tx, gesture, question, Outcome.WITHDRAWN)
            if isinstance(told, Win):
                gone = win_rules.withdraw(told, gesture.user_id, gesture.at)
                await wins.withdraw(tx, gone, gesture.at)
            else:
                left = practice_rules.withdraw(told, gesture.user_id, gesture.at)
                await practices.withdraw(tx, left, gesture.at)

    async def _able_to_answer(self, team_id: str, change: Change) -> dict[str, Person]:
        """Return whom a question about a message may reach: who works here and may read it."""
        async with self._database.read(team_id) as tx:
            told = await _told_from(tx, change.source)
        able = {}
        for user_id in dict.fromkeys(p for thing in told for p in rules.to_ask(thing, change)):
            person = await self._directory.person(team_id, user_id)
            if person.can_contribute and await self._may_read(team_id, user_id, change):
                able[user_id] = person
        return able

    async def _may_read(self, team_id: str, user_id: str, change: Change) -> bool:
        if user_id == change.author_id or change.is_deletion:
            return True
        where = change.source.channel_id
        return await self._visibility.may_see(team_id, user_id, Audience.READERS, where)


async def _told_from(tx: TeamTransaction, source: Source) -> list[Told]:
    place = source.channel_id, source.message_ts
    return [*await tx.wins.told_from(*place), *await tx.practices.told_from(*place)]


async def _existing(tx: TeamTransaction, subject_told: str) -> Told:
    kind, _, item_id = subject_told.partition(":")
    if kind == "win":
        return await wins.existing(tx, item_id)
    return await practices.existing(tx, item_id)


async def _keep(tx: TeamTransaction, told: Told, gesture: Gesture) -> None:
    if isinstance(told, Practice):
        await practices.keep(tx, told, gesture.at)
    else:
        await wins.keep(tx, told, gesture.at)


async def _answered(
    tx: TeamTransaction, gesture: Gesture, question: Question, outcome: Outcome
) -> Told:
    """Settle a question, and return what it is about; raise when it is not to be answered."""
    await tx.record(gesture)
    await tx.alone(f"source:{question.source.channel_id}:{question.source.message_ts}")
    told = await _existing(tx, question.subject_told)
    rules.check_may_answer(told, question, gesture.user_id)
    if await _is_settled(tx, question.subject):
        raise rules.QuestionSettled
    await _settle(tx, question.subject, question.user_id, outcome, gesture)
    return told


async def _close_earlier(tx: TeamTransaction, told: Told, change: Change, gesture: Gesture) -> bool:
    """Settle the question about the change before this one; tell whether it was still open."""
    subject = rules.subject_of(told.subject, change.earlier)
    if not change.earlier or await _is_settled(tx, subject):
        return False
    asked = await tx.outbox.notice(f"{subject}:ask")
    if asked is None or asked.user_id is None:
        return False
    await _settle(tx, subject, asked.user_id, Outcome.CHANGED_AGAIN, gesture)
    return True


async def _ask(
    tx: TeamTransaction,
    told: Told,
    change: Change,
    able: dict[str, Person],
    gesture: Gesture,
) -> None:
    """Plan the question to the first who can be asked; the outbox waits for their hours."""
    if change.name == DELETED:
        await _unlink(tx, told, gesture)
    person = next((able[p] for p in rules.to_ask(told, change) if p in able), None)
    if person is None:
        return
    source = told.source or change.source
    notice = Notice(
        team_id=gesture.team_id,
        key=f"{rules.subject_of(told.subject, change.name)}:ask",
        kind=NoticeKind.SOURCE_QUESTION,
        subject=rules.subject_of(told.subject, change.name),
        not_before=gesture.at,
        user_id=person.user_id,
        payload={
            "about": told.subject,
            "change": change.name,
            "source": [source.channel_id, source.message_ts, source.thread_ts],
        },
    )
    await tx.add(notice)


async def _settle(
    tx: TeamTransaction, subject: str, user_id: str, outcome: Outcome, gesture: Gesture
) -> None:
    """Change the question that somebody sees into what became of it."""
    notice = Notice(
        team_id=gesture.team_id,
        key=_settled(subject),
        kind=NoticeKind.SOURCE_QUESTION,
        subject=subject,
        not_before=gesture.at,
        user_id=user_id,
        edits=True,
        payload={"outcome": outcome.value},
    )
    await tx.add(notice)


async def _is_settled(tx: TeamTransaction, subject: str) -> bool:
    return await tx.outbox.state(_settled(subject)) is not None


def _settled(subject: str) -> str:
    return f"{subject}:settled"


async def _unlink(tx: TeamTransaction, told: Told, gesture: Gesture) -> None:
    """Let the cards of something lead no more to a message that is gone."""
    card = wins.card(told) if isinstance(told, Win) else practices.card(told)
    key = f"{told.subject}:unlinked"
    await tx.add(replace(card, key=key, edits=True, not_before=gesture.at))
