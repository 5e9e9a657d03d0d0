"""Insertion: many rows in one transaction, with one trip to the database's own thread."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from storage.rows import Row, insert_rows


class Insertion:
    """Inserts rows, all or none; returns once they are committed.

    An asynchronous driver goes from the event loop to the database and back for each statement,
    and for each row that it prepares: here a whole group goes once.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "insertion")

    async def __call__(self, rows: Sequence[Row]) -> None:
        """Insert the rows, or raise what insert_rows raises."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._insert, rows)

    def close(self) -> None:
        """Close the connection; nothing may be under way."""
        self._thread.shutdown()
        self._engine.dispose()

    def _insert(self, rows: Sequence[Row]) -> None:
        with self._engine.begin() as connection:
            insert_rows(connection, rows)
