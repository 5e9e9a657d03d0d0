"""Nominations: people point at a message, its author is asked, a yes publishes it."""

from dataclasses import replace
from datetime import datetime

from bot.domain import nominations as rules
from bot.domain.gestures import Gesture, Receipt
from bot.domain.nominations import Consent, NominatedMessage, Nomination
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.practices import Practice, PracticeForm, contribute
from bot.domain.wins import Source
from bot.errors import CordeeError, N_
from bot.services.practices import card
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction


class MessageUnknown(CordeeError):
    """Nobody nominated this message."""

    message = N_("I cannot find this message any more.")


class NominationService:
    """What becomes of a message that people point at."""

    def __init__(self, database: Database, directory: Directory, messages: Messages) -> None:
        self._database = database
        self._directory = directory
        self._messages = messages

    async def nominate(
        self, gesture: Gesture, source: Source, author_id: str, reacted_at: datetime
    ) -> None:
        """Take one person's reaction; when enough of them point at it, the author is asked.

        Only people of the workspace nominate and are asked: bots and other organisations do not.
        Slack may tell of a reaction after it has told that it was taken back.
        """
        for person_id in (gesture.user_id, author_id):
            person = await self._directory.person(gesture.team_id, person_id)
            if not person.can_contribute:
                return
        message = NominatedMessage(
            gesture.team_id, source, author_id, Consent.GATHERING, gesture.at
        )
        nomination = Nomination(
            gesture.team_id, source.channel_id, source.message_ts, gesture.user_id, gesture.at
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if await tx.receipts.is_there_after(_taken_back(gesture, source), reacted_at):
                return
            await tx.add(message, nomination)
            await self._weigh(tx, source, gesture)

    async def take_back(self, gesture: Gesture, source: Source, at: datetime) -> None:
        """Forget one person's reaction; below the threshold the question is withdrawn."""
        place = source.channel_id, source.message_ts
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if not await tx.nominations.take_back(*place, gesture.user_id):
                key = f"{_taken_back(gesture, source)}:{gesture.key}"
                await tx.add(Receipt(gesture.team_id, key, at))
            await self._weigh(tx, source, gesture)

    async def message_deleted(self, gesture: Gesture, source: Source) -> None:
        """Withdraw the question about a message that is gone."""
        async with self._database.write(gesture.team_id) as tx:
            message = await tx.nominations.get(source.channel_id, source.message_ts)
            if message and message.consent in {Consent.GATHERING, Consent.ASKED}:
                await _settle(tx, replace(message, consent=Consent.GONE), gesture.key, gesture.at)

    async def nominated(self, team_id: str, channel_id: str, ts: str) -> NominatedMessage:
        """Return a nominated message, or raise MessageUnknown."""
        async with self._database.read(team_id) as tx:
            return await _nominated(tx, channel_id, ts)

    async def answer(self, gesture: Gesture, source: Source, consent: Consent) -> None:
        """Record the author's answer; a yes plans the publication, in the message's thread."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = await _nominated(tx, source.channel_id, source.message_ts)
            message = replace(rules.answer(message, gesture.user_id, consent), source=source)
            await _settle(tx, message, gesture.key, gesture.at)
            if consent is Consent.PUBLISHING:
                await tx.add(_publication(message, gesture.at))

    async def check_may_answer(self, gesture: Gesture, source: Source) -> None:
        """Raise when the question about a message is not this person's, or is settled."""
        message = await self.nominated(gesture.team_id, source.channel_id, source.message_ts)
        rules.answer(message, gesture.user_id, Consent.PUBLISHING)

    async def words_to_edit(self, gesture: Gesture, source: Source) -> str | None:
        """Return the words of a nominated message, for its author to edit before publishing.

        None when there are none to be read any more: the question is withdrawn.
        """
        words = await self._messages.words(gesture.team_id, source)
        if words is None:
            await self.message_deleted(gesture, source)
        return words

    async def publish_edited(self, gesture: Gesture, source: Source, form: PracticeForm) -> None:
        """Publish a nominated message in the words that its author gave."""
        practice = contribute(gesture, form)
        practice = replace(practice, source=source, channel_id=source.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = await _nominated(tx, source.channel_id, source.message_ts)
            message = rules.answer(message, gesture.user_id, Consent.PUBLISHED)
            await _settle(tx, replace(message, source=source), gesture.key, gesture.at)
            await tx.add(practice, card(practice))

    async def publish_nominated(
        self, team_id: str, channel_id: str, ts: str, now: datetime
    ) -> Practice | None:
        """Publish a message as it was said, now that its author agreed; once.

        None when its words cannot be read any more: its author is told.
        """
        message = await self.nominated(team_id, channel_id, ts)
        if message.consent is Consent.PUBLISHED:
            async with self._database.read(team_id) as tx:
                return next(iter(await tx.practices.told_from(channel_id, ts)), None)
        words = await self._messages.words(team_id, message.source)
        channel = await self._directory.channel(team_id, channel_id)
        async with self._database.write(team_id) as tx:
            if words is None:
                await _settle(tx, replace(message, consent=Consent.GONE), "unreadable", now)
                return None
            is_private = channel is None or channel.is_private
            practice = rules.publish_as_said(message, words, is_private=is_private, at=now)
            await tx.nominations.save(replace(message, consent=Consent.PUBLISHED))
            await tx.add(practice)
        return practice

    async def _weigh(self, tx: TeamTransaction, source: Source, gesture: Gesture) -> None:
        message = await tx.nominations.get(source.channel_id, source.message_ts)
        if message is None:
            return
        people = await tx.nominations.nominated_by(source.channel_id, source.message_ts)
        weighed = rules.weigh(message, people)
        if weighed.consent is message.consent:
            return
        if weighed.consent is not Consent.ASKED:
            await _settle(tx, weighed, gesture.key, gesture.at)
            return
        earlier = await tx.outbox.state(_question(message, gesture.at).key)
        if earlier is NoticeState.PENDING:
            weighed = replace(weighed, asked=message.asked)  # it is not asked yet: once will do
        await tx.nominations.save(weighed)
        await tx.add(_question(weighed, gesture.at))


async def _nominated(tx: TeamTransaction, channel_id: str, ts: str) -> NominatedMessage:
    message = await tx.nominations.get(channel_id, ts)
    if message is None:
        raise MessageUnknown
    return message


async def _settle(tx: TeamTransaction, message: NominatedMessage, cause: str, at: datetime) -> None:
    """Keep where a message stands, and change the question that its author sees."""
    await tx.nominations.save(message)
    question = _question(message, at)
    await tx.add(replace(question, edits=True, key=f"{question.key}:{cause}"))


def _question(message: NominatedMessage, at: datetime) -> Notice:
    """Return the private question to the author of a nominated message."""
    subject = f"{message.subject}:{message.asked}"
    return Notice(
        team_id=message.team_id,
        key=f"{subject}:ask",
        kind=NoticeKind.NOMINATION_CONSENT,
        subject=subject,
        not_before=at,
        user_id=message.author_id,
        payload={"channel": message.source.channel_id, "ts": message.source.message_ts},
    )


def _publication(message: NominatedMessage, at: datetime) -> Notice:
    """Return what publishes a message whose author agreed, in its thread."""
    source = message.source
    return Notice(
        team_id=message.team_id,
        key=f"{message.subject}:publish",
        kind=NoticeKind.NOMINATION_PUBLISH,
        subject=message.subject,
        not_before=at,
        channel_id=source.channel_id,
        thread_ts=source.thread_ts or source.message_ts,
        payload={
            "channel": source.channel_id,
            "ts": source.message_ts,
            "by": message.author_id,
        },
    )


def _taken_back(gesture: Gesture, source: Source) -> str:
    """Return how the trace begins of a reaction that was taken back before it was known."""
    return f"taken_back:{source.channel_id}:{source.message_ts}:{gesture.user_id}"
