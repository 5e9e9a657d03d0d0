"""A statement on SQLite takes one turn of its thread, and does what it did."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.sqlite_turns import SqliteConnection


class Counted(SqliteConnection):
    """Counts what its thread is asked to do."""

    turns = 0

    async def _execute(self, *args: object, **options: object) -> object:
        Counted.turns += 1
        return await super()._execute(*args, **options)  # type: ignore[no-untyped-call]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(
        f"sqlite+aiosqlite:///{tmp_path}/x.db", connect_args={"async_creator_fn": Counted}
    )
    async with made.begin() as connection:
        await run(connection, "CREATE TABLE wins (number INTEGER PRIMARY KEY, story TEXT)")
    yield made
    await made.dispose()


async def run(connection: AsyncConnection, statement: str) -> list[tuple[object, ...]]:
    result = await connection.execute(text(statement))
    return [tuple(row) for row in result] if result.returns_rows else []


async def test_rows_come_in_the_turn_of_their_statement(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await run(connection, "INSERT INTO wins (story) VALUES ('un'), ('deux'), ('trois')")
        before = Counted.turns
        assert await run(connection, "SELECT * FROM wins") == [
            (1, "un"),
            (2, "deux"),
            (3, "trois"),
        ]
        assert Counted.turns == before + 1


async def test_what_was_changed_is_known(engine: AsyncEngine) -> None:
    insert = text("INSERT INTO wins VALUES (:number, :story)")
    async with engine.begin() as connection:
        await connection.execute(insert, [{"number": n, "story": "x"} for n in range(5)])
        changed = await connection.execute(text("UPDATE wins SET story = 'y' WHERE number > 2"))
        assert changed.rowcount == 2
        gone = await run(connection, "DELETE FROM wins WHERE number = 0 RETURNING story")
        assert gone == [("x",)]


async def test_a_failure_is_the_databases_own_and_undoes_everything(engine: AsyncEngine) -> None:
    async def tell_twice() -> None:
        async with engine.begin() as connection:
            await run(connection, "INSERT INTO wins VALUES (1, 'un')")
            await run(connection, "INSERT INTO wins VALUES (1, 'deux')")

    with pytest.raises(IntegrityError):
        await tell_twice()
    async with engine.connect() as connection:
        assert await run(connection, "SELECT * FROM wins") == []
        with pytest.raises(OperationalError, match="no such table"):
            await run(connection, "SELECT * FROM losses")


async def test_what_did_not_begin_needs_no_end(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await run(connection, "SELECT 1")
        before = Counted.turns
    assert Counted.turns == before
