"""The outbox: hand out what is due, and record what became of it."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from bot.clock import Clock
from bot.domain.notices import Claim, Notice, NoticeState, Posting, backoff
from storage.database import Database


class OutboxService:
    """What is to be said, handed to workers once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def claim(self, most: int) -> list[Claim]:
        """Take notices that are due; no other worker gets them."""
        async with self._database.write_every_team() as tx:
            return await tx.outbox.claim(self._clock.now(), most)

    async def sent(self, claim: Claim, posting: Posting, *more: Notice) -> None:
        """Record where a notice was posted, with the notices that follow from it."""
        async with self._database.write_every_team() as tx:
            await tx.outbox.settle(claim.notice, NoticeState.SENT, posting)
            await tx.add(*more)

    async def dropped(self, claim: Claim) -> None:
        """Record that there was nothing to say any more."""
        async with self._database.write_every_team() as tx:
            await tx.outbox.settle(claim.notice, NoticeState.DROPPED)

    async def refused(self, claim: Claim, error: str, *more: Notice) -> None:
        """Record that Slack said no for good, with the notices that follow from it."""
        async with self._database.write_every_team() as tx:
            await tx.outbox.settle(claim.notice, NoticeState.REFUSED, error=error)
            await tx.add(*more)

    async def uncertain(self, claim: Claim, error: str) -> None:
        """Record that nobody can tell whether it was posted; it is not sent again."""
        async with self._database.write_every_team() as tx:
            await tx.outbox.settle(claim.notice, NoticeState.UNCERTAIN, error=error)

    async def postpone(self, claim: Claim, wait: timedelta | None, error: str) -> None:
        """Give a notice back for later; `wait` None means our own backoff."""
        until = self._clock.now() + (wait or backoff(claim.attempts))
        async with self._database.write_every_team() as tx:
            await tx.outbox.postpone(claim.notice, until, error)

    async def doubt(self, claim: Claim, error: str) -> None:
        """Give back a notice that Slack may have posted."""
        async with self._database.write_every_team() as tx:
            await tx.outbox.doubt(claim.notice, self._clock.now(), error)

    async def keep_doubting(self, claim: Claim, wait: timedelta | None, error: str) -> None:
        """Give back a notice in doubt that could not be looked for just now."""
        until = self._clock.now() + (wait or backoff(claim.attempts))
        async with self._database.write_every_team() as tx:
            await tx.outbox.doubt(claim.notice, until, error)

    async def postings(self, team_id: str, subject: str) -> list[Posting]:
        """Return where something was posted."""
        async with self._database.read(team_id) as tx:
            return await tx.outbox.postings(subject)

    async def wait(self, timeout: timedelta) -> None:
        """Return when notices were added in this process, or after a while."""
        with suppress(TimeoutError):
            await asyncio.wait_for(
                self._database.notices_added.wait(), timeout=timeout.total_seconds()
            )
        self._database.notices_added.clear()
