"""Check-ins: ask an open question, take answers, gather them."""

from datetime import datetime

from bot.domain import checkins as rules
from bot.domain.checkins import Answer, CheckIn, CheckInGone
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.questions import BANK
from bot.domain.words import tidy
from bot.errors import CordeeError, N_
from storage.database import Database
from storage.transactions import TeamTransaction


class CheckInAlreadyOpen(CordeeError):
    """The channel has a question that still takes answers."""

    message = N_("A question is open in this channel already: answer that one first.")


class CheckInService:
    """What people do with open questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, team_id: str, checkin_id: str) -> CheckIn:
        """Return a check-in, or raise CheckInGone."""
        async with self._database.read(team_id) as tx:
            return await _existing(tx, checkin_id)

    async def open_in(self, team_id: str, channel_id: str, now: datetime) -> CheckIn | None:
        """Return the check-in of a channel that takes answers now, if any."""
        async with self._database.read(team_id) as tx:
            return await tx.checkins.open_in(channel_id, now)

    async def ask_now(self, gesture: Gesture, channel_id: str) -> None:
        """Ask a channel its next question at once, or raise CheckInAlreadyOpen."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if await tx.checkins.open_in(channel_id, gesture.at):
                raise CheckInAlreadyOpen
            await plan_checkin(tx, channel_id, gesture.at)

    async def given(self, gesture: Gesture, checkin_id: str) -> str:
        """Return what this person answered by the form so far; empty when nothing."""
        async with self._database.read(gesture.team_id) as tx:
            answers = await tx.checkins.answers(checkin_id)
        own = (a.text for a in answers if a.user_id == gesture.user_id and a.message_ts is None)
        return next(own, "")

    async def answer(self, gesture: Gesture, checkin_id: str, typed: str) -> None:
        """Keep an answer given by the form; a second one replaces the first."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            checkin = await _existing(tx, checkin_id)
            answer = rules.answer_with(checkin, gesture.user_id, typed, gesture.at)
            if not await tx.checkins.replace_form_answer(answer):
                await tx.add(answer)

    async def is_question(self, team_id: str, channel_id: str, ts: str) -> bool:
        """Tell whether a message is one of the bot's questions."""
        return await self._asked_in(team_id, channel_id, ts) is not None

    async def reply(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str, text: str
    ) -> None:
        """Keep a reply in a question's thread as an answer; other threads are none of ours."""
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None or not tidy(text):
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            checkin = await _existing(tx, checkin_id)
            await tx.add(rules.answer_with(checkin, gesture.user_id, text, gesture.at, ts))

    async def reply_changed(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str, text: str
    ) -> None:
        """Follow the edit of an answer; one that is emptied or deleted is forgotten."""
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if tidy(text):
                await tx.checkins.rewrite_reply(checkin_id, ts, tidy(text))
            else:
                await tx.checkins.forget_reply(checkin_id, ts)

    async def gather(self, team_id: str, checkin_id: str) -> tuple[CheckIn, list[Answer]]:
        """Return a check-in with its answers for the team."""
        async with self._database.read(team_id) as tx:
            return await _existing(tx, checkin_id), await tx.checkins.answers(checkin_id)

    async def _asked_in(self, team_id: str, channel_id: str, thread_ts: str) -> str | None:
        async with self._database.read(team_id) as tx:
            subject = await tx.outbox.subject_at(channel_id, thread_ts) or ""
        kind, _, checkin_id = subject.partition(":")
        return checkin_id if kind == "checkin" else None


async def plan_checkin(tx: TeamTransaction, channel_id: str, at: datetime) -> None:
    """Open a check-in in a channel and plan its question and its gathering."""
    asked = await tx.checkins.asked(channel_id)
    question = rules.next_question(list(BANK), asked, channel_id)
    checkin = rules.open_checkin(tx.team_id, channel_id, question, at)
    prompt = _notice(checkin, NoticeKind.CHECKIN_PROMPT, checkin.opened_at)
    gathering = _notice(checkin, NoticeKind.CHECKIN_GATHERING, checkin.closes_at)
    await tx.add(checkin, prompt, gathering)


def _notice(checkin: CheckIn, kind: NoticeKind, at: datetime) -> Notice:
    is_prompt = kind is NoticeKind.CHECKIN_PROMPT
    return Notice(
        team_id=checkin.team_id,
        key=f"{checkin.subject}:{kind.value}",
        kind=kind,
        subject=checkin.subject if is_prompt else f"gathering:{checkin.checkin_id}",
        not_before=at,
        channel_id=checkin.channel_id,
        payload={"checkin": checkin.checkin_id, "schedule": "checkin"},
    )


async def _existing(tx: TeamTransaction, checkin_id: str) -> CheckIn:
    checkin = await tx.checkins.get(checkin_id)
    if checkin is None:
        raise CheckInGone
    return checkin
