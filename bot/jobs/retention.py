"""Once a day, what has served its time is forgotten."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.retention import RetentionService

DAY = timedelta(days=1)


class Retention:
    """Forgets once a day, and when the process starts; any number of processes may do so."""

    def __init__(self, retention: RetentionService, clock: Clock) -> None:
        self._retention = retention
        self._clock = clock
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Forget what is old, unless this process did so within a day."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return
        await self._retention.forget_old()
        self._next_at = now + DAY
