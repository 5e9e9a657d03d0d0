"""The bot, whole, in this process, on the pretend Slack: Socket Mode, and a database of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from pydantic import SecretStr

from bot.app import Cordee, assemble, receiving
from bot.config import Config
from bot.domain.people import Language
from bot.manifest import manifest
from sandbox.server import Sandbox
from storage.schema import upgrade

TICK_SECONDS = 1.0
"""How often the bot looks at the time in a demonstration: nobody likes to wait for a digest."""
RETRY_DELAYS = (0.0, 1.0, 5.0)
"""When the sandbox tries an event again: Slack's minutes would be too long here."""


class MovableClock(Protocol):
    """A clock that can be moved: the bot and the sandbox look at the same one."""

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Move the clock to an aware moment."""
        ...


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A pretend Slack, with the whole bot connected to it, and the clock of both."""

    slack: Sandbox
    cordee: Cordee
    clock: MovableClock


@asynccontextmanager
async def demonstration(
    clock: MovableClock, *, port: int = 0, tick_seconds: float = TICK_SECONDS
) -> AsyncIterator[Demonstration]:
    """Start the sandbox and the bot on a fresh database; leave nothing behind.

    The bot receives and answers; nothing is sent or fired by itself before `bot.app.working`.
    """
    with TemporaryDirectory(prefix="cordee-demo-") as folder:
        database_url = f"sqlite:///{Path(folder) / 'cordee.db'}"
        await asyncio.to_thread(upgrade, database_url)
        async with (
            Sandbox(clock=clock, port=port, retry_delays=RETRY_DELAYS) as slack,
            assemble(_config(slack, database_url), clock, tick_seconds=tick_seconds) as cordee,
            receiving(cordee),
        ):
            slack.install_manifest(manifest(Language.ENGLISH, commands=list(Language)))
            await slack.connected()
            yield Demonstration(slack, cordee, clock)


def _config(slack: Sandbox, database_url: str) -> Config:
    return Config(
        _env_file=None,
        slack_bot_token=SecretStr(slack.bot_token),
        slack_app_token=SecretStr(slack.app_token),
        slack_signing_secret=None,
        slack_api_url=slack.api_url,
        database_url=database_url,
        cordee_language="en",
        cordee_commands="both",
        cordee_port=None,
    )
