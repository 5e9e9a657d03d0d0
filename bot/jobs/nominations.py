"""Now and then, questions about nominated messages that nobody answered are closed."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.nominations import NominationService

EVERY = timedelta(minutes=10)
"""A question that waits for a week may wait ten minutes more."""


class Expiry:
    """Closes questions that are a week old; any number of processes may do so."""

    def __init__(self, nominations: NominationService, clock: Clock) -> None:
        self._nominations = nominations
        self._clock = clock
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Close what is a week old, unless this process did so a moment ago."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return
        while await self._nominations.expire(now):
            pass
        self._next_at = now + EVERY
