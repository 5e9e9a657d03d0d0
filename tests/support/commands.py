"""The command `cordee` as its users run it: a real process, its own folder, its own settings."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.server import Sandbox
from tests.support import forked

CORDEE = Path(sys.executable).with_name("cordee")
SECONDS = 20.0
"""How long a test waits for a process: several start at once on a small machine."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Running:
    """A command that is still running."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    """What it wrote to standard error so far, by lines."""

    async def says(self, words: str) -> str:
        """Return the line that holds these words once it is written; fail when it never is."""
        assert self.process.stderr is not None
        async with asyncio.timeout(SECONDS):
            while line := (await self.process.stderr.readline()).decode():
                self.said.append(line)
                if words in line:
                    return line
        raise AssertionError(f"it ended without saying {words!r}: {''.join(self.said)}")

    async def stop(self, number: int) -> Ended:
        """Send a signal, and return how it ended."""
        self.process.send_signal(number)
        return await self.end()

    async def end(self) -> Ended:
        """Wait until it ends by itself."""
        async with asyncio.timeout(SECONDS):
            out, err = await self.process.communicate()
        assert self.process.returncode is not None
        return Ended(self.process.returncode, out.decode(), "".join(self.said) + err.decode())


def settings_for(slack: Sandbox, database_url: str = "", **others: str) -> dict[str, str]:
    """Return the environment of a bot on the sandbox, by Socket Mode; `SETTING=""` unsets."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        **others,
    }


@asynccontextmanager
async def started(folder: Path, settings: Mapping[str, str], *words: str) -> AsyncIterator[Running]:
    """Start `cordee WORDS` in a folder with nothing but these settings; kill what is left."""
    process = await asyncio.create_subprocess_exec(
        CORDEE,
        *words,
        cwd=folder,
        env=_environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Running(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def run(folder: Path, settings: Mapping[str, str], *words: str) -> Ended:
    """Run `cordee WORDS` to its end, forked from a process that has imported it."""
    return Ended(
        *await asyncio.to_thread(forked.run, folder, _environment(settings), words, SECONDS)
    )


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    # No setting of whoever runs the tests; no colours, no other language.
    return {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **settings}
