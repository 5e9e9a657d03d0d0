"""Nominated messages in the database: reactions side by side, questions claimed once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import MetaData, create_engine, select, text

from bot.domain.nominations import (
    WAITING,
    Consent,
    NominatedMessage,
    Nomination,
    Proposal,
    Proposed,
)
from bot.domain.wins import Source
from storage import schema
from storage.database import Database, sync_url
from storage.tables import nominated_messages

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOURCE = Source("C1", "1.0")
PRACTICE, WIN = Proposed(SOURCE), Proposed(SOURCE, Proposal.WIN)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


def message(ts: str = "1.0", proposes: Proposal = Proposal.PRACTICE) -> NominatedMessage:
    source = Source("C1", ts)
    return NominatedMessage("T1", source, "U1", Consent.ASKED, NOW, 1, proposes, NOW)


def nomination(
    user_id: str, emoji: str = "bulb", proposes: Proposal = Proposal.PRACTICE, ts: str = "1.0"
) -> Nomination:
    return Nomination("T1", "C1", ts, user_id, NOW, emoji, proposes)


async def test_a_message_is_proposed_as_two_things_side_by_side(database: Database) -> None:
    await database.add(message(), message(proposes=Proposal.WIN))
    await database.add(nomination("U2"), nomination("U3", "trophy", Proposal.WIN))
    async with database.write("T1") as tx:
        assert await tx.nominations.nominated_by(PRACTICE) == {"U2"}
        assert await tx.nominations.nominated_by(WIN) == {"U3"}
        await tx.nominations.forget_people(WIN)
        assert await tx.nominations.nominated_by(PRACTICE) == {"U2"}
        assert await tx.nominations.nominated_by(WIN) == set()
        assert len(await tx.nominations.hold_all(SOURCE)) == 2


async def test_one_person_is_one_with_several_emoji(database: Database) -> None:
    await database.add(message(), nomination("U2"), nomination("U2", "star"), nomination("U2"))
    async with database.write("T1") as tx:
        before = NOW - timedelta(seconds=1)
        assert await tx.nominations.take_back(SOURCE, "U2", "star", before) == []
        assert await tx.nominations.take_back(SOURCE, "U2", "star", NOW) == [Proposal.PRACTICE]
        assert await tx.nominations.nominated_by(PRACTICE) == {"U2"}
        assert await tx.nominations.take_back(SOURCE, "U2", "star", NOW) == []
        assert await tx.nominations.take_back(SOURCE, "U2", "bulb", NOW) == [Proposal.PRACTICE]
        assert await tx.nominations.nominated_by(PRACTICE) == set()


async def test_the_same_told_by_many_at_once_is_kept_once(database: Database) -> None:
    things = [(message(f"{number}.0"), nomination("U2", ts=f"{number}.0")) for number in range(40)]
    forth, back = things, things[::-1]
    await asyncio.gather(*(database.add(*unit) for unit in (*forth, *back, *forth)))
    async with database.read("T1") as tx:
        for number in range(40):
            proposed = Proposed(Source("C1", f"{number}.0"))
            assert await tx.nominations.nominated_by(proposed) == {"U2"}


async def test_old_questions_are_claimed_once(database: Database) -> None:
    await database.add(*(message(f"{number}.0") for number in range(6)))
    async with database.write_every_team() as one:
        first = await one.nominations.claim(WAITING, NOW, 4)
        assert len(first) == 4
        for found in first:
            tx = one.of_team(found.team_id)
            await tx.nominations.save(message(found.source.message_ts))
    async with database.write_every_team() as other:
        assert await other.nominations.claim(WAITING, NOW - timedelta(seconds=1), 9) == []
        assert await other.nominations.claim({Consent.NOT_NOW}, NOW, 9) == []


def card_of(ts: str, posted_ts: str | None) -> dict[str, object]:
    """Return the row that published a message, as the first version kept it."""
    return {
        "team_id": "T1",
        "notice_id": ts,
        "key": f"nominated:C1:{ts}:publish",
        "kind": "nomination.publish",
        "subject": f"nominated:C1:{ts}",
        "channel_id": "C1",
        "edits": False,
        "payload": {},
        "state": "sent" if posted_ts else "pending",
        "not_before": NOW,
        "attempts": 1,
        "in_doubt": False,
        "error": "",
        "posted_ts": posted_ts,
    }


PLACE = {"team_id": "T1", "channel_id": "C1", "message_ts": "1.0"}
BEFORE: dict[str, list[dict[str, object]]] = {
    "practices": [
        {
            "team_id": "T1",
            "practice_id": "p1",
            **dict.fromkeys(("author_id", "title", "what", "situation", "searchable"), "x"),
            "tags": [],
            "audience": "everyone",
            "channel_id": "C1",
            "created_at": NOW,
            "source_channel_id": "C1",
            "source_ts": "1.0",
        }
    ],
    "outbox": [card_of("1.0", "9.0"), card_of("2.0", None)],
    "nominated_messages": [
        {**PLACE, "author_id": "U1", "consent": "asked", "first_at": NOW, "asked": 1}
    ],
    "nominations": [{**PLACE, "user_id": "U2", "at": NOW}],
}


def test_what_was_nominated_before_is_a_practice_and_so_is_its_card(database_url: str) -> None:
    schema.downgrade(database_url, "0001")
    engine = create_engine(sync_url(database_url))
    old = MetaData()
    old.reflect(engine)
    with engine.begin() as connection:
        for table, rows in BEFORE.items():
            connection.execute(old.tables[table].insert(), rows)
    schema.upgrade(database_url)
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT proposes, emoji FROM nominations")).all()
        cards = connection.execute(text("SELECT kind, subject FROM outbox ORDER BY key")).all()
        asked = connection.execute(select(nominated_messages.c.asked_at)).scalars().all()
    engine.dispose()
    assert kept == [("practice", "bulb")]
    assert cards == [("practice.card", "practice:p1"), ("nomination.publish", "nominated:C1:2.0")]
    assert asked == [NOW]
