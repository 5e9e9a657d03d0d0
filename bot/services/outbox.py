"""The outbox: hand out what is due, and record what became of it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import heappop, heappush

import structlog

from bot.clock import Clock
from bot.domain.notices import (
    FRESH,
    SETTLE,
    Claim,
    Notice,
    NoticeKind,
    NoticeState,
    Posting,
    Settled,
    backoff,
)
from bot.domain.pace import Busy, Concern, Pace
from storage.database import Database
from storage.group_commit import GroupCommit

AFTER_THE_OTHER = timedelta(milliseconds=1)
TOGETHER = timedelta(milliseconds=50)
NOT_BUSY = Busy()
RECURRING = {NoticeKind.DIGEST, NoticeKind.CHECKIN_PROMPT}
"""What tells, once posted, that its channel takes what recurs there."""

log = structlog.get_logger()


def _is_open(_: Notice) -> bool:
    return False


class _TakenOver(Exception):
    """Another worker has taken over a notice that was to be settled."""


class OutboxService:
    """What is to be said, handed to workers once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._settling = GroupCommit(self._settle_together)
        self._pace = Pace()
        self._slots: list[datetime] = []
        """When what was put off may go: a heap."""

    async def claim(
        self, most: int, busy: Busy = NOT_BUSY, opens: Callable[[Notice], bool] = _is_open
    ) -> list[Claim]:
        """Take notices that may go now; no other worker gets them.

        Those that are due but may not go yet, as Slack would refuse them, wait for their slot.
        `opens` tells whether a notice's conversation has to be opened first.
        """

        def slot_of(notice: Notice, now: datetime) -> datetime:
            return self._slot(notice, now, opens=opens(notice))

        async with self._database.write_every_team() as tx:
            return await tx.outbox.claim(self._clock.now(), most, busy, slot_of)

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

    def rest(self, notice: Notice, wait: timedelta, concern: Concern = Concern.PLACE) -> None:
        """Send nothing for a while to where a notice goes; what waits keeps its order."""
        now = self._clock.now()
        self._pace.rest(notice, concern, now + wait, now)

    def limited(self, notice: Notice, wait: timedelta, concern: Concern) -> None:
        """Let rest what Slack says was too much."""
        now = self._clock.now()
        self._pace.limited(notice, concern, now + wait, now)

    async def release(self, claims: Sequence[Claim]) -> None:
        """Give back notices that were not tried, in their order: their place must rest a while."""
        if not claims:
            return
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            for number, claim in enumerate(claims):
                slot = self._slot(claim.notice, now)
                await tx.outbox.release(claim, slot + number * AFTER_THE_OTHER)

    async def keep_until(self, claim: Claim, wait: timedelta) -> None:
        """Give back a notice that was not tried: a good moment for its reader comes later."""
        self._pace.done(claim.notice)
        until = self._clock.now() + wait
        async with self._database.write_every_team() as tx:
            await tx.outbox.release(claim, until)

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

    def wake(self) -> None:
        """Let the one who waits in this process look again."""
        self._database.notices_added.set()

    async def wait(self, timeout: timedelta) -> None:
        """Return when notices were added in this process, or a slot has come, or after a while."""
        # Not wait_for: before Python 3.12 it swallows a cancellation that comes with the event,
        # and the worker would never stop.
        with suppress(TimeoutError):
            async with asyncio.timeout(min(timeout, self._to_next_slot()).total_seconds()):
                await self._database.notices_added.wait()
        self._database.notices_added.clear()

    def _slot(self, notice: Notice, now: datetime, *, opens: bool = False) -> datetime:
        slot = self._pace.slot(notice, now, opens=opens)
        if slot > now:
            heappush(self._slots, slot)
        return slot

    def _to_next_slot(self) -> timedelta:
        now = self._clock.now()
        while self._slots and self._slots[0] <= now:
            heappop(self._slots)
        # Several slots that are close are met at once: each look costs as much as a message.
        return max(self._slots[0] - now, TOGETHER) if self._slots else timedelta.max

    async def _settle(
        self,
        claim: Claim,
        state: NoticeState,
        *more: Notice,
        posting: Posting | None = None,
        error: str = "",
    ) -> None:
        self._pace.done(claim.notice)
        try:
            await self._settling.add([Settled(claim, state, posting, error, more)])
        except _TakenOver:
            if state is not NoticeState.DROPPED:  # which whoever found nothing to say did too
                # The worker that took it over looks for it before it sends anything.
                log.warning("notice_taken_over", key=claim.notice.key)

    async def _settle_together(self, settled: Sequence[Settled]) -> None:
        """Record what came to its end at the same moment: a commit costs as much for one."""
        settled = sorted(settled, key=lambda each: _row_of(each.claim))
        posted = [each.claim.notice for each in settled if each.posting]
        async with self._database.write_every_team() as tx:
            if not await tx.outbox.settle_all(settled):
                raise _TakenOver
            await tx.add(*(notice for each in settled for notice in each.more))
            await tx.schedules.cured(
                (notice.team_id, notice.channel_id or "")
                for notice in posted
                if notice.kind in RECURRING
            )


def _row_of(claim: Claim) -> tuple[str, str]:
    """Return what rows are taken in the order of, so that no two workers wait for each other."""
    return claim.notice.team_id, claim.notice.notice_id
