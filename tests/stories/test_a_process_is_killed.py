"""A process killed at any moment loses nothing that it acknowledged and says nothing twice."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import SystemRandom

import pytest

from bot.clock import SystemClock
from sandbox.errors import OperationTimeout
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.server import Sandbox
from storage.database import Database
from tests.support.hurried import BEGAN, HurriedClock

KILLS = 3
WINS_EACH = 4
ANSWER_SECONDS = 0.1
"""How long Slack takes to answer once it has posted: most kills fall into that time."""
PEOPLE = ["Ana", "Luc", "Tom", "Mia", "Zoé"]
SETTLED_IN_SECONDS = 60.0
"""Processes start slowly on a busy machine: only what would never settle takes as long as this."""

chance = SystemRandom()


@dataclass(slots=True)
class Mortal:
    """The bot in a process that is killed and started again, on one port and one database."""

    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.hurried",
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == b"ready\n"

    async def kill(self) -> None:
        """Kill it with SIGKILL: it has no time for anything."""
        if self.process is not None:
            self.process.kill()
            await self.process.wait()
            self.process = None


@asynccontextmanager
async def mortal(slack: Sandbox, database_url: str, clock: HurriedClock) -> AsyncIterator[Mortal]:
    """Start a bot on the pretend Slack, by signed HTTP, and end it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    slack.use_http(f"http://127.0.0.1:{port}/slack/events")
    bot = Mortal(
        {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
            "CORDEE_PORT": str(port),
            BEGAN: clock.began.isoformat(),
        }
    )
    try:
        await bot.start()
        yield bot
    finally:
        await bot.kill()


async def insist(person: Acting, gesture: str, channel: Channel) -> None:
    """Tell a win as a person does: when Slack says that it did not work, do it again."""
    while person.modal is None:
        with suppress(OperationTimeout):
            await person.command(gesture, channel)
    while person.modal is not None:
        with suppress(OperationTimeout):
            await person.submit()
        await asyncio.sleep(0.02)


async def tell_wins(person: Acting, channel: Channel) -> None:
    for number in range(WINS_EACH):
        await insist(person, f"/win {person.name} n{number}", channel)
        await asyncio.sleep(chance.uniform(0, 0.4))


async def nominate(message: Message, people: list[Acting]) -> None:
    for person in people:
        await person.react(message, "bulb")
        await asyncio.sleep(chance.uniform(0, 0.5))


async def kill_again_and_again(slack: Sandbox, bot: Mortal) -> None:
    """Kill it once between a message and its record, then at any moment."""
    await until_posted(slack)
    for _ in range(KILLS):
        await bot.kill()
        await bot.start()
        await asyncio.sleep(chance.uniform(0, 0.9))


async def until_posted(slack: Sandbox) -> None:
    """Return when Slack has posted a message that the bot does not know of yet."""
    # Slack tells nobody but the bot.
    while not any(call.method == "chat.postMessage" for call in slack.calls):  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.005)


async def until_settled(database_url: str) -> None:
    """Wait until nothing is left to say; a claim of a killed process must run out first."""
    database = Database(database_url)
    try:
        async with asyncio.timeout(SETTLED_IN_SECONDS):
            while await _ahead(database):  # noqa: ASYNC110 - another process changes it
                await asyncio.sleep(0.1)
    finally:
        await database.close()


async def _ahead(database: Database) -> bool:
    async with database.engine.connect() as connection:
        found = await connection.exec_driver_sql(
            "SELECT key FROM outbox WHERE state IN ('pending', 'sending') LIMIT 1"
        )
        return found.first() is not None


@pytest.mark.slow
@pytest.mark.timeout(3 * SETTLED_IN_SECONDS)
async def test_nothing_is_lost_and_nothing_is_doubled(database_url: str) -> None:
    clock = HurriedClock(SystemClock().now())
    async with Sandbox(clock=clock, retry_delays=[0.3] * 200) as slack:
        people = [slack.add_person(name) for name in PEOPLE]
        ventes = slack.add_channel("ventes", members=people)
        marketing = slack.add_channel("marketing", members=people)
        slack.will_delay("chat.postMessage", ANSWER_SECONDS, times=1000)
        said = [await person.say(marketing, f"{person.name} said") for person in people]
        async with mortal(slack, database_url, clock) as bot:
            async with asyncio.TaskGroup() as group:
                group.create_task(kill_again_and_again(slack, bot))
                for person, message in zip(people, said, strict=True):
                    group.create_task(tell_wins(person, ventes))
                    others = [other for other in people if other is not person]
                    group.create_task(nominate(message, others[:3]))
            await slack.quiet(timeout=SETTLED_IN_SECONDS)
            await until_settled(database_url)
        told = sorted(message.text.split("\n")[0] for message in slack.messages(ventes))
        assert told == sorted(f"{name} n{number}" for name in PEOPLE for number in range(WINS_EACH))
        for person in people:
            assert len(slack.dm(person)) == 1, f"{person.name} is asked once"
        looked = [call for call in slack.calls if call.method == "conversations.history"]
        assert looked, "no kill fell between a message and its record"
