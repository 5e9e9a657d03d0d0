"""Transactions: whole or not at all, in turn, without readers waiting for writers."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError, StatementError

from bot.domain.channels import ChannelSettings
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Language
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from bot.errors import AlreadyDone, ConfigurationError
from storage.database import Database, async_url
from storage.in_flight import DatabaseClosed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GESTURE = Gesture("event:1", "T1", "U1", NOW)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


def win(number: int) -> Win:
    return Win(f"{number}", "T1", "U1", ("U1",), "told", "", "", "C1", NOW)


HERE = Sight(channels={"C1"})


def notice(key: str) -> Notice:
    return Notice("T1", key, NoticeKind.WIN_CARD, "win:1", NOW, "C1")


async def count_of_wins(database: Database) -> int:
    async with database.read("T1") as tx:
        return len(await tx.wins.latest(HERE, 1000))


async def test_an_exception_leaves_nothing_behind(database: Database) -> None:
    async def fail() -> None:
        async with database.write("T1") as tx:
            await tx.record(GESTURE)
            await tx.add(win(1), notice("win:1:card"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count_of_wins(database) == 0
    async with database.write("T1") as tx:
        await tx.record(GESTURE)


async def test_a_gesture_recorded_twice_is_done_already(database: Database) -> None:
    async def tell_again() -> None:
        async with database.write("T1") as tx:
            await tx.add(win(1))
            await tx.record(GESTURE)

    async with database.write("T1") as tx:
        await tx.record(GESTURE)
    with pytest.raises(AlreadyDone):
        await tell_again()
    assert await count_of_wins(database) == 0


async def test_a_gesture_told_twice_at_once_is_done_once(database: Database) -> None:
    async def tell(number: int) -> None:
        async with database.write("T1") as tx:
            await tx.record(GESTURE)
            await tx.add(win(number))

    outcomes = await asyncio.gather(*(tell(n) for n in range(6)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDone"] * 5 + [
        "NoneType"
    ]
    assert await count_of_wins(database) == 1


async def test_no_update_is_lost(database: Database) -> None:
    """Each reads, then writes what it read and one more: nobody may read in between."""
    async with database.write("T1") as tx:
        await tx.add(ChannelSettings("T1", "C1", Language.ENGLISH, "0"))

    async def one_more() -> None:
        async with database.write("T1") as tx:
            await tx.alone("counter")
            settings = await tx.channels.get("C1")
            assert settings is not None
            await tx.channels.forget("C1")
            zone = str(int(settings.zone) + 1)
            await tx.add(ChannelSettings("T1", "C1", Language.ENGLISH, zone))

    await asyncio.gather(*(one_more() for _ in range(30)))
    async with database.read("T1") as tx:
        settings = await tx.channels.get("C1")
    assert settings is not None
    assert settings.zone == "30"


async def test_who_waits_to_write_is_served_in_turn(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    served: list[int] = []

    async def write(number: int) -> None:
        async with database.write("T1") as tx:
            served.append(number)
            await tx.add(win(number))

    await asyncio.gather(*(write(n) for n in range(25)))
    await database.close()
    assert served == list(range(25))


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.write("T1") as tx:
        await tx.add(win(1))
        async with asyncio.timeout(1):
            assert await count_of_wins(database) == 0
    assert await count_of_wins(database) == 1


async def test_a_reader_sees_one_moment_on_sqlite(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.read("T1") as tx:
        assert await tx.wins.latest(HERE, 9) == []
        async with database.write("T1") as other:
            await other.add(win(1))
        assert await tx.wins.latest(HERE, 9) == []
    await database.close()


async def test_who_is_cancelled_while_writing_keeps_nothing_and_holds_nobody(
    database: Database,
) -> None:
    began = asyncio.Event()

    async def write_and_wait() -> None:
        async with database.write("T1") as tx:
            await tx.add(win(1))
            began.set()
            await asyncio.sleep(60)

    writing = asyncio.create_task(write_and_wait())
    await began.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with asyncio.timeout(2):
        await database.add(win(2))
    assert await count_of_wins(database) == 1


async def test_who_is_cancelled_while_waiting_to_write_holds_nobody(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    async def write(number: int) -> None:
        async with database.write("T1") as tx:
            await tx.add(win(number))

    async with database.write("T1"):
        waiting = [asyncio.create_task(write(n)) for n in range(5)]
        await asyncio.sleep(0.01)
        waiting[0].cancel()
        waiting[3].cancel()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if outcome is not None] == [0, 3]
    assert await count_of_wins(database) == 3
    await database.close()


async def test_a_locked_file_is_an_error_in_time_and_works_again_after(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    holder = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(2.9):
            with pytest.raises(OperationalError, match="locked"):
                async with database.write("T1") as tx:
                    await tx.add(win(1))
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    await database.add(win(1))
    assert await count_of_wins(database) == 1
    await database.close()


async def test_what_has_begun_ends_before_it_closes_and_nothing_begins_after(
    database: Database,
) -> None:
    async with database.write("T1") as tx:
        await tx.add(win(1))
        closing = asyncio.create_task(database.close())
        await asyncio.sleep(0.05)
        assert not closing.done()
        await tx.add(win(2))
    await closing
    for begin in (database.read, database.write):
        with pytest.raises(DatabaseClosed):
            async with begin("T1"):
                pass
    with pytest.raises(DatabaseClosed):
        await database.add(win(3))


async def test_a_naive_moment_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - on purpose
    with pytest.raises(StatementError, match="aware"):
        await database.add(Win("1", "T1", "U1", ("U1",), "told", "", "", "C1", naive))


async def test_moments_come_back_in_utc_to_the_millionth(database: Database) -> None:
    moment = NOW + timedelta(microseconds=123_456)
    await database.add(Win("1", "T1", "U1", ("U1",), "told", "", "", "C1", moment))
    async with database.read("T1") as tx:
        found = await tx.wins.get("1")
    assert found is not None
    assert found.told_at == moment
    assert found.told_at.tzinfo is UTC


async def test_words_come_back_as_they_were_written(database: Database) -> None:
    words = "L’été : 25 % moins cher ! 🎉 <!channel> & «oui» \u202eabc\u202c '; DROP TABLE wins; --"
    await database.add(Win("1", "T1", "U1", ("U1",), words, words, words, "C1", NOW))
    async with database.read("T1") as tx:
        found = await tx.wins.get("1")
    assert found is not None
    assert (found.story, found.enablers, found.customer) == (words, words, words)


@pytest.mark.parametrize("adds_alone", [True, False])
async def test_the_worker_is_woken_by_what_is_committed(
    database: Database, adds_alone: bool
) -> None:
    assert not database.notices_added.is_set()
    if adds_alone:
        await database.add(notice("win:1:card"))
    else:
        async with database.write("T1") as tx:
            await tx.add(notice("win:1:card"))
            assert not database.notices_added.is_set(), "there is nothing to claim yet"
    assert database.notices_added.is_set()


@pytest.mark.parametrize(
    "url",
    ["mysql://host/name", "nonsense", "sqlite+pysqlite:///file", "postgresql+pg8000://host/name"],
)
def test_other_databases_are_refused_in_a_line(url: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL"):
        async_url(url)


def test_both_ways_of_writing_postgresql_are_one() -> None:
    assert async_url("postgres://me@host/name") == async_url("postgresql://me@host/name")
