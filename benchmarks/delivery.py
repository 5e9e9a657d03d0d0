"""Delivery of digests: how long after they are due, when many are due at the same minute."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, cycle, islice
from pathlib import Path

import aiohttp
from sqlalchemy import URL, create_engine

from benchmarks.corpus import texts
from benchmarks.postgres import new_database
from benchmarks.processes import Command, busy_seconds, python, started
from bot.clock import SystemClock
from bot.domain.channels import ChannelSettings
from bot.domain.people import Language
from bot.domain.schedules import Rule, Schedule, ScheduleKind
from bot.domain.wins import Win
from sandbox.nouns import Json
from sandbox.rate_limits import RateLimits, of_method, soonest
from sandbox.server import Sandbox
from sandbox.web_api import METHODS
from storage.database import sync_url
from storage.rows import insert_rows, to_rows
from storage.schema import upgrade

DIGESTS = 5000
WORKSPACES = 1000
LARGE = [400, *[120] * 3, *[60] * 10, *[20] * 40, *[6] * 150]
"""How many channels the larger workspaces have; the others have one to four."""
ALIKE = [5] * 300
"""Where no limit is met: what the worker itself can do. Fewer, as it takes no minute to tell."""
WINS = 3
"""Told in each workspace during the week."""
CONNECTIONS = 50
START = timedelta(seconds=6)
"""From when the databases are full until the digests are due: the worker is up by then."""
PATIENCE = timedelta(minutes=5)
POST = "chat.postMessage"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the digests of one run."""

    name: str
    delays: dict[str, list[float]]
    """By workspace: how many seconds after they were due its digests were posted, sorted."""
    lost: int
    doubled: int
    refused: int
    """How often Slack said that it was too much."""
    busy_seconds: float
    """How long the worker's process computed from when they were due."""

    @property
    def milliseconds(self) -> float:
        """Return how long the worker computed for each."""
        return 1000 * self.busy_seconds / sum(map(len, self.delays.values()))

    @property
    def last(self) -> float:
        """Return when the last one was posted."""
        return max(chain.from_iterable(self.delays.values()))

    @property
    def first(self) -> float:
        """Return when the first one was posted."""
        return min(chain.from_iterable(self.delays.values()))

    @property
    def rate(self) -> float:
        """Return how many were posted a second, from the first to the last."""
        return sum(map(len, self.delays.values())) / (self.last - self.first)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one database."""

    limited: Delivered
    """With Slack's limits, in workspaces of very different sizes."""
    unlimited: Delivered
    """Where no limit is met."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured, and what Slack alone would allow."""

    measured: Sequence[Measured]
    perfect: dict[str, list[float]]
    """By workspace: when a perfect sender would post each digest."""
    floor: float
    """How many of the same posts a second a bare loop sends, which does nothing else."""


async def measure(folder: Path, postgres: URL | None, core: int | None) -> Measurement:
    """Measure both runs on each database, and the floor."""
    measured: list[Measured] = []
    posts: list[Json] = []
    for server in [None, postgres] if postgres else [None]:
        name = "PostgreSQL" if server else "SQLite"
        urls = [_database(folder, server, kind) for kind in ("limited", "unlimited")]
        limited, _ = await _deliver(folder, name, urls[0], sizes_of_all(), core)
        unlimited, posts = await _deliver(folder, name, urls[1], ALIKE, core)
        measured.append(Measured(limited, unlimited))
    limit = of_method(METHODS[POST].per_minute)
    perfect = {
        _team(number): list(soonest(size, limit)) for number, size in enumerate(sizes_of_all())
    }
    return Measurement(measured, perfect, await _floor(posts))


def _database(folder: Path, server: URL | None, kind: str) -> str:
    return new_database(server, f"delivery_{kind}") if server else f"sqlite:///{folder}/{kind}.db"


def sizes_of_all() -> list[int]:
    """Return how many channels each workspace has: DIGESTS in all."""
    small = list(islice(cycle([1, 2, 3, 4]), WORKSPACES - len(LARGE)))
    sizes = [*LARGE, *small]
    for number in range(len(LARGE), WORKSPACES):
        if sum(sizes) == DIGESTS:
            break
        sizes[number] += 1 if sum(sizes) < DIGESTS else -1 * (sizes[number] > 1)
    return sizes


def _shuffled(sizes: Sequence[int]) -> list[int]:
    """Return the number of a workspace for each channel, as people would have added them."""
    numbers = [number for number, size in enumerate(sizes) for _ in range(size)]
    random.Random(0).shuffle(numbers)
    return numbers


def _team(number: int) -> str:
    return f"T{number:04d}"


async def _deliver(
    folder: Path, name: str, url: str, sizes: Sequence[int], core: int | None
) -> tuple[Delivered, list[Json]]:
    """Let a worker send what is due in workspaces of these sizes."""
    teams: dict[str, str] = {}

    def workspace_of(args: Json) -> str | None:
        # Only posts are counted: of what is asked about people, nobody could tell for whom.
        return teams.get(str(args.get("channel"))) if "text" in args else None

    clock = SystemClock()
    async with Sandbox(clock=clock, rate_limits=RateLimits(clock, workspace_of)) as slack:
        for number in _shuffled(sizes):
            channel = slack.add_channel(f"c{len(teams)}")
            teams[channel.id] = _team(number)
        due = await asyncio.to_thread(_fill, url, teams)
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url,
        }
        command: Command = [python(), "-m", "bot", "work"]
        async with started(command, environment, folder, core) as process:
            await asyncio.sleep((due - clock.now()).total_seconds())
            to_start = busy_seconds(process.pid)
            await _all_posted(slack, due)
            busy = busy_seconds(process.pid) - to_start
        calls = [call for call in slack.calls if call.method == POST]
        refused = sum(call.answer.get("error") == "ratelimited" for call in calls)
        return _delivered(name, slack, teams, due, refused, busy), [
            c.args for c in calls[: len(teams)]
        ]


def _fill(url: str, teams: dict[str, str]) -> datetime:
    """Write what the digests tell and when they come; return when they are due."""
    upgrade(url)
    now = SystemClock().now()
    due = now + START
    first_channels = {team_id: channel_id for channel_id, team_id in reversed(teams.items())}
    told = texts(WINS * len(first_channels))
    things: list[object] = [
        Win(
            win_id=f"{team_id}{number}",
            team_id=team_id,
            author_id=f"U{team_id}A",
            people=(f"U{team_id}A", f"U{team_id}B"),
            story=next(told).text,
            enablers="",
            customer="",
            channel_id=channel_id,
            told_at=now - timedelta(days=number + 1),
        )
        for team_id, channel_id in first_channels.items()
        for number in range(WINS)
    ]
    for channel_id, team_id in teams.items():
        rule = Rule(frozenset({due.weekday()}), due.time().replace(microsecond=0), "UTC")
        things.append(ChannelSettings(team_id, channel_id, Language.FRENCH, "UTC"))
        things.append(Schedule(team_id, channel_id, ScheduleKind.DIGEST, rule, due))
    engine = create_engine(sync_url(url))
    with engine.begin() as connection:
        insert_rows(connection, [row for thing in things for row in to_rows(thing)])
    engine.dispose()
    return due


async def _all_posted(slack: Sandbox, due: datetime) -> None:
    clock, end = SystemClock(), due + PATIENCE
    while not all(channel.messages for channel in slack.channels):
        if clock.now() > end:
            return
        await asyncio.sleep(0.5)
    await asyncio.sleep(2)  # whatever comes twice comes by then


def _delivered(
    name: str, slack: Sandbox, teams: dict[str, str], due: datetime, refused: int, busy: float
) -> Delivered:
    delays: dict[str, list[float]] = {}
    posted: Counter[str] = Counter()
    for channel in slack.channels:
        for message in channel.messages.values():
            delays.setdefault(teams[channel.id], []).append(float(message.ts) - due.timestamp())
            posted[channel.id] += 1
    lost = sum(posted[channel_id] == 0 for channel_id in teams)
    doubled = sum(times - 1 for times in posted.values())
    return Delivered(
        name, {team: sorted(found) for team, found in delays.items()}, lost, doubled, refused, busy
    )


async def _floor(posts: Sequence[Json]) -> float:
    """Send the same posts in a bare loop; return how many a second went."""
    async with Sandbox(clock=SystemClock()) as slack:
        channels = [slack.add_channel(f"c{number}").id for number in range(len(posts))]
        left = iter(zip(channels, posts, strict=True))
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with aiohttp.ClientSession(headers=headers) as session:

            async def use_up() -> None:
                for channel_id, post in left:
                    body = {**post, "channel": channel_id}
                    async with session.post(f"{slack.api_url}{POST}", json=body) as answer:
                        assert json.loads(await answer.read())["ok"]

            started_at = time.perf_counter()
            await asyncio.gather(*(use_up() for _ in range(CONNECTIONS)))
            return len(posts) / (time.perf_counter() - started_at)
