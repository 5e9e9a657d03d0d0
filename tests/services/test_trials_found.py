"""Trials in the library: found by all that they tell, by those who read their channel."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from bot.domain.library import Kind, parse
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.domain.visibility import Sight
from bot.services.indexing import IndexingService
from bot.services.library import find
from storage.database import Database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
READER = Sight(True, frozenset({"C1"}))
TRIAL = Trial(
    trial_id="t",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Rappeler dans l’heure. Même sans réponse prête.",
    why="Les artisans sont sur un chantier",
    signs="Ils décrochent",
    needs="Un téléphone",
    people=("U1",),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW,
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.add(TRIAL)
    try:
        yield opened
    finally:
        await opened.close()


async def found(database: Database, typed: str, sight: Sight = READER, team: str = "T1") -> bool:
    async with database.read(team) as tx:
        return bool(await find(tx, parse(typed, NOW.date()), sight, 9))


async def test_a_trial_is_found_by_all_that_it_tells(database: Database) -> None:
    for typed in ("rappeler", "reponse prete", "chantiers", "décrocher", "kind:trial", "rapeller"):
        assert await found(database, typed), typed
    for typed in ("téléphone", "leçon", "rappeler kind:practice"):
        assert not await found(database, typed), typed
    stopped = replace(
        TRIAL, stage=Stage.CONCLUDED, conclusion=Conclusion.STOPPED, lesson="Une leçon", version=2
    )
    async with database.write("T1") as tx:
        assert await tx.trials.save(stopped)
        await tx.library.index(stopped)
    assert await found(database, "leçon")
    assert not await found(database, "leçon", team="T2")


async def test_it_is_for_those_who_read_its_channel(database: Database) -> None:
    assert await found(database, "rappeler", Sight(channels=frozenset({"C1"})))
    assert not await found(database, "rappeler", Sight(True, frozenset({"C2"})))
    assert not await found(database, "rappeler", Sight())


async def test_one_that_was_taken_back_is_found_no_more(database: Database) -> None:
    async with database.write("T1") as tx:
        await tx.library.index(replace(TRIAL, stage=Stage.WITHDRAWN))
    assert not await found(database, "rappeler")


async def test_an_older_index_is_made_anew(database: Database) -> None:
    async with database.write("T1") as tx:
        await tx._connection.execute(text("UPDATE search_documents SET analyser = 0, terms = ''"))
    assert not await found(database, "rappeler")
    assert not await IndexingService(database).index_old()
    assert await found(database, "rappeler")
    async with database.read("T1") as tx:
        [finding] = await find(tx, parse("kind:trial", NOW.date()), READER, 9)
    assert finding.kind is Kind.TRIAL
