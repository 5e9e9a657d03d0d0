"""A PostgreSQL server as it is shipped: unlike the one of the tests, it waits for the disk."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL

from tests.support.postgres import find_programs, libpq_url

_OPTIONS = "-c listen_addresses='' -c shared_buffers=128MB -c synchronous_commit=on -k {folder}"


@contextmanager
def durable_postgres() -> Iterator[URL | None]:
    """Run a throwaway server as it is shipped, or give None where none is installed."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    # A socket's path has about a hundred characters: the folder stays near the root.
    folder = Path(tempfile.mkdtemp(prefix="cordee-bench-", dir="/tmp"))
    try:
        with _running(programs, folder):
            yield URL.create(
                "postgresql", username="cordee", database="postgres", query={"host": str(folder)}
            )
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    account = _account()
    if account:
        shutil.chown(folder, account)
    data = ["-D", str(folder / "data")]
    run = _Runner(programs, folder, account)
    run("initdb", *data, "-U", "cordee", "--auth=trust", "--encoding=UTF8", "--locale=C")
    options = _OPTIONS.format(folder=folder)
    run("pg_ctl", *data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield
    finally:
        run("pg_ctl", *data, "-w", "-m", "immediate", "stop")


def _account() -> str | None:
    """Return who must run the server: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


class _Runner:
    def __init__(self, programs: Path, folder: Path, account: str | None) -> None:
        self._programs = programs
        self._folder = folder
        self._account = account

    def __call__(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            user=self._account,
            extra_groups=None if self._account is None else [],
            cwd=self._folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


def version_of(server: URL) -> str:
    """Return the version of a server."""
    with psycopg.connect(libpq_url(server)) as connection:
        found = connection.execute("SHOW server_version").fetchone()
    return str(found[0]).split()[0] if found else "?"


def new_database(server: URL, name: str, like: str = "template1") -> str:
    """Create a database, empty or with what another one holds, and return its URL."""
    with psycopg.connect(libpq_url(server), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return server.set(database=name).render_as_string(hide_password=False)
