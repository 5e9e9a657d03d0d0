"""The outbox: hand out what is due, and record what became of it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.domain.notices import FRESH, SETTLE, Claim, Notice, NoticeState, Posting, backoff
from storage.database import Database

AFTER_THE_OTHER = timedelta(milliseconds=1)

log = structlog.get_logger()


class OutboxService:
    """What is to be said, handed to workers once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def claim(self, most: int) -> list[Claim]:
        """Take notices that are due; no other worker gets them."""
        async with self._database.write_every_team() as tx:
            return await tx.outbox.claim(self._clock.now(), most)

    async def is_mine(self, claim: Claim) -> bool:
        """Tell whether a claim still holds, just before its message is posted.

        One that has grown old is renewed; another worker may have taken the notice over.
        """
        now = self._clock.now()
        if now - claim.claimed_at < FRESH:
            return True
        async with self._database.write_every_team() as tx:
            return await tx.outbox.renew(claim, now)

    async def sent(self, claim: Claim, posting: Posting, *more: Notice) -> None:
        """Record where a notice was posted, with the notices that follow from it."""
        await self._settle(claim, NoticeState.SENT, *more, posting=posting)

    async def changed(self, claim: Claim, *more: Notice) -> None:
        """Record that what was posted says what is true now, with the notices that follow."""
        await self._settle(claim, NoticeState.SENT, *more)

    async def dropped(self, claim: Claim) -> None:
        """Record that there was nothing to say any more."""
        await self._settle(claim, NoticeState.DROPPED)

    async def refused(self, claim: Claim, error: str, *more: Notice) -> None:
        """Record that Slack said no for good, with the notices that follow from it."""
        await self._settle(claim, NoticeState.REFUSED, *more, error=error)

    async def uncertain(self, claim: Claim, error: str) -> None:
        """Record that nobody can tell whether it was posted; it is not sent again."""
        await self._settle(claim, NoticeState.UNCERTAIN, error=error)

    async def postpone(self, claim: Claim, wait: timedelta | None, error: str) -> None:
        """Give a notice back for later; `wait` None means our own backoff."""
        until = self._clock.now() + (wait or backoff(claim.attempts))
        async with self._database.write_every_team() as tx:
            await tx.outbox.postpone(claim, until, error)

    async def doubt(self, claim: Claim, error: str, wait: timedelta | None = None) -> None:
        """Give back a notice that Slack may have posted, to be looked for after a while."""
        until = self._clock.now() + max(wait or SETTLE, SETTLE)
        async with self._database.write_every_team() as tx:
            await tx.outbox.doubt(claim, until, error)

    async def release(self, claims: Sequence[Claim], wait: timedelta) -> None:
        """Give back notices that were not tried, in their order: their place must rest a while."""
        until = self._clock.now() + wait
        async with self._database.write_every_team() as tx:
            for number, claim in enumerate(claims, start=1):
                await tx.outbox.release(claim, until + number * AFTER_THE_OTHER)

    async def postings(self, team_id: str, subject: str) -> list[Posting]:
        """Return where something was posted."""
        async with self._database.read(team_id) as tx:
            return await tx.outbox.postings(subject)

    async def may_appear(self, notice: Notice) -> bool:
        """Tell whether what a notice changes may be posted, or a part of it, without a record."""
        async with self._database.read(notice.team_id) as tx:
            return await tx.outbox.is_expected(notice.subject) or await tx.outbox.is_planned(
                notice.continued_subject
            )

    async def wait(self, timeout: timedelta) -> None:
        """Return when notices were added in this process, or after a while."""
        # Not wait_for: before Python 3.12 it swallows a cancellation that comes with the event,
        # and the worker would never stop.
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout.total_seconds()):
                await self._database.notices_added.wait()
        self._database.notices_added.clear()

    async def _settle(
        self,
        claim: Claim,
        state: NoticeState,
        *more: Notice,
        posting: Posting | None = None,
        error: str = "",
    ) -> None:
        async with self._database.write_every_team() as tx:
            if await tx.outbox.settle(claim, state, posting, error):
                await tx.add(*more)
            else:
                # The worker that took it over looks for it before it sends anything.
                log.warning("notice_taken_over", key=claim.notice.key)
