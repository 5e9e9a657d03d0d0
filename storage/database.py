"""The database: reading and writing transactions, each bound to one workspace."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.notices import Notice
from bot.errors import ConfigurationError
from storage.group_commit import GroupCommit
from storage.in_flight import InFlight
from storage.insertion import Insertion
from storage.rows import Row, to_rows
from storage.sqlite_turns import SqliteConnection
from storage.transactions import EveryTeam, TeamTransaction

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}

CLOSING_SECONDS = 3.0
"""How long what has begun may take to end when the process leaves."""


class Database:
    """A store of everything that was given, for all workspaces, one at a time."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = asyncio.Lock()
        self._insertion = Insertion(_inserting_engine(url))
        self._writer = GroupCommit(self._insert)
        self._in_flight = InFlight()
        self.notices_added = asyncio.Event()
        """Set when notices were committed: this process's worker need not wait for its tick."""

    async def close(self) -> None:
        """Finish what is being read and written, and close every connection for good."""
        await self._in_flight.close(CLOSING_SECONDS)
        await self._writer.close()
        self._insertion.close()
        await self.engine.dispose()

    async def add(self, *things: object) -> None:
        """Add domain objects, all or none; AlreadyDone when their receipt is there.

        Many callers share one commit: this is the way of whatever precedes an acknowledgement.
        """
        with self._in_flight.one():
            await self._writer.add([row for thing in things for row in to_rows(thing)])
        if any(isinstance(thing, Notice) for thing in things):
            self.notices_added.set()

    @asynccontextmanager
    async def read(self, team_id: str) -> AsyncIterator[TeamTransaction]:
        """Open a reading transaction that sees one workspace."""
        with self._in_flight.one():
            async with self.engine.connect() as connection, connection.begin():
                yield TeamTransaction(connection, team_id)

    @asynccontextmanager
    async def write(self, team_id: str) -> AsyncIterator[TeamTransaction]:
        """Open a writing transaction on one workspace; commit at the end, or nothing is kept."""
        async with self._begin_writing() as connection:
            transaction = TeamTransaction(connection, team_id)
            yield transaction
        if transaction.added_notices:
            self.notices_added.set()

    @asynccontextmanager
    async def write_every_team(self) -> AsyncIterator[EveryTeam]:
        """Open a writing transaction for the workers, who claim what is due in any workspace."""
        async with self._begin_writing() as connection:
            transaction = EveryTeam(connection)
            yield transaction
        if transaction.added_notices:
            self.notices_added.set()

    async def _insert(self, rows: Sequence[Row]) -> None:
        async with self._writing if self._is_sqlite else nullcontext():
            await self._insertion(rows)

    @asynccontextmanager
    async def _begin_writing(self) -> AsyncIterator[AsyncConnection]:
        with self._in_flight.one():
            if not self._is_sqlite:
                async with self.engine.begin() as connection:
                    yield connection
                return
            # SQLite has one writer: waiting here in turn is fairer than its own busy loop.
            async with self._writing, self.engine.connect() as connection:
                await connection.execution_options(cordee_writes=True)
                async with connection.begin():
                    yield connection


def async_url(url: str) -> str:
    """Return a database URL with the driver that Cordée uses, or raise ConfigurationError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError("DATABASE_URL is not a database URL.") from error
    driver = _DRIVERS.get(parsed.drivername, parsed.drivername)
    if driver not in _DRIVERS.values():
        raise ConfigurationError("DATABASE_URL must be sqlite:///file or postgresql://…")
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


def sync_url(url: str) -> str:
    """Return a database URL for the migrations, which do not run in an event loop."""
    return async_url(url).replace("sqlite+aiosqlite", "sqlite", 1)


def _engine(url: str) -> AsyncEngine:
    options = _options(url)
    if async_url(url).startswith("sqlite"):
        options["connect_args"] = {"async_creator_fn": SqliteConnection}
    engine = create_async_engine(async_url(url), pool_size=8, max_overflow=8, **options)
    _prepare(engine.sync_engine)
    return engine


def _inserting_engine(url: str) -> Engine:
    engine = create_engine(sync_url(url), pool_size=1, max_overflow=0, **_options(url))
    _prepare(engine)
    return engine.execution_options(cordee_writes=True)


def _options(url: str) -> dict[str, Any]:
    # An error's text would hold what people wrote, and errors are logged.
    quiet = {"hide_parameters": True}
    if async_url(url).startswith("sqlite"):
        return quiet
    # Prepared statements do not survive a transaction pooler such as pgbouncer.
    return {**quiet, "connect_args": {"prepare_threshold": None}}


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: an update after a read would be lost.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # acknowledged means kept, even if the power goes
        "busy_timeout=2000",  # whoever is locked out is told within Slack's three seconds
        "foreign_keys=ON",
        "temp_store=memory",
        "secure_delete=ON",  # what is erased is not left in the file
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("cordee_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
