"""Capture of a win: submissions taken in a second, against a Bolt that keeps nothing."""

import asyncio
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import URL, create_engine, func, make_url, select

from benchmarks import load
from benchmarks.postgres import new_database
from benchmarks.processes import Command, answering, free_port, python, started
from benchmarks.submissions import Submissions, submitted_form
from bot.clock import SystemClock
from sandbox.server import Sandbox
from storage.database import sync_url
from storage.schema import upgrade
from storage.tables import wins
from tests.support.postgres import libpq_url

CONNECTIONS = 32
ROUNDS = 5
WARM_UP = 600
ALONE = 300


@dataclass(slots=True, eq=False)
class Measured:
    """One server, and how its runs went."""

    name: str
    kind: str
    database_url: str
    requests: int
    """In each run: a slow server gets fewer, so that runs take about a second."""
    port: int = field(default_factory=free_port)
    pid: int = 0
    runs: list[load.Run] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    """What one person waits when nobody else is there, in seconds."""
    acknowledged: int = 0
    kept: int = 0

    @property
    def rate(self) -> float:
        """Return how many submissions were taken in a second, the median of the runs."""
        return statistics.median(run.rate for run in self.runs)

    @property
    def milliseconds(self) -> float:
        """Return how long its process computes for one submission, the median of the runs."""
        return 1000 * statistics.median(run.busy_seconds / len(run.latencies) for run in self.runs)

    @property
    def latencies(self) -> list[float]:
        """Return what every request of every run took, sorted, in seconds."""
        return sorted(spent for run in self.runs for spent in run.latencies)


def ratios(measured: Measured, floor: Measured) -> list[float]:
    """Return the rate against the floor's, round by round: both had the same minute."""
    pairs = zip(measured.runs, floor.runs, strict=True)
    return [run.rate / other.rate for run, other in pairs]


async def measure(folder: Path, postgres: URL | None, core: int | None) -> list[Measured]:
    """Measure every server in turn, several times; the floor comes first."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Sandbox(clock=SystemClock()))
        servers = _servers(folder, postgres)
        for server in servers:
            await stack.enter_async_context(_running(server, slack, folder, core))
        slack.use_http(f"http://127.0.0.1:{_one(servers, 'cordee').port}/slack/events")
        submissions = Submissions(await submitted_form(slack), slack.signing_secret)
        _one(servers, "cordee").acknowledged += 1
        for server in servers:
            await _send(server, submissions, WARM_UP, CONNECTIONS)
        await asyncio.to_thread(_analyse, servers)
        for _ in range(ROUNDS):
            for server in servers:
                run = await _send(server, submissions, server.requests, CONNECTIONS)
                server.runs.append(run)
        for server in servers:
            server.alone = (await _send(server, submissions, ALONE, 1)).latencies
        for server in servers:
            server.kept = await asyncio.to_thread(_count, server.database_url)
    return servers


def _servers(folder: Path, postgres: URL | None) -> list[Measured]:
    def sqlite(name: str) -> str:
        return f"sqlite:///{folder / name}.db"

    servers = [
        Measured("a bare Bolt that only acknowledges", "bare", sqlite("bare"), 3000),
        Measured("the same, reading as Cordée does", "bare-as-cordee-reads", sqlite("reads"), 4000),
        Measured("Cordée on SQLite", "cordee", sqlite("cordee"), 2500),
        Measured("the usual way on SQLite", "usual", sqlite("usual"), 300),
    ]
    if postgres:
        kept = new_database(postgres, "cordee_bench")
        usual = new_database(postgres, "usual_bench")
        servers.insert(3, Measured("Cordée on PostgreSQL", "cordee", kept, 2000))
        servers.append(Measured("the usual way on PostgreSQL", "usual", usual, 200))
    for server in servers:
        upgrade(server.database_url)
    return servers


@asynccontextmanager
async def _running(
    server: Measured, slack: Sandbox, folder: Path, core: int | None
) -> AsyncIterator[None]:
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": server.database_url,
        "CORDEE_PORT": str(server.port),
    }
    command: Command = [python(), "-m", "benchmarks.servers", server.kind]
    if server.kind == "cordee":
        # As the web process runs it: those who send are in another one.
        command = [python(), "-m", "bot", "serve", "--web-only"]
    async with started(command, environment, folder, core) as process:
        server.pid = process.pid
        await answering(f"http://127.0.0.1:{server.port}/health", process, folder)
        yield


async def _send(
    server: Measured, submissions: Submissions, number: int, connections: int
) -> load.Run:
    run = await load.run(server.pid, server.port, submissions.signed(number), connections)
    server.acknowledged += number
    return run


def _one(servers: Sequence[Measured], kind: str) -> Measured:
    return next(server for server in servers if server.kind == kind)


def _analyse(servers: Sequence[Measured]) -> None:
    """Let PostgreSQL look at what it holds, as it does by itself in a table's first minutes.

    Until then it reads the whole of a table to check a foreign key.
    """
    for server in servers:
        if server.database_url.startswith("postgresql"):
            with psycopg.connect(libpq_url(make_url(server.database_url)), autocommit=True) as told:
                told.execute("ANALYZE")


def _count(database_url: str) -> int:
    engine = create_engine(sync_url(database_url))
    try:
        with engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(wins)) or 0)
    finally:
        engine.dispose()
