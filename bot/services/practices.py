"""Practices: contribute a tip, nominate a message, ask its author, find what works."""

from dataclasses import replace

from bot.domain import practices as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.practices import Practice, PracticeForm
from bot.domain.visibility import Audience
from bot.errors import CordeeError, N_
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

LATEST = 5


class PracticeUnknown(CordeeError):
    """There is no such practice, or this person may not see it."""

    message = N_("I cannot find this practice any more.")


class CannotShareThere(CordeeError):
    """The bot is not in the channel, or nobody can post there any more."""

    message = N_("I am not in this channel. Invite me with /invite @Cordée, then try again.")


class SharedAlready(CordeeError):
    """The practice was shared in the channel today."""

    message = N_("This practice was shared here today already.")


class PracticeService:
    """What people do with practices."""

    def __init__(self, database: Database, directory: Directory, visibility: Visibility) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility

    async def contribute(self, gesture: Gesture, form: PracticeForm) -> None:
        """Keep a tip as a practice and plan its card, once however often it is submitted."""
        practice = rules.contribute(gesture, form)
        if form.chose_channel and form.audience is Audience.EVERYONE:
            channel = await self._directory.channel(gesture.team_id, form.channel_id)
            if channel is None or channel.is_private:
                raise rules.ChannelIsPrivate
        await self._database.add(receipt(gesture), practice, card(practice))

    async def latest(self, gesture: Gesture) -> list[Practice]:
        """Return the practices born lately that this person may see."""
        async with self._database.read(gesture.team_id) as tx:
            born_in = await tx.practices.channels()
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, born_in)
        async with self._database.read(gesture.team_id) as tx:
            return await tx.practices.latest(sight, LATEST)

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

    async def _may_see(self, gesture: Gesture, practice: Practice) -> bool:
        return await self._visibility.may_see(
            gesture.team_id, gesture.user_id, practice.audience, practice.channel_id
        )


async def _shared_card(
    tx: TeamTransaction, practice: Practice, channel_id: str, gesture: Gesture
) -> Notice:
    """Return the card of a practice for one more channel, or raise SharedAlready."""
    key = f"{practice.subject}:shared:{channel_id}:{gesture.at:%Y-%m-%d}"
    earlier = await tx.outbox.state(key)
    if earlier in {NoticeState.PENDING, NoticeState.SENDING, NoticeState.SENT}:
        raise SharedAlready
    return replace(
        card(practice),
        key=f"{key}:{gesture.key}" if earlier else key,
        channel_id=channel_id,
        thread_ts=None,
        not_before=gesture.at,
        payload={"practice": practice.practice_id, "by": gesture.user_id},
    )


def card(practice: Practice) -> Notice:
    """Return the card of a practice, in the thread of the message that it was told from."""
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
        payload={"practice": practice.practice_id, "by": practice.author_id},
    )


def told_nowhere(card_notice: Notice, reason: str) -> Notice:
    """Return the private word to whoever had a practice told in a channel that refused it."""
    return Notice(
        team_id=card_notice.team_id,
        key=f"{card_notice.key}:untold",
        kind=NoticeKind.PRACTICE_UNTOLD,
        subject=f"untold:{card_notice.key}",
        not_before=card_notice.not_before,
        user_id=card_notice.payload["by"],
        payload={"channel": card_notice.channel_id, "reason": reason},
    )
