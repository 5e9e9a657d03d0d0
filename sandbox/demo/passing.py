"""Let time pass on the pretend Slack: the clock goes from one due moment to the next."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.checkins import OPEN_FOR
from bot.domain.schedules import Schedule, ScheduleKind
from sandbox.demo.running import Demonstration

STEP = timedelta(hours=6)
"""The longest stride: what nobody foresaw here comes late by no more than this."""
WEEK = timedelta(days=7)


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
        return [stop for schedule in await self._schedules() for stop in _stops(schedule)]

    async def _schedules(self) -> list[Schedule]:
        slack, schedules = self._on.slack, self._on.cordee.services.schedules
        rooms = [channel for channel in slack.channels if not channel.im]
        planned = [await schedules.of_channel(slack.team_id, room.id) for room in rooms]
        return [s for kinds in planned for s in kinds.values()]


def _stops(schedule: Schedule) -> Iterator[datetime]:
    """Give the moments that a schedule leads to: its next time, and a question's gathering."""
    yield schedule.next_at
    if schedule.kind is ScheduleKind.CHECKIN:
        yield schedule.next_at - WEEK + OPEN_FOR
