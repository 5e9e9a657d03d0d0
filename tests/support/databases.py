"""Migrated databases for tests: made once, then copied, so that each test has its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
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
        self._run("CREATE DATABASE {}", self._name)
        _migrate(self._url(self._name))

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Give the URL of a fresh copy; drop it afterwards."""
        name = f"{self._name}_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, self._name)
        try:
            yield self._url(name)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        """Drop the template and leave the server."""
        self._run("DROP DATABASE {} WITH (FORCE)", self._name)
        self._admin.close()

    def _run(self, statement: str, *names: str) -> None:
        identifiers = map(sql.Identifier, names)
        self._admin.execute(sql.SQL(statement).format(*identifiers))

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)
