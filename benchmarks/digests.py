"""What composing one digest costs, in time and in memory, as its workspace grows."""

import gc
import time
import tracemalloc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import URL, Connection, create_engine

from benchmarks.postgres import new_database
from bot.clock import ManualClock
from bot.domain.digests import CARRIED, Reach
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import Practice
from bot.domain.schedules import week_of
from bot.domain.teams import Team
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Win
from bot.i18n import translator
from bot.services.channels import ChannelService
from bot.services.digests import DigestService
from bot.services.visibility import Visibility
from bot.views.digests import digest_message
from storage.database import Database, sync_url
from storage.rows import Row, insert_rows, to_rows
from storage.schema import upgrade
from storage.tables import search_channels

TOTALS = (1_000, 10_000, 100_000)
MILLION = 1_000_000
ROUNDS = 60
WEIGHED = 5
"""How many digests are composed under a tracer that weighs them: it makes them slow."""

_TEAM = "T0DIGESTS"
_ZONE = "Europe/Paris"
_NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
_WEEK = timedelta(days=7)
_YEARS = timedelta(days=730)
"""All that is in the store was told within so long; a larger one tells more in the same time."""
_CHANNELS = tuple(f"C{number:03}" for number in range(40))
_PRIVATE = _CHANNELS[:8]
_PEOPLE = tuple(f"U{number:03}" for number in range(400))
_BATCH = 4_000
_HURRIED = {
    "sqlite": ("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF"),
    "postgresql": ("SET synchronous_commit = off",),
}
_SETTLED = {"sqlite": ("PRAGMA journal_mode=WAL", "ANALYZE"), "postgresql": ("VACUUM ANALYZE",)}
_STORY = (
    "Béta a signé après trois mois de silence. Un SMS la veille, une démo préparée à deux. " * 3
)


@dataclass(slots=True)
class Composed:
    """What was measured of one store."""

    name: str
    total: int
    url: str
    first: list[float] = field(default_factory=list)
    """Seconds to choose what a digest shows, to keep that, and to write the message."""
    again: list[float] = field(default_factory=list)
    """Seconds to write the message once more of what was chosen."""
    peaks: list[int] = field(default_factory=list)
    """Bytes that composing took at once, at the most."""


class _AsMembers(Visibility):
    """What everybody who reads a channel may see, without asking Slack for it."""

    def __init__(self) -> None:
        self._open = frozenset(_CHANNELS) - frozenset(_PRIVATE)

    async def of_channel(self, team_id: str, channel_id: str, among: Collection[str]) -> Sight:
        """Return what is told in the channel, and in every open one."""
        return Sight(True, self._open & set(among), frozenset({channel_id}))


class _Nowhere(ChannelService):
    """Settings of channels, which nobody asks for when a digest is composed."""

    def __init__(self) -> None:
        """Need neither a database nor Slack."""


async def measure(
    folder: Path, postgres: URL | None, totals: Sequence[int] = TOTALS
) -> list[Composed]:
    """Fill stores of each size, then compose digests of each in turn."""
    stores = [each for total in totals for each in _filled(folder, postgres, total)]
    async with AsyncExitStack() as opened:
        composers = [await opened.enter_async_context(_composer(each)) for each in stores]
        for number in range(ROUNDS):
            for composer in composers:
                await composer.take(number)
        for number in range(ROUNDS, ROUNDS + WEIGHED):
            for composer in composers:
                await composer.weigh(number)
    return stores


def _filled(folder: Path, postgres: URL | None, total: int) -> list[Composed]:
    urls = {"SQLite": f"sqlite:///{folder / f'digests_{total}.db'}"}
    if postgres:
        urls["PostgreSQL"] = new_database(postgres, f"digests_{total}")
    for url in urls.values():
        _fill(url, total)
    return [Composed(name, total, url) for name, url in urls.items()]


@dataclass(frozen=True, slots=True)
class _Composer:
    composed: Composed
    service: DigestService

    async def take(self, number: int) -> None:
        """Compose a digest that was never composed, then the same again; note what each took."""
        notice = _notice(number)
        for seconds in (self.composed.first, self.composed.again):
            started_at = time.perf_counter()
            await self.compose(notice)
            seconds.append(time.perf_counter() - started_at)

    async def weigh(self, number: int) -> None:
        """Compose a digest, and note how much memory that takes at the most."""
        gc.collect()
        tracemalloc.start()
        await self.compose(_notice(number))
        self.composed.peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    async def compose(self, notice: Notice) -> None:
        """Do all that a worker does before it posts a digest, except asking Slack for names."""
        digest = await self.service.of_notice(notice)
        if digest is None or digest.is_quiet:
            raise AssertionError("a digest of a full store tells something")
        digest_message(translator("fr"), digest, {person: person for person in digest.people})


@asynccontextmanager
async def _composer(composed: Composed) -> Any:
    database = Database(composed.url)
    service = DigestService(database, _Nowhere(), _AsMembers(), ManualClock(_NOW))
    try:
        composer = _Composer(composed, service)
        await composer.compose(_notice(-1))  # to warm up
        yield composer
    finally:
        await database.close()


def _notice(number: int) -> Notice:
    """Return the notice of a digest: one channel after the other, another week each time."""
    channel = _CHANNELS[number % len(_CHANNELS)]
    week = week_of(_NOW + _WEEK * (number // len(_CHANNELS)), _ZONE)
    reach = Reach(_NOW - _WEEK - CARRIED, _NOW - _WEEK, _NOW)
    key = f"digest:{channel}:{week}"
    payload = {**reach.payload, "week": week, "by": ""}
    return Notice(_TEAM, key, NoticeKind.DIGEST, key, _NOW, channel, payload=payload)


def _fill(url: str, total: int) -> None:
    """Write what digests read: the index for searches is none of the matter here."""
    upgrade(url)
    engine = create_engine(sync_url(url))
    dialect = engine.dialect.name
    with engine.connect() as connection:
        _say(connection, _HURRIED[dialect])
        connection.commit()
        everything = _rows(total)
        while batch := list(islice(everything, _BATCH)):
            insert_rows(connection, batch)
            connection.commit()
            gc.collect(1)  # what measures does not collect of itself
    with closing(engine.connect().execution_options(isolation_level="AUTOCOMMIT")) as alone:
        _say(alone, _SETTLED[dialect])
    engine.dispose()


def _say(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _rows(total: int) -> Iterator[Row]:
    for channel in _CHANNELS:
        yield Row(search_channels, {"team_id": _TEAM, "channel_id": channel})
    for number in range(5):
        people = frozenset(_PEOPLE[number::5])
        yield from to_rows(Team(_TEAM, f"team {number}", f"Team {number}", people))
    draw = Random("digests")
    kinds: tuple[Callable[[Random, int], Win | Practice], ...] = (_win, _practice)
    for number in range(total):
        item = kinds[number % 2](draw, number)
        # After itself and its people comes what searches need: slow to make, and not read here.
        yield from islice(to_rows(item), 1 + len(item.people))


def _win(draw: Random, number: int) -> Win:
    people = tuple(draw.sample(_PEOPLE, draw.randint(1, 3)))
    told_at = _NOW - _YEARS * draw.random()
    channel = draw.choice(_CHANNELS)
    return Win(f"w{number:08}", _TEAM, people[0], people, _STORY, "", "", channel, told_at)


def _practice(draw: Random, number: int) -> Practice:
    author, channel = draw.choice(_PEOPLE), draw.choice(_CHANNELS)
    return Practice(
        practice_id=f"p{number:08}",
        team_id=_TEAM,
        author_id=author,
        title=_STORY[:60],
        what=_STORY,
        situation="",
        tags=(),
        audience=Audience.CHANNEL if channel in _PRIVATE else Audience.EVERYONE,
        channel_id=channel,
        created_at=_NOW - _YEARS * draw.random(),
        fresh_at=_NOW,
        people=(author,),
    )
