"""Work that is done now and then, besides what channels have set: each at its own rhythm."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock

BATCHES = 10
"""So many at each tick at the most: what is much takes a while, and nothing else waits for it."""


class Recurring:
    """Does a piece of work when the process starts and then every so often.

    Work that says that more is left goes on, at this tick or the next. Any number of processes
    may do the same: the work itself claims what it does.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], Awaitable[bool | None]],
        every: timedelta,
        clock: Clock,
        *,
        batches: int = BATCHES,
    ) -> None:
        self.name = name
        self._work = work
        self._every = every
        self._clock = clock
        self._batches = batches
        self._next_at: datetime | None = None

    async def run_when_due(self) -> None:
        """Do the work, unless this process has done all of it not long ago.

        A clock that was set back puts nothing off.
        """
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at <= now + self._every:
            return
        for _ in range(self._batches):
            if not await self._work():
                self._next_at = now + self._every
                return
