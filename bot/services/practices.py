"""Practices: contribute a tip, nominate a message, ask its author, find what works."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import practices as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeState
from bot.domain.practices import (
    Audience,
    Consent,
    NominatedMessage,
    Nomination,
    Practice,
    PracticeForm,
)
from bot.domain.wins import Source
from bot.errors import CordeeError, N_
from bot.services import practice_notices as notices
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction

PAGE = 5
MOST_FOR_GUESTS = 500
"""How many practices are looked through for those of a guest's channels."""


class PracticeUnknown(CordeeError):
    """There is no such practice, or this person may not see it."""

    message = N_("I cannot find this practice any more.")


class MessageUnknown(CordeeError):
    """Nobody nominated this message."""

    message = N_("I cannot find this message any more.")


class CannotShareThere(CordeeError):
    """The bot is not in the channel, or nobody can post there any more."""

    message = N_("I am not in this channel. Invite me with /invite @Cordée, then try again.")


class SharedAlready(CordeeError):
    """The practice was shared in the channel today."""

    message = N_("This practice was shared here today already.")


class PracticeService:
    """What people do with practices."""

    def __init__(self, database: Database, directory: Directory, messages: Messages) -> None:
        self._database = database
        self._directory = directory
        self._messages = messages

    async def contribute(self, gesture: Gesture, form: PracticeForm) -> None:
        """Keep a tip as a practice and plan its card, once however often it is submitted."""
        practice = rules.contribute(gesture, form)
        if form.chose_channel and form.audience is Audience.EVERYONE:
            channel = await self._directory.channel(gesture.team_id, form.channel_id)
            if channel is None or channel.is_private:
                raise rules.ChannelIsPrivate
        await self._database.add(receipt(gesture), practice, notices.card(practice))

    async def search(
        self, gesture: Gesture, words: str, page: int = 0
    ) -> tuple[list[Practice], bool]:
        """Return a page of what this person may see, and whether there is more."""
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        async with self._database.read(gesture.team_id) as tx:
            private = await tx.practices.private_channels()
        theirs = await self._directory.member_channels(
            gesture.team_id, gesture.user_id, sorted(private)
        )
        end = (page + 1) * PAGE
        most = MOST_FOR_GUESTS if person.is_guest else end + 1
        async with self._database.read(gesture.team_id) as tx:
            found = await tx.practices.search(words, theirs, most)
        if person.is_guest:
            found = await self._in_their_channels(gesture, found)
        return found[page * PAGE : end], len(found) > end

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
        """Post a practice's card in a channel, once a day; what is private stays at home."""
        practice = await self.read(gesture, practice_id)
        if practice.audience is Audience.CHANNEL and practice.channel_id != channel_id:
            raise rules.PracticeIsPrivate
        channel = await self._directory.channel(gesture.team_id, channel_id)
        if channel is None or channel.is_archived or not channel.has_bot:
            raise CannotShareThere
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.add(await _shared_card(tx, practice, channel_id, gesture))

    async def nominate(self, gesture: Gesture, source: Source, author_id: str) -> None:
        """Take one person's reaction; when enough of them point at it, the author is asked.

        Only people of the workspace nominate and are asked: bots and other organisations do not.
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
            await tx.add(message, nomination)
            await self._weigh(tx, source, gesture)

    async def take_back(self, gesture: Gesture, source: Source) -> None:
        """Forget one person's reaction; below the threshold the question is withdrawn."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.nominations.take_back(source.channel_id, source.message_ts, gesture.user_id)
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
                await tx.add(notices.publication(message, gesture.at))

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
        practice = rules.contribute(gesture, form)
        practice = replace(practice, source=source, channel_id=source.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            message = await _nominated(tx, source.channel_id, source.message_ts)
            message = rules.answer(message, gesture.user_id, Consent.PUBLISHED)
            await _settle(tx, replace(message, source=source), gesture.key, gesture.at)
            await tx.add(practice, notices.card(practice))

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
        earlier = await tx.outbox.state(notices.question(message, gesture.at).key)
        if earlier is NoticeState.PENDING:
            weighed = replace(weighed, asked=message.asked)  # it is not asked yet: once will do
        await tx.nominations.save(weighed)
        await tx.add(notices.question(weighed, gesture.at))

    async def _may_see(self, gesture: Gesture, practice: Practice) -> bool:
        person = await self._directory.person(gesture.team_id, gesture.user_id)
        if practice.audience is Audience.EVERYONE and not person.is_guest:
            return True
        return bool(await self._in_their_channels(gesture, [practice]))

    async def _in_their_channels(
        self, gesture: Gesture, found: Sequence[Practice]
    ) -> list[Practice]:
        """Return the practices born where this person is a member."""
        born_in = sorted({practice.channel_id for practice in found})
        theirs = await self._directory.member_channels(gesture.team_id, gesture.user_id, born_in)
        return [practice for practice in found if practice.channel_id in theirs]


async def _nominated(tx: TeamTransaction, channel_id: str, ts: str) -> NominatedMessage:
    message = await tx.nominations.get(channel_id, ts)
    if message is None:
        raise MessageUnknown
    return message


async def _settle(tx: TeamTransaction, message: NominatedMessage, cause: str, at: datetime) -> None:
    """Keep where a message stands, and change the question that its author sees."""
    await tx.nominations.save(message)
    question = notices.question(message, at)
    await tx.add(replace(question, edits=True, key=f"{question.key}:{cause}"))


async def _shared_card(
    tx: TeamTransaction, practice: Practice, channel_id: str, gesture: Gesture
) -> Notice:
    """Return the card of a practice for one more channel, or raise SharedAlready."""
    key = f"{practice.subject}:shared:{channel_id}:{gesture.at:%Y-%m-%d}"
    earlier = await tx.outbox.state(key)
    if earlier in {NoticeState.PENDING, NoticeState.SENDING, NoticeState.SENT}:
        raise SharedAlready
    return replace(
        notices.card(practice),
        key=f"{key}:{gesture.key}" if earlier else key,
        channel_id=channel_id,
        thread_ts=None,
        not_before=gesture.at,
    )
