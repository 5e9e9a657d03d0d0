"""What nobody has confirmed for long, batch after batch, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.echoes import Echo
from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=200)


def practice(name: str, team_id: str = "T1", fresh_at: datetime = OLD) -> Practice:
    return Practice(
        practice_id=name,
        team_id=team_id,
        author_id="U1",
        title=name,
        what=name,
        situation="",
        tags=(),
        audience=Audience.CHANNEL,
        channel_id="C1",
        created_at=fresh_at,
        fresh_at=fresh_at,
    )


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


async def due(database: Database, most: int = 9) -> list[str]:
    """Return what is due, in batches, as team and practice."""
    found = []
    async with database.write_every_team() as every:
        batch = await every.stale.due(NOW, most)
        while batch:
            found += [f"{stale.team_id}/{stale.practice_id}" for stale in batch]
            batch = await every.stale.due(NOW, most, batch[-1])
    return found


@pytest.mark.parametrize("most", [1, 2, 3, 9])
async def test_the_oldest_come_first_in_any_workspace(database: Database, most: int) -> None:
    await database.add(
        practice("b"),
        practice("a"),
        practice("a", "T2"),
        practice("older", "T3", OLD - timedelta(microseconds=1)),
        practice("fresh", "T1", NOW + timedelta(seconds=1)),
        practice("just", "T1", NOW),
    )
    assert await due(database, most) == ["T3/older", "T1/a", "T1/b", "T2/a", "T1/just"]


async def test_what_was_asked_about_or_withdrawn_is_not_due(database: Database) -> None:
    await database.add(
        practice("a"), practice("b"), replace(practice("c"), withdrawn_at=NOW), practice("d")
    )
    async with database.write("T1") as tx:
        assert await tx.practices.ask("a", OLD, NOW)
        assert not await tx.practices.ask("a", OLD, NOW)
        assert not await tx.practices.ask("b", NOW, NOW)
        assert not await tx.practices.ask("c", OLD, NOW)
        assert await tx.practices.refresh("d", NOW + timedelta(days=1))
        assert not await tx.practices.refresh("c", NOW)
    assert await due(database) == ["T1/b"]


async def test_what_holds_is_asked_about_again_in_its_time(database: Database) -> None:
    await database.add(practice("a"))
    async with database.write("T1") as tx:
        assert await tx.practices.ask("a", OLD, NOW)
        assert await tx.practices.refresh("a", NOW)
    assert await due(database) == ["T1/a"]


async def test_it_names_who_tried_it_last(database: Database) -> None:
    def echo(name: str, author_id: str, days: int) -> Echo:
        return Echo(name, "T1", "a", author_id, "", "yes", "", OLD + timedelta(days=days))

    await database.add(practice("a"), practice("a", "T2"))
    await database.add(echo("1", "U2", 3), echo("2", "U3", 5), echo("3", "U4", 1))
    async with database.write_every_team() as every:
        found = {stale.team_id: stale.tried_by for stale in await every.stale.due(NOW, 9)}
    assert found == {"T1": "U3", "T2": None}


async def test_it_is_found_by_its_index(database: Database) -> None:
    await database.add(*(practice(f"{place}") for place in range(300)))
    explain = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
    query = (
        "SELECT practice_id FROM practices WHERE fresh_at <= '2020-01-01'"
        " AND asked_at IS NULL AND withdrawn_at IS NULL ORDER BY fresh_at LIMIT 200"
    )
    async with database.engine.connect() as connection:
        plan = list(await connection.exec_driver_sql(f"{explain} {query}"))
    assert "ix_practices_fresh" in str(plan)
