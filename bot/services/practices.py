"""Practices: contribute a tip, nominate a message, ask its author, find what works."""

from dataclasses import replace
from datetime import datetime

from bot.domain import practices as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import (
    Consent,
    NominatedMessage,
    Nomination,
    Practice,
    PracticeForm,
)
from bot.domain.wins import Source
from bot.errors import CordeeError, N_
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction

PAGE = 5


class PracticeUnknown(CordeeError):
    """There is no such practice, or this person may not see it."""

    message = N_("I cannot find this practice any more.")


class MessageUnknown(CordeeError):
    """Nobody nominated this message."""

    message = N_("I cannot find this message any more.")


class PracticeService:
    """What people do with practices."""

    def __init__(self, database: Database, directory: Directory, messages: Messages) -> None:
        self._database = database
        self._directory = directory
        self._messages = messages

    async def contribute(self, gesture: Gesture, form: PracticeForm) -> None:
        """Keep a tip as a practice and plan its card, once however often it is submitted."""
        practice = rules.contribute(gesture, form)
        await self._database.add(receipt(gesture), practice, _card(practice))

    async def search(
        self, gesture: Gesture, words: str, page: int = 0
    ) -> tuple[list[Practice], bool]:
        """Return a page of what this person may see, and whether there is more."""
        async with self._database.read(gesture.team_id) as tx:
            private = await tx.practices.private_channels()
        theirs = await self._directory.member_channels(
            gesture.team_id, gesture.user_id, sorted(private)
        )
        async with self._database.read(gesture.team_id) as tx:
            found = await tx.practices.search(words, theirs, (page + 1) * PAGE + 1)
        return found[page * PAGE : (page + 1) * PAGE], len(found) > (page + 1) * PAGE

    async def read(self, gesture: Gesture, practice_id: str) -> Practice:
        """Return a practice that this person may see, or raise PracticeUnknown."""
        practice = await self.find(gesture.team_id, practice_id)
        if practice is None or not await self._may_see(gesture, practice):
            raise PracticeUnknown
        return practice

    async def find(self, team_id: str, practice_id: str) -> Practice | None:
        """Return a practice, or None when it is gone."""
        async with self._database.read(team_id) as tx:
            return await tx.practices.get(practice_id)

    async def share_here(self, gesture: Gesture, practice_id: str, channel_id: str) -> None:
        """Post a practice's card in a channel; what is private stays where it was born."""
        practice = await self.read(gesture, practice_id)
        if practice.audience is rules.Audience.CHANNEL and practice.channel_id != channel_id:
            raise rules.PracticeIsPrivate
        card = replace(
            _card(practice),
            key=f"{practice.subject}:shared:{gesture.key}"[:255],
            channel_id=channel_id,
            thread_ts=None,
            not_before=gesture.at,
        )
        await self._database.add(receipt(gesture), card)

    async def nominate(self, gesture: Gesture, source: Source, author_id: str) -> None:
        """Count one person's reaction; at the threshold the author is asked privately."""
        message = NominatedMessage(
            gesture.team_id, source, author_id, Consent.GATHERING, gesture.at
        )
        nomination = Nomination(
            gesture.team_id, source.channel_id, source.message_ts, gesture.user_id, gesture.at
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.add(message, nomination)
            await self._weigh(tx, source, gesture.at)

    async def take_back(self, gesture: Gesture, source: Source) -> None:
        """Forget one person's reaction; below the threshold the question is withdrawn."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.nominations.take_back(source.channel_id, source.message_ts, gesture.user_id)
            await self._weigh(tx, source, gesture.at)

    async def message_deleted(self, gesture: Gesture, source: Source) -> None:
        """Withdraw the question about a message that is gone."""
        async with self._database.write(gesture.team_id) as tx:
            message = await tx.nominations.get(source.channel_id, source.message_ts)
            if message and message.consent in {Consent.GATHERING, Consent.ASKED}:
                await _settle(tx, replace(message, consent=Consent.GONE), gesture.at)

    async def nominated(self, team_id: str, channel_id: str, ts: str) -> NominatedMessage:
        """Return a nominated message, or raise MessageUnknown."""
        async with self._database.read(team_id) as tx:
            return await _nominated(tx, channel_id, ts)

    async def answer(self, gesture: Gesture, source: Source, consent: Consent) -> None:
        """Record the author's answer; a yes plans the publication."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = await _nominated(tx, source.channel_id, source.message_ts)
            message = rules.answer(message, gesture.user_id, consent)
            await _settle(tx, message, gesture.at)
            if consent is Consent.PUBLISHING:
                await tx.add(_publication(message, gesture.at))

    async def words_to_edit(self, gesture: Gesture, source: Source) -> str:
        """Return the words of a nominated message to its author, to edit before publishing."""
        message = await self.nominated(gesture.team_id, source.channel_id, source.message_ts)
        rules.answer(message, gesture.user_id, Consent.PUBLISHING)
        return await self._messages.words(gesture.team_id, message.source) or ""

    async def publish_edited(self, gesture: Gesture, source: Source, form: PracticeForm) -> None:
        """Publish a nominated message in the words that its author gave."""
        practice = rules.contribute(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = await _nominated(tx, source.channel_id, source.message_ts)
            message = rules.answer(message, gesture.user_id, Consent.PUBLISHED)
            practice = replace(
                practice, source=message.source, channel_id=message.source.channel_id
            )
            await _settle(tx, message, gesture.at)
            await tx.add(practice, _card(practice))

    async def publish_nominated(
        self, team_id: str, channel_id: str, ts: str, now: datetime
    ) -> Practice | None:
        """Publish a message as it was said, now that its author agreed; once.

        None when its words cannot be read any more: its author is told.
        """
        message = await self.nominated(team_id, channel_id, ts)
        if message.consent is Consent.PUBLISHED:
            async with self._database.read(team_id) as tx:
                return await tx.practices.told_from(channel_id, ts)
        words = await self._messages.words(team_id, message.source)
        channel = await self._directory.channel(team_id, channel_id)
        async with self._database.write(team_id) as tx:
            if words is None:
                await _settle(tx, replace(message, consent=Consent.GONE), now)
                return None
            is_private = channel is None or channel.is_private
            practice = rules.publish_as_said(message, words, is_private=is_private, at=now)
            await tx.nominations.save(replace(message, consent=Consent.PUBLISHED))
            await tx.add(practice)
        return practice

    async def _weigh(self, tx: TeamTransaction, source: Source, at: datetime) -> None:
        message = await tx.nominations.get(source.channel_id, source.message_ts)
        if message is None:
            return
        people = await tx.nominations.nominated_by(source.channel_id, source.message_ts)
        weighed = rules.weigh(message, people)
        if weighed.consent is message.consent:
            return
        if weighed.consent is Consent.ASKED:
            await tx.nominations.save(weighed)
            await tx.add(_question(weighed, at))
        else:
            await _settle(tx, weighed, at)

    async def _may_see(self, gesture: Gesture, practice: Practice) -> bool:
        if practice.audience is rules.Audience.EVERYONE:
            return True
        channels = {practice.channel_id}
        return bool(
            await self._directory.member_channels(gesture.team_id, gesture.user_id, channels)
        )


async def _nominated(tx: TeamTransaction, channel_id: str, ts: str) -> NominatedMessage:
    message = await tx.nominations.get(channel_id, ts)
    if message is None:
        raise MessageUnknown
    return message


async def _settle(tx: TeamTransaction, message: NominatedMessage, at: datetime) -> None:
    """Keep where a message stands, and change the question that its author sees."""
    await tx.nominations.save(message)
    question = _question(message, at)
    await tx.add(replace(question, edits=True, key=f"{question.key}:{message.consent.value}"))


def _question(message: NominatedMessage, at: datetime) -> Notice:
    subject = f"{message.subject}:{message.asked}"
    return Notice(
        team_id=message.team_id,
        key=f"{subject}:ask",
        kind=NoticeKind.PRACTICE_CONSENT,
        subject=subject,
        not_before=at,
        user_id=message.author_id,
        payload={"channel": message.source.channel_id, "ts": message.source.message_ts},
    )


def _publication(message: NominatedMessage, at: datetime) -> Notice:
    source = message.source
    return Notice(
        team_id=message.team_id,
        key=f"{message.subject}:publish",
        kind=NoticeKind.PRACTICE_PUBLISH,
        subject=message.subject,
        not_before=at,
        channel_id=source.channel_id,
        thread_ts=source.thread_ts or source.message_ts,
        payload={"channel": source.channel_id, "ts": source.message_ts},
    )


def _card(practice: Practice) -> Notice:
    source = practice.source
    in_thread = source if source and source.channel_id == practice.channel_id else None
    return Notice(
        team_id=practice.team_id,
        key=f"{practice.subject}:card",
        kind=NoticeKind.PRACTICE_CARD,
        subject=practice.subject,
        not_before=practice.created_at,
        channel_id=practice.channel_id,
        thread_ts=(in_thread.thread_ts or in_thread.message_ts) if in_thread else None,
        payload={"practice": practice.practice_id},
    )
