"""Check-ins: ask an open question, take answers, gather them."""

from dataclasses import replace
from datetime import datetime

from bot.domain import checkins as rules
from bot.domain.checkins import Answer, CheckIn, CheckInClosed, CheckInGone
from bot.domain.gestures import Gesture, Receipt, moment_of
from bot.domain.notices import CLOCK_SKEW, Notice, NoticeKind
from bot.domain.questions import BANK
from bot.domain.schedules import is_missed
from bot.domain.words import tidy
from bot.errors import CordeeError, N_, SlackUnavailable
from bot.services.channels import ChannelService
from storage.database import Database
from storage.transactions import TeamTransaction


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
            return await _existing(tx, checkin_id)

    async def to_answer(self, gesture: Gesture, checkin_id: str) -> tuple[CheckIn, str]:
        """Return a check-in with what this person answered by the form; CheckInClosed after it."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await _existing(tx, checkin_id)
            answers = await tx.checkins.answers(checkin_id)
        if not checkin.takes_answers(gesture.at):
            raise CheckInClosed
        own = (a.text for a in answers if a.user_id == gesture.user_id and a.message_ts is None)
        return checkin, next(own, "")

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
            if not await plan_checkin(tx, channel_id, gesture.at, gesture.user_id):
                raise CheckInAlreadyOpen

    async def answer(self, gesture: Gesture, checkin_id: str, typed: str) -> None:
        """Keep an answer given by the form; a second one replaces the first."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            checkin = await _existing(tx, checkin_id)
            answer = rules.answer_by_form(checkin, gesture.user_id, typed, gesture.at)
            await tx.alone(f"answer:{checkin_id}:{gesture.user_id}")
            if not await tx.checkins.replace_form_answer(answer):
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
            checkin = await _existing(tx, checkin_id)
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
            if await tx.checkins.knows_reply(checkin_id, ts):
                await tx.checkins.rewrite_reply(checkin_id, ts, tidy(text), edited_ts)
                return
            await tx.add(_heard(gesture, channel_id, ts))
            checkin = await _existing(tx, checkin_id)
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
            if await tx.checkins.knows_reply(checkin_id, ts):
                await tx.checkins.forget_reply(checkin_id, ts)
            else:
                await tx.add(_heard(gesture, channel_id, ts))

    async def gather(self, team_id: str, checkin_id: str) -> tuple[CheckIn, list[Answer]]:
        """Return a check-in with its answers for the team."""
        async with self._database.read(team_id) as tx:
            checkin = await _existing(tx, checkin_id)
            answers = await tx.checkins.answers(checkin_id)
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


async def plan_checkin(tx: TeamTransaction, channel_id: str, at: datetime, by: str = "") -> bool:
    """Open a check-in in a channel and plan all that it says; False when one is open already.

    `by` is who asked for it by hand, and is told when Slack refuses it.
    """
    await tx.alone(f"checkin:{channel_id}")
    if await tx.checkins.open_in(channel_id, at):
        return False
    asked = await tx.checkins.asked(channel_id)
    question = rules.next_question(list(BANK), asked, channel_id)
    checkin = rules.open_checkin(tx.team_id, channel_id, question, at)
    prompt = _notice(checkin, NoticeKind.CHECKIN_PROMPT, at, by=by)
    gathering = replace(
        _notice(checkin, NoticeKind.CHECKIN_GATHERING, checkin.closes_at),
        subject=f"gathering:{checkin.checkin_id}",
    )
    closing = replace(
        _notice(checkin, NoticeKind.CHECKIN_PROMPT, checkin.closes_at),
        key=f"{checkin.subject}:closed",
        edits=True,
    )
    await tx.add(checkin, prompt, gathering, closing)
    return True


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


def _reply(channel_id: str, ts: str) -> str:
    return f"reply:{channel_id}:{ts}"


def _heard(gesture: Gesture, channel_id: str, ts: str) -> Receipt:
    """Return the trace that a reply was dealt with, whichever event told of it first."""
    return Receipt(gesture.team_id, _reply(channel_id, ts), gesture.at)


async def _keep(tx: TeamTransaction, answer: Answer | None) -> None:
    if answer is not None:
        await tx.add(answer)


async def _existing(tx: TeamTransaction, checkin_id: str) -> CheckIn:
    checkin = await tx.checkins.get(checkin_id)
    if checkin is None:
        raise CheckInGone
    return checkin
