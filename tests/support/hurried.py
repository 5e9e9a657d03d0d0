"""A bot in a process of its own whose clock runs fast: half an hour of waiting passes in a minute.

Run as `python -m tests.support.hurried`, with the product's settings in the environment.
"""

import asyncio
import os
from datetime import UTC, datetime, timedelta

from bot.app import assemble, receiving, working
from bot.clock import SystemClock
from bot.config import Config
from bot.observability import configure

BEGAN = "HURRIED_CLOCK_BEGAN"
HURRY = 30
STARTS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday morning: people are asked things in their working hours only."""


class HurriedClock:
    """A clock that runs HURRY times as fast as the machine's, since it began at STARTS."""

    def __init__(self, began: datetime) -> None:
        self.began = began

    def now(self) -> datetime:
        """Return the hurried moment, in UTC."""
        passed: timedelta = SystemClock().now() - self.began
        return STARTS + passed * HURRY


async def run() -> None:
    """Receive, send and tick until killed; say so on standard output once it listens."""
    clock = HurriedClock(datetime.fromisoformat(os.environ[BEGAN]))
    configure("text")
    async with (
        assemble(Config(_env_file=None), clock, tick_seconds=0.2) as cordee,
        working(cordee),
        receiving(cordee),
    ):
        print("ready", flush=True)  # noqa: T201 - whoever started it waits for this line
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run())
