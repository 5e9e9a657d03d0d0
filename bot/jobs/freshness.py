"""Every hour, those who may know are asked about the practices that have gone stale."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.staleness import StalenessService

HOUR = timedelta(hours=1)


class Freshness:
    """Asks once an hour, and when the process starts; any number of processes may do so."""

    def __init__(self, staleness: StalenessService, clock: Clock) -> None:
        self._staleness = staleness
        self._clock = clock
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Ask about what is stale, unless this process did so within the hour.

        Where more is due than is asked at once, the next tick goes on.
        """
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return
        more = await self._staleness.ask_stale()
        self._next_at = now if more else now + HOUR
