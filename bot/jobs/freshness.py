"""Every hour, those who know are asked about the practices that have gone stale."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.freshness import FreshnessService

HOUR = timedelta(hours=1)


class Freshness:
    """Asks once an hour, and when the process starts; any number of processes may do so."""

    def __init__(self, freshness: FreshnessService, clock: Clock) -> None:
        self._freshness = freshness
        self._clock = clock
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Ask about what is stale, unless this process did so within the hour."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return
        await self._freshness.ask_stale()
        self._next_at = now + HOUR
