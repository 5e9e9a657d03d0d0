"""Follow-ups: words are taken up, and stay open until somebody writes what came of them.

For the digest of a channel, in the transaction that composes it:
`tx.follow_ups.to_tell(channel_id, period, until - WAITS) -> list[FollowUp]`: what came of it since,
and what has waited for four weeks, which is said once, each oldest first;
`tx.follow_ups.several(ids) -> dict[id, FollowUp]`: to render again, without those whose words were
withdrawn. `FollowUp` and `WAITS`: `bot/domain/follow_ups.py`.
"""

from typing import NoReturn

from bot.domain import follow_ups as rules
from bot.domain.checkins import CheckIn
from bot.domain.follow_ups import (
    AlreadyTakenUp,
    BeingTakenUp,
    FollowUp,
    FollowUpGone,
    NotAReader,
    OutcomeForm,
)
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.errors import CordeeError, N_
from bot.services.checkins import existing as existing_checkin
from bot.services.following import card, keep, show_in_gathering, tell_outcome, thread_of
from bot.services.gatherings import alone_with
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from storage.database import Database
from storage.transactions import TeamTransaction


class NowhereToTell(CordeeError):
    """The bot cannot write in the channel (any more)."""

    message = N_("I cannot write in that channel any more, so nothing can be followed up there.")


class FollowUpService:
    """What the team does with what was answered."""

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

    async def open(self, gesture: Gesture, checkin_id: str, answer_id: str) -> None:
        """Take up what somebody answered to the team; raise when somebody has, or why not."""
        async with self._database.read(gesture.team_id) as tx:
            checkin = await existing_checkin(tx, checkin_id)
        await self._check_place(gesture, checkin.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await alone_with(tx, checkin_id)
            await tx.record(gesture)
            known = await tx.follow_ups.of_answer(answer_id)
            if known is None:
                await _take_up(tx, checkin, answer_id, gesture)
        if known is not None:
            await self._refuse_second(known)

    async def find(self, team_id: str, follow_up_id: str) -> FollowUp | None:
        """Return a follow-up as it stands, or None when it is gone."""
        async with self._database.read(team_id) as tx:
            return await tx.follow_ups.get(follow_up_id)

    async def taken_up(self, team_id: str, checkin_id: str) -> dict[str, FollowUp]:
        """Return what was taken up of the answers to a check-in, by answer."""
        async with self._database.read(team_id) as tx:
            found = await tx.follow_ups.of_checkin(checkin_id)
        return {each.answer_id: each for each in found}

    async def open_in(self, gesture: Gesture, channel_id: str) -> list[FollowUp]:
        """Return what a channel's readers have taken up and nobody has spoken of yet."""
        await self._check_reads(gesture, channel_id)
        async with self._database.read(gesture.team_id) as tx:
            return await tx.follow_ups.open_in(channel_id)

    async def to_close(self, gesture: Gesture, follow_up_id: str) -> FollowUp:
        """Return an open follow-up to somebody who may say what came of it, or raise why not."""
        follow_up = await self._seen(gesture, follow_up_id)
        rules.check_is_open(follow_up)
        return follow_up

    async def to_correct(self, gesture: Gesture, follow_up_id: str) -> FollowUp:
        """Return a follow-up to whoever said what came of it, or raise why not."""
        follow_up = await self._seen(gesture, follow_up_id)
        rules.check_may_correct(follow_up, gesture.user_id)
        return follow_up

    async def say(self, gesture: Gesture, form: OutcomeForm) -> FollowUp:
        """Keep what came of it, or other words for it, and tell it; raise when it cannot be."""
        seen = await self._seen(gesture, form.follow_up_id)
        async with self._database.write(gesture.team_id) as tx:
            before = await _held(tx, seen)
            await tx.record(gesture)
            if form.is_correction:
                after = rules.correct(before, form, gesture.user_id)
            else:
                after = rules.close(before, form, gesture.user_id, gesture.at)
                await tell_outcome(tx, after, gesture.at)
            await keep(tx, before, after, gesture)
        return after

    async def reopen(self, gesture: Gesture, follow_up_id: str) -> None:
        """Open a follow-up again that is not done yet; one that is open stays so."""
        seen = await self._seen(gesture, follow_up_id)
        async with self._database.write(gesture.team_id) as tx:
            before = await _held(tx, seen)
            await tx.record(gesture)
            if not before.is_open:
                await keep(tx, before, rules.reopen(before, gesture.at), gesture)

    async def to_tell(self, notice: Notice) -> FollowUp | None:
        """Return what an author is told of their words; None when there is nothing to tell.

        Nobody is told of what they may not read any more.
        """
        follow_up = await self.find(notice.team_id, notice.payload["follow_up"])
        if follow_up is None or follow_up.is_open or follow_up.is_withdrawn:
            return None
        is_read = await self._visibility.may_see(
            notice.team_id, notice.user_id or "", Audience.READERS, follow_up.channel_id
        )
        return follow_up if is_read else None

    async def link(self, follow_up: FollowUp) -> str | None:
        """Return the address of a follow-up's card, or None where it is not posted."""
        async with self._database.read(follow_up.team_id) as tx:
            postings = await tx.outbox.postings(follow_up.subject)
        if not postings:
            return None
        return await self._messages.permalink(Source(postings[0].channel_id, postings[0].ts))

    async def _seen(self, gesture: Gesture, follow_up_id: str) -> FollowUp:
        """Return a follow-up of a channel that a person reads and the bot writes in."""
        follow_up = await self.find(gesture.team_id, follow_up_id)
        if follow_up is None:
            raise FollowUpGone
        await self._check_place(gesture, follow_up.channel_id)
        return follow_up

    async def _check_place(self, gesture: Gesture, channel_id: str) -> None:
        await self._check_reads(gesture, channel_id)
        channel = await self._directory.channel(gesture.team_id, channel_id)
        if channel is None or not channel.takes_posts:
            raise NowhereToTell

    async def _check_reads(self, gesture: Gesture, channel_id: str) -> None:
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, channel_id
        ):
            raise NotAReader

    async def _refuse_second(self, known: FollowUp) -> NoReturn:
        rules.check_has_words(known)
        link = await self.link(known)
        raise AlreadyTakenUp(link=link) if link else BeingTakenUp


async def _take_up(tx: TeamTransaction, checkin: CheckIn, answer_id: str, gesture: Gesture) -> None:
    answers = {each.answer_id: each for each in await tx.answers.of_checkin(checkin.checkin_id)}
    follow_up = rules.take_up(checkin, answers.get(answer_id), gesture.at)
    await tx.add(follow_up, card(follow_up, await thread_of(tx, checkin.checkin_id)))
    await show_in_gathering(tx, checkin.checkin_id, gesture)


async def _held(tx: TeamTransaction, seen: FollowUp) -> FollowUp:
    """Return a follow-up as it is now; nobody changes it, or its words, meanwhile."""
    await alone_with(tx, seen.checkin_id)
    found = await tx.follow_ups.get(seen.follow_up_id)
    if found is None:
        raise FollowUpGone
    return found
