"""Tags: suggest them while somebody types, merge those that mean the same."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain import tags as rules
from bot.domain.gestures import Gesture
from bot.domain.tags import Merge, Suggestions, Tag, canonical, key_of
from bot.errors import SlackUnavailable
from bot.services import practices, wins
from bot.services.channels import ChannelService, NotAKeeper
from bot.services.spelling import MERGING
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction

SEEN = 2000
"""Tags are suggested from so many of the latest practices: somebody is waiting for each letter."""
AT_ONCE = 1.5
"""Seconds: Slack waits three for suggestions, then shows an error."""


class TagService:
    """What people do with tags."""

    def __init__(
        self, database: Database, visibility: Visibility, channels: ChannelService
    ) -> None:
        self._database = database
        self._visibility = visibility
        self._channels = channels

    async def suggest(self, gesture: Gesture, typed: str) -> Suggestions:
        """Return tags of practices that this person may see, and what they type as a new one."""
        try:
            async with asyncio.timeout(AT_ONCE):
                seen = await self._seen(gesture)
        except (TimeoutError, SlackUnavailable):
            # Who may see what is not known in time: what they type can be chosen all the same.
            seen = set()
        return rules.suggest(typed, seen)

    async def suggest_all(self, gesture: Gesture, typed: str) -> Suggestions:
        """Return the tags of the workspace to those who may merge them, and nothing to others."""
        try:
            await self._channels.check_may_change(gesture)
        except NotAKeeper:
            return Suggestions()  # said once they submit: not at each letter
        async with self._database.read(gesture.team_id) as tx:
            return rules.suggest(typed, await tx.tags.names())

    async def check_may_merge(self, gesture: Gesture) -> None:
        """Raise NotAKeeper when this person may not merge tags."""
        await self._channels.check_may_change(gesture)

    async def to_merge(self, gesture: Gesture, merge: Merge) -> Merge:
        """Return a merge with its tags as they are written, or raise why it cannot be."""
        await self._channels.check_may_change(gesture)
        async with self._database.read(gesture.team_id) as tx:
            known = await tx.tags.known(merge.names)
        rules.check_merge(merge, known)
        return rules.written(merge, known)

    async def merge(self, gesture: Gesture, merge: Merge) -> Merge:
        """Let tags become another one for good, wherever they stand; return what was done.

        All or nothing: what carries them is kept, found and shown under the new one.
        """
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone(MERGING)
            known = await tx.tags.known(merge.names)
            rules.check_merge(merge, known)
            done = rules.written(merge, known)
            if key_of(done.into) not in known:
                await tx.add(Tag(gesture.team_id, key_of(done.into), done.into))
            await tx.tags.merge([key_of(name) for name in done.merged], key_of(done.into))
            await _rewrite(tx, done.merged, gesture.at)
        return done

    async def _seen(self, gesture: Gesture) -> set[str]:
        async with self._database.read(gesture.team_id) as tx:
            born_in = await tx.library.channels()
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, born_in)
        async with self._database.read(gesture.team_id) as tx:
            return await tx.tags.seen(sight, SEEN)


async def _rewrite(tx: TeamTransaction, merged: Collection[str], at: datetime) -> None:
    """Write what these tags became wherever they stand."""
    keys = {key_of(name) for name in merged}
    known = await tx.tags.known(merged)
    carrying = await tx.practices.several(await tx.tags.practices_with(keys))
    for practice in carrying.values():
        tags = canonical(practice.tags, known)
        await practices.keep(tx, replace(practice, tags=tags, version=practice.version + 1), at)
    told = await tx.wins.several(await tx.tags.wins_with(keys))
    for win in told.values():
        tags = canonical(win.tags, known)
        await wins.keep(tx, replace(win, tags=tags, version=win.version + 1), at)
