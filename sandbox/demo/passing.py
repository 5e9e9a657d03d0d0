"""Let time pass on the pretend Slack: the clock goes from one due moment to the next."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.schedules import Schedule, ScheduleKind
from sandbox.demo.running import Demonstration
from sandbox.nouns import Channel

STEP = timedelta(hours=1)
"""The longest stride: what nobody foresaw here comes late by no more than this."""


class Passing:
    """Moves the clock so that everything comes at its moment, as if one had waited."""

    def __init__(self, demonstration: Demonstration) -> None:
        self._on = demonstration
        self.pause_seconds = 0.0
        """How long to stay at a moment when something is planned, in real time.

        While the bot's own workers run, one of them may have taken what is due: it needs a moment
        to post it, or it would be stamped with the next one.
        """

    async def settle(self) -> None:
        """Let every event arrive, then do all that is due now."""
        await self._on.slack.quiet()
        await self._do_what_is_due()
        await self._on.slack.quiet()

    async def until(self, moment: datetime) -> None:
        """Go to a moment; on the way, do all that becomes due, when it does."""
        clock = self._on.clock
        planned = await self._planned()
        while (now := clock.now()) < moment:
            upcoming = min((stop for stop in planned if stop > now), default=moment)
            clock.move_to(min(now + STEP, moment, upcoming))
            await self._do_what_is_due()
            if clock.now() >= upcoming:
                await self._let_workers_end()
                planned = await self._planned()

    async def _let_workers_end(self) -> None:
        if self.pause_seconds:
            await asyncio.sleep(self.pause_seconds)
            await self._do_what_is_due()

    async def next_digest(self) -> datetime | None:
        """Return when the next digest of the workspace comes, or None when none is planned."""
        planned = [s for s in await self._schedules() if s.kind is ScheduleKind.DIGEST]
        return min((schedule.next_at for schedule in planned), default=None)

    async def _do_what_is_due(self) -> None:
        await self._on.cordee.ticker.tick()
        await self._on.cordee.worker.send_due()

    async def _planned(self) -> list[datetime]:
        """Return what is known to come: what recurs, and when open questions are gathered."""
        slack, checkins = self._on.slack, self._on.cordee.services.checkins
        now = self._on.clock.now()
        asked = [await checkins.open_in(slack.team_id, room.id, now) for room in self._rooms()]
        recurring = [schedule.next_at for schedule in await self._schedules()]
        return recurring + [checkin.closes_at for checkin in asked if checkin]

    async def _schedules(self) -> list[Schedule]:
        slack, schedules = self._on.slack, self._on.cordee.services.schedules
        planned = [await schedules.of_channel(slack.team_id, room.id) for room in self._rooms()]
        return [s for kinds in planned for s in kinds.values()]

    def _rooms(self) -> list[Channel]:
        return [channel for channel in self._on.slack.channels if not channel.im]
