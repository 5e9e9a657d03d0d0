"""Answers to open questions: take them, follow them, gather them."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain import answers as rules
from bot.domain.answers import (
    Answer,
    AnswerAudience,
    AnswerForm,
    CheckInClosed,
    NotAsked,
    NothingToTakeBack,
)
from bot.domain.checkins import CheckIn, checkin_of
from bot.domain.gestures import Gesture, Receipt, moment_of
from bot.domain.notices import CLOCK_SKEW, NoticeKind
from bot.domain.people import Person
from bot.domain.words import tidy
from bot.errors import SlackUnavailable
from bot.services.checkins import existing
from bot.services.following import follow_answers
from bot.services.gatherings import alone_with, follow, follow_team
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from storage.database import Database
from storage.transactions import TeamTransaction


@dataclass(frozen=True, slots=True)
class Answering:
    """What somebody needs to answer a question."""

    checkin: CheckIn
    given: Answer | None
    """What they answered by the form before."""
    audiences: tuple[AnswerAudience, ...]
    """Who may read it, as they may choose."""
    coaches: tuple[Person, ...]
    """Whom Slack named in time."""


class AnswerService:
    """What people answer to open questions, by the form and in their threads."""

    def __init__(self, database: Database, directory: Directory) -> None:
        self._database = database
        self._directory = directory
        self._glance = Glance(directory)

    async def to_answer(self, gesture: Gesture, checkin_id: str) -> Answering:
        """Return a check-in with what this person answered by the form, or raise why not.

        Where Slack does not say in time who they are, the form offers everything: whoever may not
        is told when they submit it.
        """
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing(tx, checkin_id)
            given = await tx.answers.by_form(checkin_id, gesture.user_id)
            coaches = rules.coaches_of(gesture.user_id, await tx.teams.all())
        if rules.is_over(checkin, gesture.at):
            raise CheckInClosed
        person, there = await asyncio.gather(
            self._glance.soon(self._check_asked(gesture, checkin)),
            self._glance.soon(self._there(gesture.team_id, coaches)),
        )
        has_coach = bool(coaches if there is None else there)
        offered = rules.audiences(checkin, gesture.at, person, has_coach)
        return Answering(checkin, given, offered, there or ())

    async def to_tell(
        self, gesture: Gesture, checkin_id: str, audience: AnswerAudience
    ) -> Answering:
        """Return what this person answered and nobody was shown, to be told to others."""
        asked = await self.to_answer(gesture, checkin_id)
        if asked.given is None:
            raise NothingToTakeBack
        return replace(asked, given=replace(asked.given, audience=audience))

    async def answer(self, gesture: Gesture, form: AnswerForm) -> CheckIn:
        """Keep an answer given by the form, in place of an earlier one; return its check-in."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing(tx, form.checkin_id)
            teams = await tx.teams.all()
        person = await self._check_asked(gesture, checkin)
        coaches = await self._there(gesture.team_id, rules.coaches_of(gesture.user_id, teams))
        rules.check_audience(form.audience, person, coaches)
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, form.checkin_id)
            await tx.record(gesture)
            checkin = await existing(tx, form.checkin_id)
            before = await tx.answers.by_form(form.checkin_id, gesture.user_id)
            answer = rules.answer_by_form(checkin, gesture, form, before)
            if before is None:
                await tx.add(answer)
            else:
                await tx.answers.save(answer)
            await follow(tx, checkin, gesture, before, answer, coaches)
            return checkin

    async def take_back(self, gesture: Gesture, checkin_id: str) -> bool:
        """Forget what this person answered by the form, wherever it is shown.

        False where nothing is theirs, or nobody can tell any more that it is.
        """
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, checkin_id)
            await tx.record(gesture)
            checkin = await existing(tx, checkin_id)
            answer = await tx.answers.by_form(checkin_id, gesture.user_id)
            if answer is None:
                return False
            await tx.answers.forget(answer.answer_id)
            await follow(tx, checkin, gesture, answer, None)
            return True

    async def is_question(self, team_id: str, channel_id: str, ts: str) -> bool:
        """Tell whether a message is one of the bot's questions."""
        return await self._asked_in(team_id, channel_id, ts) is not None

    async def reply(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str, text: str
    ) -> None:
        """Keep a reply in a question's thread as an answer; other threads are none of ours.

        AlreadyDone for a reply whose edit or deletion came first.
        """
        checkin = await self._replied_to(gesture, channel_id, thread_ts, ts)
        if checkin is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, checkin.checkin_id)
            await tx.record(gesture)
            await tx.add(_heard(gesture, channel_id, ts))
            await _keep(tx, gesture, rules.answer_by_reply(checkin, gesture.user_id, text, ts))

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
        checkin = await self._replied_to(gesture, channel_id, thread_ts, ts)
        if checkin is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, checkin.checkin_id)
            await tx.record(gesture)
            if await tx.answers.knows_reply(checkin.checkin_id, ts):
                await tx.answers.rewrite_reply(checkin.checkin_id, ts, tidy(text), edited_ts)
                await _follow_replies(tx, gesture, checkin.checkin_id)
                return
            await tx.add(_heard(gesture, channel_id, ts))
            answer = rules.answer_by_reply(checkin, gesture.user_id, text, ts, edited_ts)
            await _keep(tx, gesture, answer)

    async def reply_deleted(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str
    ) -> None:
        """Forget an answer that was deleted; one that Slack tells of later is not kept."""
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, checkin_id)
            await tx.record(gesture)
            if await tx.answers.knows_reply(checkin_id, ts):
                await tx.answers.forget_reply(checkin_id, ts)
                await _follow_replies(tx, gesture, checkin_id)
            else:
                await tx.add(_heard(gesture, channel_id, ts))

    async def _replied_to(
        self, gesture: Gesture, channel_id: str, thread_ts: str, ts: str
    ) -> CheckIn | None:
        """Return the check-in that somebody who was asked replies to; None for what is no reply.

        What is an answer already stays its author's to correct, wherever they are now.
        """
        checkin_id = await self._asked_in(gesture.team_id, channel_id, thread_ts)
        if checkin_id is None:
            return None
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing(tx, checkin_id)
            is_known = await tx.answers.knows_reply(checkin_id, ts)
        if not is_known:
            await self._check_asked(gesture, checkin, said_in=channel_id)
        return checkin

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
        return checkin_of(subject or "")

    async def _check_asked(self, gesture: Gesture, checkin: CheckIn, said_in: str = "") -> Person:
        """Return the person of a gesture where they may answer, or raise NotAsked."""
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        if not person.can_contribute:
            raise NotAsked
        # Who writes in a channel is there.
        if said_in != checkin.channel_id and not await self._directory.member_channels(
            gesture.team_id, gesture.user_id, [checkin.channel_id]
        ):
            raise NotAsked
        return person

    async def _there(self, team_id: str, user_ids: Collection[str]) -> tuple[Person, ...]:
        """Return those of these people who have not left, by name."""
        people = [await self._directory.person(team_id, user_id) for user_id in user_ids]
        there = (person for person in people if person.can_contribute)
        return tuple(sorted(there, key=lambda person: (person.name, person.user_id)))


def _heard(gesture: Gesture, channel_id: str, ts: str) -> Receipt:
    """Return the trace that a reply was dealt with, whichever event told of it first."""
    return Receipt(gesture.team_id, f"reply:{channel_id}:{ts}", gesture.at)


async def _keep(tx: TeamTransaction, gesture: Gesture, answer: Answer | None) -> None:
    if answer is not None:
        await tx.add(answer)
        await _follow_replies(tx, gesture, answer.checkin_id)


async def _follow_replies(tx: TeamTransaction, gesture: Gesture, checkin_id: str) -> None:
    await follow_answers(tx, checkin_id, gesture)
    await follow_team(tx, await existing(tx, checkin_id), gesture)
