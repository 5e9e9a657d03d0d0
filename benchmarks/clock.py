"""What firing costs: 50,000 schedules on PostgreSQL, 20,000 of them due at the same minute."""

import asyncio
import random
import timeit
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic

import psycopg
from sqlalchemy import URL, create_engine

from benchmarks.clock_worker import DONE, READY
from benchmarks.postgres import new_database
from benchmarks.processes import python, said, started
from bot.calendars import is_holiday
from bot.domain.channels import ChannelSettings
from bot.domain.people import Language
from bot.domain.schedules import Rule, Schedule, ScheduleKind, next_time
from bot.domain.workdays import Workdays
from storage.database import sync_url
from storage.rows import insert_rows, to_rows
from storage.schema import upgrade
from tests.support.postgres import libpq_url

TEAMS = 1000
CHANNELS = 25
DUE_CHANNELS = 10
"""Of each workspace: what recurs there is due."""
SCHEDULES = TEAMS * CHANNELS * len(ScheduleKind)
DUE = TEAMS * DUE_CHANNELS * len(ScheduleKind)
WORKERS = (1, 2, 4)
KILLS = 6
KILLED_EVERY = (0.1, 0.6)
"""Seconds, at random."""
DUE_AT = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
NOW = DUE_AT + timedelta(seconds=30)
FRIDAYS = Rule(frozenset({4}), time(16, 30), "Europe/Paris", workdays=Workdays(country="FR"))
TUESDAYS = Rule(frozenset({1}), time(10), "Europe/Paris", workdays=Workdays(country="FR"))
LOADED_TOGETHER = 5000
TIMES = 20_000

_TOLD_LAST_WEEK = """
INSERT INTO outbox (team_id, notice_id, key, kind, subject, channel_id, edits, payload, state,
  not_before, attempts, in_doubt, error, posted_channel_id, posted_ts)
SELECT team_id, channel_id, 'digest:' || channel_id || ':2026-W47', 'digest',
  'digest:' || channel_id || ':2026-W47', channel_id, false,
  '{"oldest": "2026-11-06T15:30:00+00:00", "since": "2026-11-13T15:30:00+00:00",
    "until": "2026-11-20T15:30:00+00:00", "week": "2026-W47", "by": ""}',
  'sent', '2026-11-20T15:30:00Z', 1, false, '', channel_id, '1.0'
FROM schedules WHERE kind = 'digest'
"""
_FIRED = {
    "product": (
        "SELECT team_id, channel_id, kind FROM outbox WHERE kind = 'digest' AND state = 'pending' "
        "UNION ALL SELECT team_id, channel_id, 'checkin' FROM checkins"
    ),
    "bare": "SELECT team_id, channel_id, kind FROM firings",
}
_COUNTED = (
    "SELECT count(*) - count(DISTINCT (team_id, channel_id, kind)), "
    "count(DISTINCT (team_id, channel_id, kind)) FROM ({fired}) AS fired"
)
_MOVED = "SELECT count(*) FROM schedules WHERE next_at = %s"


@dataclass(frozen=True, slots=True)
class Fired:
    """One run over everything that was due."""

    workers: int
    killed: int
    seconds: float
    doubled: int
    lost: int

    @property
    def rate(self) -> float:
        """Return how many were fired in a second."""
        return DUE / self.seconds


@dataclass(frozen=True, slots=True)
class Clocked:
    """All that was measured of the clock."""

    microseconds: float
    """What it takes to find the next time of one schedule."""
    bare: Sequence[Fired]
    product: Sequence[Fired]
    """With as many workers as each of the bare runs."""
    under_fire: Fired


async def measure(folder: Path, server: URL) -> Clocked:
    """Fire everything with so many workers, in turn with the floor; then kill some of them."""
    _fill(new_database(server, "clock"))
    bench = _Bench(folder, server)
    pairs = [(await bench.run("bare", many), await bench.run("product", many)) for many in WORKERS]
    under_fire = await bench.run("product", WORKERS[-1], KILLS)
    bare, fired = zip(*pairs, strict=True)
    return Clocked(_microseconds(), bare, fired, under_fire)


def _microseconds() -> float:
    timer = timeit.Timer(lambda: next_time(FRIDAYS, NOW, is_holiday))
    return min(timer.repeat(number=TIMES)) / TIMES * 1e6


def _fill(url: str) -> None:
    """Fill a database from which each run gets a copy."""
    upgrade(url)
    engine = create_engine(sync_url(url))
    with engine.connect() as connection:
        rows = (row for each in _everything() for row in to_rows(each))
        while batch := list(islice(rows, LOADED_TOGETHER)):
            insert_rows(connection, batch)
        connection.exec_driver_sql(_TOLD_LAST_WEEK)
        connection.exec_driver_sql(
            "CREATE TABLE firings (team_id text, channel_id text, kind text, "
            "occurrence timestamptz, PRIMARY KEY (team_id, channel_id, kind, occurrence))"
        )
        connection.commit()
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _everything() -> Iterator[ChannelSettings | Schedule]:
    for number in range(TEAMS * CHANNELS):
        team, channel = f"T{number % TEAMS:05}", f"C{number:06}"
        is_due = number < TEAMS * DUE_CHANNELS
        rule, next_at = (
            (FRIDAYS, DUE_AT)
            if is_due
            else (TUESDAYS, next_time(TUESDAYS, NOW + timedelta(days=number % 60), is_holiday))
        )
        yield ChannelSettings(team, channel, Language.FRENCH, rule.zone, workdays=rule.workdays)
        for kind in ScheduleKind:
            yield Schedule(team, channel, kind, rule, next_at, set_by="U0")


class _Bench:
    def __init__(self, folder: Path, server: URL) -> None:
        self._folder = folder
        self._server = server
        self._begun = 0

    async def run(self, way: str, workers: int, kills: int = 0) -> Fired:
        """Let so many processes fire all that is due in a database of their own."""
        self._begun += 1
        name = f"clock{self._begun}"
        url = new_database(self._server, name, like="clock")
        go = self._folder / f"{name}.go"
        async with AsyncExitStack() as stack:
            crew = _Crew(stack, self._folder / name, [way, url, NOW.isoformat(), go])
            for _ in range(workers):
                await crew.join()
            await crew.all_say(READY)
            begun_at = monotonic()
            go.touch()
            killed = 0
            for _ in range(kills):
                await asyncio.sleep(random.uniform(*KILLED_EVERY))
                killed += await crew.replace_one()
            await crew.all_say(DONE)
            seconds = crew.done_at() - begun_at
        return Fired(workers, killed, seconds, *_wrong(self._server.set(database=name), way))


def _wrong(database: URL, way: str) -> tuple[int, int]:
    """Return how many firings were doubled and how many lost."""
    with psycopg.connect(libpq_url(database)) as connection:
        counted = connection.execute(_COUNTED.format(fired=_FIRED[way])).fetchone()
        moved = connection.execute(_MOVED, [DUE_AT + timedelta(days=7)]).fetchone()
    assert counted is not None
    assert moved is not None
    doubled, fired = counted
    return doubled, DUE - min(fired, moved[0])


class _Crew:
    """The processes of one run; one that is killed is replaced."""

    def __init__(
        self, stack: AsyncExitStack, folder: Path, arguments: Sequence[str | Path]
    ) -> None:
        self._stack = stack
        self._folder = folder
        self._arguments = arguments
        self._started = 0
        self._running: dict[Path, asyncio.subprocess.Process] = {}

    async def join(self) -> None:
        """Start one more."""
        self._started += 1
        place = self._folder / str(self._started)
        place.mkdir(parents=True)
        command = [python(), "-m", "benchmarks.clock_worker", *self._arguments]
        self._running[place] = await self._stack.enter_async_context(started(command, {}, place))

    async def replace_one(self) -> bool:
        """Kill one of those that are at work, at random, as if the power went; start another."""
        at_work = [place for place in self._running if DONE not in (place / "log").read_text()]
        if not at_work:
            return False
        place = random.choice(at_work)
        process = self._running.pop(place)
        process.kill()
        await process.wait()
        await self.join()
        return True

    async def all_say(self, word: str) -> None:
        """Return once each has said a word."""
        for place, process in self._running.items():
            await said(word, process, place)

    def done_at(self) -> float:
        """Return when the last one was done."""
        return max(
            float((place / "log").read_text().rpartition(DONE)[2]) for place in self._running
        )
