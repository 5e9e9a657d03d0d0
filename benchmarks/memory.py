"""How much memory the bot takes when nobody asks it anything."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Command, python, resident_megabytes, started
from bot.clock import SystemClock
from sandbox.server import Sandbox

REST_SECONDS = 4.0
"""Until what it starts with is done: its first ticks, its first look at the outbox."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident megabytes."""

    bot: float
    """`cordee serve`, in Socket Mode, on SQLite, all of its work in one process."""
    nothing: float
    """A Python that does nothing."""


async def measure(folder: Path) -> Memory:
    """Connect the bot to the sandbox, let it rest, and look."""
    async with Sandbox(clock=SystemClock()) as slack:
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": f"sqlite:///{folder / 'idle.db'}",
        }
        async with started([python(), "-m", "bot", "serve"], environment, folder) as process:
            await slack.connected(timeout=20)
            bot = await _at_rest(process.pid)
    nothing: Command = [python(), "-c", "import time; time.sleep(60)"]
    async with started(nothing, {}, folder) as process:
        return Memory(bot, await _at_rest(process.pid))


async def _at_rest(pid: int) -> float:
    await asyncio.sleep(REST_SECONDS)
    return resident_megabytes(pid)
