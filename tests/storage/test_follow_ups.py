"""Which follow-ups a digest is given: what was closed in its period, what waits, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.digests import Choice, Item, ItemKind, Period
from bot.domain.follow_ups import WAITS, Became, FollowUp
from storage.database import Database

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
LONG_AGO = NOW - WAITS
WEEK = Period(NOW - timedelta(days=7), NOW)
SECOND = timedelta(seconds=1)
LAST_YEAR = Period(NOW - timedelta(days=400), NOW - timedelta(days=365))


def opened(name: str, at: datetime = LONG_AGO, channel_id: str = "C1") -> FollowUp:
    return FollowUp(name, "T1", "c1", f"answer of {name}", channel_id, "U1", name, at)


def closed(name: str, at: datetime, became: Became = Became.SOMETHING) -> FollowUp:
    said = replace(opened(name), became=became, outcome="Voilà.", closed_by="U2")
    return replace(said, closed_at=at)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


async def test_what_was_closed_in_a_period_is_told_in_its_order(database: Database) -> None:
    await database.add(
        closed("last", NOW),
        closed("first", WEEK.since + SECOND, Became.NOTHING),
        closed("before", WEEK.since),
        closed("after", NOW + SECOND),
        replace(closed("elsewhere", NOW), channel_id="C2"),
        replace(closed("without words", NOW), words=""),
        replace(closed("withdrawn", NOW, Became.WITHDRAWN), words="", outcome=""),
        opened("open"),
    )
    async with database.read("T1") as tx:
        found = await tx.follow_ups.to_tell("C1", WEEK, LONG_AGO - SECOND)
    assert [each.words for each in found] == ["first", "last"]


async def test_what_waits_is_recalled_once(database: Database) -> None:
    await database.add(
        opened("second"),
        opened("first", LONG_AGO - SECOND),
        opened("too young", LONG_AGO + SECOND),
        opened("elsewhere", channel_id="C2"),
        closed("closed", NOW),
    )
    async with database.write("T1") as tx:
        found = await tx.follow_ups.to_tell("C1", LAST_YEAR, LONG_AGO)
        assert [each.words for each in found] == ["first", "second"]
        said = Item(ItemKind.WAITING, found[0].follow_up_id)
        await tx.add(Choice("T1", "C1", "2026-W40", (said,), NOW))
    async with database.read("T1") as tx:
        [left] = await tx.follow_ups.to_tell("C1", LAST_YEAR, LONG_AGO)
    assert left.words == "second"


async def test_an_answer_is_taken_up_once(database: Database) -> None:
    await database.add(opened("one"))
    with pytest.raises(IntegrityError):
        await database.add(replace(opened("one"), follow_up_id="two"))


async def test_it_is_kept_as_it_was_given(database: Database) -> None:
    for follow_up in (opened("open"), closed("closed", NOW)):
        await database.add(follow_up)
        changed = replace(follow_up, words="Ça & <là>\n« oui »", outcome="É", author_id="")
        async with database.write("T1") as tx:
            assert await tx.follow_ups.get(follow_up.follow_up_id) == follow_up
            assert await tx.follow_ups.save(changed)
            assert await tx.follow_ups.get(follow_up.follow_up_id) == changed
            assert not await tx.follow_ups.save(replace(changed, follow_up_id="none"))
