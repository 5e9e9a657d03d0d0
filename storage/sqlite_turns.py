"""SQLite's connections: a statement takes one turn of its connection's thread, rows included.

aiosqlite takes four: for a cursor, for the statement, for its rows and for the end of the cursor.
Each costs more than most of our statements themselves.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite

_CHUNK = 64
"""aiosqlite wants to be told; nothing is read in chunks."""


class SqliteConnection(aiosqlite.Connection):
    """A connection to a file, for SQLAlchemy to open."""

    def __init__(self, database: str, **options: Any) -> None:
        super().__init__(lambda: sqlite3.connect(database, **options), _CHUNK)
        # As SQLAlchemy wants those that it makes: a process may end while one is open.
        self._thread.daemon = True

    def cursor(self) -> Any:
        """Return a cursor; it costs nothing before its first statement."""
        return _Cursor(self)

    async def commit(self) -> None:
        """Commit what was begun, if anything."""
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Roll back what was begun, if anything."""
        if self.in_transaction:
            await super().rollback()

    def turn(self, work: Callable[[sqlite3.Connection], None]) -> Awaitable[None]:
        """Do some work in the connection's thread."""
        done: Awaitable[None] = self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return done


class _Cursor:
    """Runs one statement after the other, and has all its rows at once."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        def run(connection: sqlite3.Connection) -> None:
            self._keep(connection.execute(statement, parameters))

        await self._connection.turn(run)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        def run(connection: sqlite3.Connection) -> None:
            self._keep(connection.executemany(statement, parameters))

        await self._connection.turn(run)
        return self

    async def fetchall(self) -> Sequence[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        self._rows = []

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self._rows = cursor.fetchall()
        self.description = cursor.description
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()
