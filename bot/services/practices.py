"""Practices: contribute a tip, correct it, withdraw it, choose who sees it, share it."""

from dataclasses import replace
from datetime import datetime

from bot.domain import practices as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.practices import Practice, PracticeForm
from bot.domain.visibility import Audience
from bot.errors import CordeeError, N_
from bot.services.asking import follow_in_answers
from bot.services.consents import settle_given
from bot.services.digests import tell_again
from bot.services.settling import settle_questions
from bot.services.spelling import as_written
from bot.services.telling import forget_echoes
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

LATEST = 5


class PracticeUnknown(CordeeError):
    """There is no such practice, or this person may not see it."""

    message = N_("I cannot find this practice any more.")


class PracticeChangedMeanwhile(CordeeError):
    """Somebody else changed the practice at the same moment."""

    message = N_(
        "Somebody changed this practice just now. Open it again, and add your words to theirs."
    )


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
        if form.audience is Audience.EVERYONE:
            await self._check_may_be_for_everyone(gesture, form)
        if not practice.tags and practice.source is None:
            await self._database.add(receipt(gesture), practice, card(practice))
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await settle_given(tx, gesture, practice)
            practice = replace(practice, tags=await as_written(tx, practice.tags))
            await tx.add(practice, card(practice))

    async def latest(self, gesture: Gesture) -> list[Practice]:
        """Return the practices born lately that this person may see."""
        async with self._database.read(gesture.team_id) as tx:
            born_in = await tx.library.channels()
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, born_in)
        async with self._database.read(gesture.team_id) as tx:
            return await tx.practices.latest(sight, LATEST)

    async def read(self, gesture: Gesture, practice_id: str) -> Practice:
        """Return a practice that this person may see, or raise PracticeUnknown."""
        practice = await self.find(gesture.team_id, practice_id)
        if practice is None or not await self._may_see(gesture, practice):
            raise PracticeUnknown
        return practice

    async def get(self, team_id: str, practice_id: str) -> Practice:
        """Return a practice, withdrawn or not, or raise PracticeUnknown."""
        async with self._database.read(team_id) as tx:
            return await existing(tx, practice_id)

    async def to_change(self, gesture: Gesture, practice_id: str) -> Practice:
        """Return a practice that this person may change, or raise why not."""
        practice = await self.get(gesture.team_id, practice_id)
        rules.check_may_change(practice, gesture.user_id)
        return practice

    async def revise(self, gesture: Gesture, practice_id: str, form: PracticeForm) -> None:
        """Change the words of a practice; its cards follow.

        Nobody overwrites words unseen: PracticeChangedMeanwhile when the form shows older ones.
        """
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, practice_id)
            practice = rules.revise(before, gesture, form)
            practice = replace(practice, tags=await as_written(tx, practice.tags))
            if form.seen_version not in {None, before.version}:
                raise PracticeChangedMeanwhile
            await keep(tx, practice, gesture.at)
            await settle_questions(tx, before, gesture.at)

    async def withdraw(self, gesture: Gesture, practice_id: str) -> None:
        """Withdraw a practice: its words and its echoes are forgotten, its cards say so."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, practice_id)
            await withdraw(tx, rules.withdraw(before, gesture.user_id, gesture.at), gesture.at)

    async def to_show(self, gesture: Gesture, practice_id: str) -> tuple[Practice, bool]:
        """Return a practice whose readers this person chooses, and whether they may be everyone."""
        practice = await self.get(gesture.team_id, practice_id)
        rules.check_may_show(practice, gesture.user_id)
        is_theirs = gesture.user_id in practice.written_by
        return practice, is_theirs or not await self._said_in_private(practice)

    async def show_to(self, gesture: Gesture, practice_id: str, audience: Audience) -> None:
        """Choose who may see a practice; where it is no longer shown, its cards say so."""
        practice = await self.get(gesture.team_id, practice_id)
        said_in_private = await self._said_in_private(practice)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, practice_id)
            practice = rules.show_to(
                before, gesture.user_id, audience, said_in_private=said_in_private
            )
            if audience is before.audience:
                return
            await keep(tx, practice, gesture.at)
            if audience is Audience.CHANNEL:
                await tell_again(
                    tx,
                    practice.practice_id,
                    gesture.at,
                    without=f"{practice.subject}:v{practice.version}",
                    channel_id=practice.channel_id,
                )

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
        if channel is None or not channel.takes_posts:
            raise CannotShareThere
        # A guest reads what a colleague shows them; another organisation does not.
        if channel.is_shared and practice.channel_id != channel_id:
            raise rules.OthersReadHere
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.add(await _shared_card(tx, practice, channel_id, gesture))

    async def _may_see(self, gesture: Gesture, practice: Practice) -> bool:
        return await self._visibility.may_see(
            gesture.team_id, gesture.user_id, practice.audience, practice.channel_id
        )

    async def _check_may_be_for_everyone(self, gesture: Gesture, form: PracticeForm) -> None:
        team_id = gesture.team_id
        if form.chose_channel and await self._is_private(team_id, form.channel_id):
            raise rules.ChannelIsPrivate
        if form.source and form.people:
            said_in_private = await self._is_private(team_id, form.source.channel_id)
            rules.check_may_contribute(gesture, form, is_private=said_in_private)

    async def _said_in_private(self, practice: Practice) -> bool:
        """Tell whether a practice was told from words that not everybody may read."""
        said_in = practice.source.channel_id if practice.source else practice.channel_id
        return await self._is_private(practice.team_id, said_in)

    async def _is_private(self, team_id: str, channel_id: str) -> bool:
        channel = await self._directory.channel(team_id, channel_id)
        return channel is None or channel.is_private


async def existing(tx: TeamTransaction, practice_id: str) -> Practice:
    """Return a practice, withdrawn or not, or raise PracticeUnknown."""
    practice = await tx.practices.even_withdrawn(practice_id)
    if practice is None:
        raise PracticeUnknown
    return practice


async def keep(tx: TeamTransaction, practice: Practice, at: datetime) -> None:
    """Keep a changed practice: it is found as it is now, and its cards follow.

    Raises PracticeChangedMeanwhile when somebody else was quicker.
    """
    if not await tx.practices.save(practice):
        raise PracticeChangedMeanwhile
    await tx.library.index(practice)
    update = replace(card(practice), key=f"{practice.subject}:v{practice.version}")
    await tx.add(replace(update, edits=True, not_before=at))
    await follow_in_answers(tx, practice, at)


async def withdraw(tx: TeamTransaction, practice: Practice, at: datetime) -> None:
    """Keep a practice that its people withdrew, and forget what others told of it."""
    await settle_questions(tx, practice, at)
    await forget_echoes(tx, practice, at)
    await keep(tx, practice, at)
    await tell_again(tx, practice.practice_id, at, without=practice.subject)


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
