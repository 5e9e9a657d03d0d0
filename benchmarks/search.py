"""What a search costs in one workspace while the others grow, and what adding a practice costs."""

import sqlite3
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, event, make_url

from benchmarks.asked import mistyped, searches
from benchmarks.corpus import PROBE, new_texts, probe_texts
from benchmarks.postgres import new_database
from benchmarks.stores import AUTHOR, Loaded, load, practice
from bot.clock import SystemClock
from bot.domain.visibility import Sight
from bot.services.library import LibraryService
from bot.services.visibility import Visibility
from storage.database import Database
from storage.library import MOST_CANDIDATES
from tests.support.postgres import libpq_url

TOTALS = (10_000, 100_000)
MILLION = 1_000_000
ROUNDS = 5
ADDED = 100
_INDEXED = (
    "SELECT pg_get_expr(indexprs, indrelid) FROM pg_index "
    "WHERE indexrelid = 'search_index'::regclass"
)
"""What PostgreSQL's index holds: a condition must say the same, word for word."""
_ASK_SQLITE = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?"
_ASK_POSTGRESQL = "SELECT document_id FROM search_documents WHERE {} @@ %s::tsquery LIMIT %s"


@dataclass(slots=True)
class Pair:
    """The seconds that searches took, and those of the index alone, asked the same."""

    whole: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Searched:
    """What was measured of one database."""

    name: str
    loaded: Loaded
    plain: Pair = field(default_factory=Pair)
    mistyped: Pair = field(default_factory=Pair)
    added: list[float] = field(default_factory=list)
    """The seconds that adding one practice took, its commit included."""


class _AsAMember(Visibility):
    """What somebody of the probe workspace may see, without asking Slack for it."""

    def __init__(self) -> None:
        texts = probe_texts()
        secret = sorted({text.channel_id for text in texts if text.private})
        self._sight = Sight(
            everywhere=True,
            open_channels={text.channel_id for text in texts if not text.private},
            channels=set(secret[:1]),
        )

    async def of_person(self, team_id: str, user_id: str, among: Collection[str]) -> Sight:
        """Return what a member of one private channel sees."""
        return self._sight


async def measure(
    folder: Path, postgres: URL | None, totals: Sequence[int] = TOTALS
) -> list[Searched]:
    """Fill databases of each size, then search and add in each in turn."""
    stores = [each for total in totals for each in _filled(folder, postgres, total)]
    async with AsyncExitStack() as opened:
        searchers = [await opened.enter_async_context(_searcher(each)) for each in stores]
        for _ in range(ROUNDS):
            await _round(searchers)
        for searcher in searchers:
            searcher.searched.added.extend(await _add(searcher.database))
    return stores


def _filled(folder: Path, postgres: URL | None, total: int) -> list[Searched]:
    urls = {"SQLite": f"sqlite:///{folder / f'{total}.db'}"}
    if postgres:
        urls["PostgreSQL"] = new_database(postgres, f"search_{total}")
    filled = load(list(urls.values()), total)
    return [Searched(name, each) for name, each in zip(urls, filled, strict=True)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search, and what it asks of the index."""

    typed: str
    matches: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Searcher:
    searched: Searched
    database: Database
    service: LibraryService
    index: "_Index"
    plain: Sequence[_Asked]
    mistyped: Sequence[_Asked]

    async def take(self, asked: _Asked, pair: Pair) -> None:
        """Ask the index alone, then search, and note what each took."""
        started_at = time.perf_counter()
        for match in asked.matches:
            self.index(match)
        between = time.perf_counter()
        await self.service.search(PROBE, AUTHOR, asked.typed)
        pair.raw.append(between - started_at)
        pair.whole.append(time.perf_counter() - between)


@asynccontextmanager
async def _searcher(searched: Searched) -> AsyncIterator[_Searcher]:
    database = Database(searched.loaded.url)
    service = LibraryService(database, _AsAMember(), SystemClock())
    index = _index(searched.loaded.url)
    try:
        plain = [await _noted(database, service, typed) for typed in searches()]
        wrong = [await _noted(database, service, typed) for typed in mistyped()]
        yield _Searcher(searched, database, service, index, plain, wrong)
    finally:
        index.close()
        await database.close()


async def _noted(database: Database, service: LibraryService, typed: str) -> _Asked:
    """Search once, to warm up, and note what is asked of the index."""
    matches: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if "MATCH" in statement or "@@" in statement:
            every = values.values() if isinstance(values, dict) else values
            matches.extend(each for each in every if str(each).startswith("("))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await service.search(PROBE, AUTHOR, typed)
    event.remove(engine, "before_cursor_execute", note)
    return _Asked(typed, matches)


async def _round(searchers: Sequence[_Searcher]) -> None:
    """Let every database answer every search, in turn: a busy moment weighs on all of them."""
    for place in range(len(searchers[0].plain)):
        for each in searchers:
            await each.take(each.plain[place], each.searched.plain)
    for place in range(len(searchers[0].mistyped)):
        for each in searchers:
            await each.take(each.mistyped[place], each.searched.mistyped)


async def _add(database: Database) -> list[float]:
    seconds = []
    for text in new_texts(ADDED):
        started_at = time.perf_counter()
        await database.add(practice(text))
        seconds.append(time.perf_counter() - started_at)
    return seconds


class _Index:
    """The full-text index without the product around it, asked by the plain driver."""

    def __init__(self, connection: Any, statement: str) -> None:
        self._connection = connection
        self._statement = statement

    def __call__(self, match: str) -> None:
        """Ask it, and fetch what it finds."""
        self._connection.execute(self._statement, (match, MOST_CANDIDATES)).fetchall()

    def close(self) -> None:
        """Close its connection."""
        self._connection.close()


def _index(url: str) -> _Index:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _Index(sqlite3.connect(parsed.database or ""), _ASK_SQLITE)
    # A statement that the server prepared would be planned for any question at once.
    connection = psycopg.connect(libpq_url(parsed), autocommit=True, prepare_threshold=None)
    # Among a million texts it would wait milliseconds for helpers that find nothing left to do.
    connection.execute("SET max_parallel_workers_per_gather = 0")
    [(terms,)] = connection.execute(_INDEXED).fetchall()
    return _Index(connection, _ASK_POSTGRESQL.format(terms))
