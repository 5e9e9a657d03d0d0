"""`make demo STORY=1`: what a team lives through in a week with Cordée, told as it happens.

Every step is looked for on the screen of the person who is said to see it. Exit code 0 means that
all of it happened; 1 that something did not, and it is named.
"""

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime

import structlog
import uvloop

from bot import observability
from bot.app import working
from bot.clock import ManualClock
from sandbox.demo.company import found
from sandbox.demo.running import Demonstration, demonstration
from sandbox.errors import GestureError, SlackError
from sandbox.story.scenes import Scenes
from sandbox.story.stage import NotSeen, Stage

BEGINS = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
"""A Monday: half past three in Paris, half past nine in New York."""
TICK_SECONDS = 0.05
OPENING = """\
One week in a small company that sells online booking to campsites and mountain lodges. Each step
is looked for on the screen of the person who is said to see it, and marked ✓ when it is there."""
LIMIT_SECONDS = 60.0


def main() -> None:
    """Tell the story, and end with its exit code."""
    observability.configure("text")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            raise SystemExit(runner.run(_play()))
    except KeyboardInterrupt:
        raise SystemExit(130) from None


async def _play() -> int:
    began = time.monotonic()
    clock = ManualClock(BEGINS)
    async with demonstration(clock, tick_seconds=TICK_SECONDS) as running:
        told = await tell(running)
    seconds = time.monotonic() - began
    if told:
        print(f"\nEvery step was seen, in {seconds:.1f} s.")
    return 0 if told else 1


async def tell(running: Demonstration, patience_seconds: float = 5.0) -> bool:
    """Play every scene with the bot at work; say what was not seen, and return False then."""
    stage = Stage(found(running.slack), print, patience_seconds)
    print(OPENING)
    try:
        async with asyncio.timeout(LIMIT_SECONDS), working(running.cordee):
            await Scenes(stage, running.clock).play()
    except NotSeen as missing:
        print(f"  ✗ NOT SEEN: {missing}", file=sys.stderr)
    except (GestureError, SlackError, TimeoutError) as error:
        print(f"  ✗ NOT DONE: {type(error).__name__}: {error}", file=sys.stderr)
    else:
        return True
    return False
