"""A small company on the pretend Slack, with the whole bot assembled around a frozen clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import SecretStr

from bot.app import Cordee, assemble, receiving
from bot.clock import ManualClock
from bot.config import Config
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.server import Sandbox

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When everything begins: ten o'clock in Paris."""


@dataclass(frozen=True, slots=True)
class Company:
    """Four people, three channels and the bot; nothing is sent before `settle`."""

    slack: Sandbox
    cordee: Cordee
    clock: ManualClock
    ana: Acting
    """French, Paris, admin."""
    luc: Acting
    """French, Paris."""
    tom: Acting
    """English, London."""
    mia: Acting
    """English, Dublin."""
    ventes: Channel
    """Everybody is in it."""
    marketing: Channel
    """Everybody is in it."""
    projets: Channel
    """Private: Ana and Luc."""

    async def settle(self) -> None:
        """Let every event arrive, then do all that is due now."""
        await self.slack.quiet()
        await self.cordee.ticker.tick()
        await self.cordee.worker.send_due()
        await self.slack.quiet()

    async def let(self, **passed: float) -> None:
        """Move the clock, as `let(days=2, hours=1)`, and do all that is due then."""
        self.clock.advance(timedelta(**passed))
        await self.settle()

    async def move_to(self, moment: datetime) -> None:
        """Move the clock to an aware moment, and do all that is due then."""
        self.clock.move_to(moment)
        await self.settle()

    def last(self, channel: Channel) -> Message:
        """Return the last message at the top level of a channel."""
        return self.slack.messages(channel)[-1]


def config_for(
    slack: Sandbox,
    database_url: str,
    *,
    socket_mode: bool = False,
    commands: Literal["both"] | None = "both",
) -> Config:
    """Return the settings of a bot that talks to the sandbox."""
    return Config(
        _env_file=None,
        slack_bot_token=SecretStr(slack.bot_token),
        slack_app_token=SecretStr(slack.app_token) if socket_mode else None,
        slack_signing_secret=SecretStr(slack.signing_secret),
        slack_api_url=slack.api_url,
        cordee_commands=commands,
        database_url=database_url,
        cordee_port=None if socket_mode else 0,
    )


@asynccontextmanager
async def small_company(
    database_url: str,
    *,
    socket_mode: bool = False,
    commands: Literal["both"] | None = "both",
    ack_seconds: float = 3.0,
) -> AsyncIterator[Company]:
    """Start the sandbox and the bot around a database, by signed HTTP or by Socket Mode."""
    clock = ManualClock(MONDAY)
    async with Sandbox(clock=clock, ack_seconds=ack_seconds) as slack:
        ana = slack.add_person("Ana Morel", locale="fr-FR", tz="Europe/Paris", admin=True)
        luc = slack.add_person("Luc Petit", locale="fr-FR", tz="Europe/Paris")
        tom = slack.add_person("Tom Hill", locale="en-GB", tz="Europe/London")
        mia = slack.add_person("Mia Stone", locale="en-US", tz="Europe/Dublin")
        everybody = [ana, luc, tom, mia]
        config = config_for(slack, database_url, socket_mode=socket_mode, commands=commands)
        async with assemble(config, clock) as cordee, receiving(cordee) as port:
            if port is not None:
                slack.use_http(f"http://127.0.0.1:{port}/slack/events")
            yield Company(
                slack=slack,
                cordee=cordee,
                clock=clock,
                ana=ana,
                luc=luc,
                tom=tom,
                mia=mia,
                ventes=slack.add_channel("ventes", members=everybody),
                marketing=slack.add_channel("marketing", members=everybody),
                projets=slack.add_channel("projets", members=[ana, luc], private=True),
            )
