"""What was given before there was an index, or was read by an older analyser, is indexed anew."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import MetaData, create_engine, select, update

from bot.domain.echoes import Echo
from bot.domain.library import parse
from bot.domain.practices import Practice
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Win
from bot.services.indexing import AT_ONCE, IndexingService
from bot.services.library import find
from storage import schema
from storage.analysis import ANALYSER
from storage.database import Database, sync_url
from storage.tables import search_documents

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEAM = "T1"


def practice(practice_id: str, title: str = "Relancer par SMS") -> Practice:
    return Practice(
        practice_id, TEAM, "U1", title, "what", "", (), Audience.EVERYONE, "C1", NOW, NOW
    )


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


async def found(database: Database, typed: str) -> list[str]:
    async with database.read(TEAM) as tx:
        query = parse(typed, date(2026, 11, 23))
        findings = await find(tx, query, Sight(True, frozenset({"C1"})), 200)
    return sorted(finding.item_id for finding in findings)


async def make_old(database: Database, *ids: str) -> None:
    """Let documents be as if an analyser that knew nothing had made them."""
    of_these = search_documents.c.item_id.in_(ids)
    async with database.engine.connect() as connection:
        await connection.execution_options(cordee_writes=True)
        async with connection.begin():
            await connection.execute(
                update(search_documents).where(of_these).values(analyser=ANALYSER - 1, terms="")
            )


async def test_what_was_there_before_the_index_is_found_once_it_is_indexed(
    database_url: str,
) -> None:
    schema.downgrade(database_url, "0001")
    engine = create_engine(sync_url(database_url))
    old = MetaData()
    old.reflect(engine)
    common = {"team_id": TEAM, "author_id": "U1", "channel_id": "C1"}
    told = {**common, "enablers": "", "customer": "", "told_at": NOW, "version": 1}
    given: dict[str, object] = {
        **common,
        "what": "écrire",
        "situation": "",
        "searchable": "",
        "tags": [],
    }
    given |= {"audience": "everyone", "created_at": NOW}
    with engine.begin() as connection:
        connection.execute(
            old.tables["practices"].insert(),
            [{**given, "practice_id": "p1", "title": "Relancer par SMS", "withdrawn_at": None}],
        )
        connection.execute(
            old.tables["wins"].insert(),
            [
                {**told, "win_id": "w1", "story": "Signé après un SMS", "withdrawn_at": None},
                {**told, "win_id": "w2", "story": "", "withdrawn_at": NOW},
            ],
        )
    engine.dispose()
    schema.upgrade(database_url)
    database = Database(database_url)
    try:
        assert await found(database, "sms") == []
        await IndexingService(database).index_old()
        assert await found(database, "sms") == ["p1", "w1"]
    finally:
        await database.close()


async def test_what_an_older_analyser_read_is_read_again_with_its_echoes(
    database: Database,
) -> None:
    win = Win("w1", TEAM, "U1", ("U1",), "Signé après un SMS", "", "", "C1", NOW)
    echo = Echo("e1", TEAM, "p1", "U2", "au salon", "ça a marché", "", NOW)
    await database.add(practice("p1"), practice("p2"), win)
    await database.add(echo)
    await make_old(database, "p1", "w1")
    assert await found(database, "sms") == ["p2"]
    assert not await IndexingService(database).index_old()
    assert await found(database, "sms") == ["p1", "p2", "w1"]
    assert await found(database, "salon") == ["p1"]


async def test_what_was_withdrawn_meanwhile_leaves_the_index(database: Database) -> None:
    await database.add(practice("p1"))
    async with database.write(TEAM) as tx:
        known = await tx.practices.get("p1")
        assert known is not None
        assert await tx.practices.save(replace(known, withdrawn_at=NOW, version=2))
    await make_old(database, "p1")
    await IndexingService(database).index_old()
    async with database.engine.connect() as connection:
        assert not (await connection.execute(select(search_documents))).all()


async def test_a_large_library_is_indexed_some_at_a_time(database: Database) -> None:
    ids = [f"p{number:03}" for number in range(AT_ONCE + 5)]
    await database.add(*(practice(each) for each in ids))
    await make_old(database, *ids)
    indexing = IndexingService(database)
    assert await indexing.index_old()
    assert len(await found(database, "sms")) == AT_ONCE
    assert not await indexing.index_old()
    assert await found(database, "sms") == ids


async def test_what_a_newer_analyser_read_is_left_alone(database: Database) -> None:
    await database.add(practice("p1"))
    async with database.engine.connect() as connection:
        await connection.execution_options(cordee_writes=True)
        async with connection.begin():
            await connection.execute(update(search_documents).values(analyser=ANALYSER + 1))
    await IndexingService(database).index_old()
    async with database.engine.connect() as connection:
        kept = (await connection.execute(select(search_documents.c.analyser))).scalars().all()
    assert kept == [ANALYSER + 1]
