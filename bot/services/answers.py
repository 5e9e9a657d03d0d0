"""Answers to open questions: take them, follow them, gather them."""

from bot.domain import answers as rules
from bot.domain.answers import Answer, CheckInClosed
from bot.domain.checkins import CheckIn
from bot.domain.gestures import Gesture, Receipt, moment_of
from bot.domain.notices import CLOCK_SKEW, NoticeKind
from bot.domain.words import tidy
from bot.errors import SlackUnavailable
from bot.services.checkins import existing
from storage.database import Database
from storage.transactions import TeamTransaction


class AnswerService:
    """What people answer to open questions, by the form and in their threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def to_answer(self, gesture: Gesture, checkin_id: str) -> tuple[CheckIn, str]:
        """Return a check-in with what this person answered by the form; CheckInClosed after it."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing(tx, checkin_id)
            answers = await tx.answers.of_checkin(checkin_id)
        if not checkin.takes_answers(gesture.at):
            raise CheckInClosed
        own = (a.text for a in answers if a.user_id == gesture.user_id and a.message_ts is None)
        return checkin, next(own, "")

    async def answer(self, gesture: Gesture, checkin_id: str, typed: str) -> None:
        """Keep an answer given by the form; a second one replaces the first."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            checkin = await existing(tx, checkin_id)
            answer = rules.answer_by_form(checkin, gesture.user_id, typed, gesture.at)
            await tx.alone(f"answer:{checkin_id}:{gesture.user_id}")
            if not await tx.answers.replace_form_answer(answer):
                await tx.add(answer)

    async def is_question(self, team_id: str, channel_id: str, ts: str) -> bool:
        """Tell whether a message is one of the bot's questions."""
        return await self._asked_in(team_id, channel_id, ts) is not None

    async def reply(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str, text: str
    ) -> None:
        """Keep a reply in a question's thread as an answer; other threads are none of ours.

        AlreadyDone for a reply whose edit or deletion came first.
        """
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(_reply(channel_id, ts))
            await tx.record(gesture)
            await tx.add(_heard(gesture, channel_id, ts))
            checkin = await existing(tx, checkin_id)
            await _keep(tx, rules.answer_by_reply(checkin, gesture.user_id, text, ts))

    async def reply_edited(
        self,
        gesture: Gesture,
        channel_id: str,
        thread_ts: str,
        ts: str,
        text: str,
        edited_ts: str,
    ) -> None:
        """Follow the edit of an answer, the latest one whatever their order.

        Slack may tell of an edit before it tells of the reply: the reply is kept then, as edited.
        """
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(_reply(channel_id, ts))
            await tx.record(gesture)
            if await tx.answers.knows_reply(checkin_id, ts):
                await tx.answers.rewrite_reply(checkin_id, ts, tidy(text), edited_ts)
                return
            await tx.add(_heard(gesture, channel_id, ts))
            checkin = await existing(tx, checkin_id)
            await _keep(tx, rules.answer_by_reply(checkin, gesture.user_id, text, ts, edited_ts))

    async def reply_deleted(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str
    ) -> None:
        """Forget an answer that was deleted; one that Slack tells of later is not kept."""
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone(_reply(channel_id, ts))
            await tx.record(gesture)
            if await tx.answers.knows_reply(checkin_id, ts):
                await tx.answers.forget_reply(checkin_id, ts)
            else:
                await tx.add(_heard(gesture, channel_id, ts))

    async def gather(self, team_id: str, checkin_id: str) -> tuple[CheckIn, list[Answer]]:
        """Return a check-in with its answers for the team."""
        async with self._database.read(team_id) as tx:
            checkin = await existing(tx, checkin_id)
            answers = await tx.answers.of_checkin(checkin_id)
        return checkin, [answer for answer in answers if answer.text]

    async def _asked_in(self, team_id: str, channel_id: str, thread_ts: str) -> str | None:
        """Return the check-in whose question a message is, or None when it is another message.

        SlackUnavailable while nobody knows: a question may have been posted of which Slack has not
        told us yet. An event that says so is told again.
        """
        asked_at = moment_of(thread_ts) + CLOCK_SKEW
        async with self._database.read(team_id) as tx:
            subject = await tx.outbox.subject_at(channel_id, thread_ts)
            if subject is None and await tx.outbox.may_be_at(
                channel_id, NoticeKind.CHECKIN_PROMPT, asked_at
            ):
                raise SlackUnavailable
        kind, _, checkin_id = (subject or "").partition(":")
        return checkin_id if kind == "checkin" else None


def _reply(channel_id: str, ts: str) -> str:
    return f"reply:{channel_id}:{ts}"


def _heard(gesture: Gesture, channel_id: str, ts: str) -> Receipt:
    """Return the trace that a reply was dealt with, whichever event told of it first."""
    return Receipt(gesture.team_id, _reply(channel_id, ts), gesture.at)


async def _keep(tx: TeamTransaction, answer: Answer | None) -> None:
    if answer is not None:
        await tx.add(answer)
