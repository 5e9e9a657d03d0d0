"""A process that runs until it is told to stop, then stops in order."""

import asyncio
import gc
import signal
from collections.abc import Coroutine
from typing import Any

import structlog
import uvloop

STOPS = (signal.SIGINT, signal.SIGTERM)

log = structlog.get_logger()


def run_until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until SIGINT or SIGTERM, then let the work unwind; a second one ends it at once."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_stopped(work))


def keep_for_good() -> None:
    """Take what was built to start with as there to stay: no later collection looks at it again.

    It is more than a hundred thousand objects, which Python would go through while people wait.
    """
    gc.collect()
    gc.freeze()


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    loop = asyncio.get_running_loop()
    working = loop.create_task(work)
    for number in STOPS:
        loop.add_signal_handler(number, _stop, loop, working)
    try:
        await working
    except asyncio.CancelledError:
        log.info("stopped")


def _stop(loop: asyncio.AbstractEventLoop, working: asyncio.Task[None]) -> None:
    for number in STOPS:
        loop.remove_signal_handler(number)
        # Not Python's own handler, which would end the process with a traceback.
        signal.signal(number, signal.SIG_DFL)
    log.info("stopping", hint="what is being written is finished; Ctrl-C again stops at once")
    working.cancel()
