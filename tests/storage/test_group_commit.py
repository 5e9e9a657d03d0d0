"""Work that arrives together is committed together, each piece whole or not at all."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.gestures import Receipt
from bot.domain.notices import Notice, NoticeKind
from bot.domain.wins import Win
from bot.errors import AlreadyDone
from storage.database import Database
from storage.group_commit import MOST_AT_ONCE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


def receipt(number: int) -> Receipt:
    return Receipt("T1", f"event:{number}", NOW)


def win(number: int, story: str = "told") -> Win:
    return Win(f"{number}", "T1", "U1", ("U1", "U2"), story, "", "", "C1", NOW)


def card(number: int) -> Notice:
    return Notice("T1", f"win:{number}:card", NoticeKind.WIN_CARD, f"win:{number}", NOW, "C1")


async def kept(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT win_id FROM wins")
        return set(rows.scalars())


async def test_everything_that_returns_is_kept(database: Database, database_url: str) -> None:
    numbers = range(MOST_AT_ONCE * 2 + 5)
    await asyncio.gather(*(database.add(receipt(n), win(n), card(n)) for n in numbers))
    other = Database(database_url)
    try:
        assert await kept(other) == {str(n) for n in numbers}
    finally:
        await other.close()


async def test_one_that_cannot_be_kept_does_not_hurt_the_others(database: Database) -> None:
    """A story that is no text at all is a fault of ours, whatever each database calls it."""
    broken: object = win(3, story=object())  # type: ignore[arg-type] # on purpose
    work = [database.add(receipt(n), broken if n == 3 else win(n), card(n)) for n in range(8)]
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if outcome is not None] == [3]
    assert await kept(database) == {str(n) for n in range(8)} - {"3"}
    # It left no receipt: the gesture can be told again.
    await database.add(receipt(3), win(3), card(3))
    assert "3" in await kept(database)


async def test_of_two_equal_receipts_in_one_batch_one_is_done(database: Database) -> None:
    work = [
        database.add(receipt(1), win(1)),
        database.add(receipt(2), win(2)),
        database.add(receipt(1), win(3)),
    ]
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), type(None), AlreadyDone]
    assert await kept(database) == {"1", "2"}


async def test_a_receipt_of_before_is_done_already(database: Database) -> None:
    await database.add(receipt(1), win(1))
    with pytest.raises(AlreadyDone):
        await database.add(receipt(1), win(2))
    assert await kept(database) == {"1"}


async def test_the_same_receipt_of_two_workspaces_is_two(database: Database) -> None:
    await asyncio.gather(
        database.add(Receipt("T1", "event:1", NOW)), database.add(Receipt("T2", "event:1", NOW))
    )


async def test_a_caller_who_leaves_takes_nobody_along(database: Database) -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(database.add(receipt(n), win(n))) for n in range(20)]
        await asyncio.sleep(0)
        tasks[7].cancel()
    assert tasks[7].cancelled()
    assert await kept(database) >= {str(n) for n in range(20)} - {"7"}


async def test_closing_finishes_what_is_being_written(database_url: str) -> None:
    database = Database(database_url)
    writing = [asyncio.create_task(database.add(receipt(n), win(n))) for n in range(40)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writing)
    other = Database(database_url)
    try:
        assert await kept(other) == {str(n) for n in range(40)}
    finally:
        await other.close()


async def test_processes_told_the_same_do_not_lock_each_other_out(database_url: str) -> None:
    first, second = Database(database_url), Database(database_url)
    try:
        for turn in range(5):
            numbers = range(turn * 40, turn * 40 + 40)
            forth = [first.add(receipt(n), win(n)) for n in numbers]
            back = [second.add(receipt(n), win(n)) for n in reversed(numbers)]
            outcomes = await asyncio.gather(*forth, *back, return_exceptions=True)
            assert {type(outcome) for outcome in outcomes} == {type(None), AlreadyDone}
        assert await kept(first) == {str(n) for n in range(200)}
    finally:
        await first.close()
        await second.close()


async def test_a_database_locked_by_another_process_says_so_in_time(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    holder = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(2.9):
            outcomes = await asyncio.gather(
                *(database.add(receipt(n), win(n)) for n in range(9)), return_exceptions=True
            )
        assert {type(outcome) for outcome in outcomes} == {OperationalError}
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    await asyncio.gather(*(database.add(receipt(n), win(n)) for n in range(9, 12)))
    await database.close()
