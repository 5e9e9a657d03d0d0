"""When a process starts, what the index does not hold as it should is indexed anew."""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.services.indexing import IndexingService

DAY = timedelta(days=1)
BATCHES = 10
"""So many at each tick: a large library takes an hour, and nothing else waits for it."""


class Indexing:
    """Goes on at each tick until all is done, then looks once a day; in any number of processes."""

    def __init__(self, indexing: IndexingService, clock: Clock) -> None:
        self._indexing = indexing
        self._clock = clock
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Index some texts anew, where there are any to index."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return
        for _ in range(BATCHES):
            if not await self._indexing.index_old():
                self._next_at = now + DAY
                return
