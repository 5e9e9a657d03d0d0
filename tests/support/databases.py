"""Migrated databases for tests: made once, then copied, so that each test has its own."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from sqlalchemy import URL, make_url

from tests.support.postgres import find_programs, libpq_url, running_server

NO_POSTGRES = "PostgreSQL: neither TEST_DATABASE_URL nor a server's programs were found"


def postgres_can_run() -> bool:
    """Tell whether there is a server to use, or one to start."""
    return bool(os.environ.get("TEST_DATABASE_URL")) or find_programs() is not None


@contextmanager
def postgres_server() -> Iterator[URL]:
    """Give the server of TEST_DATABASE_URL, or else a throwaway one."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    programs = find_programs()
    if programs is None:
        raise RuntimeError(NO_POSTGRES)
    with running_server(programs) as server:
        yield server


def _migrate(url: str) -> None:
    # Here, so that the sandbox's own tests start without the product.
    from storage.schema import upgrade

    upgrade(url)


class SqliteTemplate:
    """A migrated SQLite file to copy."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "migrated.db"
        _migrate(f"sqlite:///{self._file}")

    def copy(self, folder: Path) -> str:
        """Copy the file into `folder` and return the copy's URL."""
        copied = folder / "cordee.db"
        shutil.copyfile(self._file, copied)
        return f"sqlite:///{copied}"


class PostgresTemplate:
    """A migrated PostgreSQL database to copy, with the connection that copies it."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._numbers = count(1)
        self._admin = psycopg.connect(libpq_url(server), autocommit=True)
        # The process tells apart workers that share the server of TEST_DATABASE_URL.
        self._name = f"cordee_test_{os.getpid()}"
        self._empty: list[str] = []
        _run(self._admin, "CREATE DATABASE {}", self._name)
        _migrate(self._url(self._name))
        with self._connected(self._name) as database:
            self._schema = _schema(database)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Give the URL of a migrated database with nothing in it; empty it afterwards."""
        name = self._empty.pop() if self._empty else self._create()
        try:
            yield self._url(name)
        finally:
            self._give_back(name)

    def close(self) -> None:
        """Drop the template and its copies, and leave the server."""
        for name in [self._name, *self._empty]:
            self._drop(name)
        self._admin.close()

    def _create(self) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        _run(self._admin, "CREATE DATABASE {} TEMPLATE {}", name, self._name)
        return name

    def _give_back(self, name: str) -> None:
        # A copy costs ten times what it takes to empty one.
        self._admin.execute(_LEAVE, [name])
        with self._connected(name) as database:
            is_as_made = _schema(database) == self._schema
            if is_as_made:
                _empty(database)
        if is_as_made:
            self._empty.append(name)
        else:
            self._drop(name)

    def _drop(self, name: str) -> None:
        _run(self._admin, "DROP DATABASE {} WITH (FORCE)", name)

    def _connected(self, name: str) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(libpq_url(self._server.set(database=name)), autocommit=True)

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


_LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
_FILLED = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
"""
_SCHEMA = """
SELECT version_num FROM alembic_version
UNION ALL
SELECT format('%s %s %s', relname, attname, atttypid::regtype) FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace
ORDER BY 1
"""


def _schema(database: psycopg.Connection[TupleRow]) -> Sequence[TupleRow]:
    return database.execute(_SCHEMA).fetchall()


def _empty(database: psycopg.Connection[TupleRow]) -> None:
    filled = [name for (name,) in database.execute(_FILLED)]
    if filled:
        _run(database, "TRUNCATE " + ", ".join("{}" for _ in filled) + " CASCADE", *filled)


def _run(database: psycopg.Connection[TupleRow], statement: LiteralString, *names: str) -> None:
    identifiers = map(sql.Identifier, names)
    database.execute(sql.SQL(statement).format(*identifiers))
