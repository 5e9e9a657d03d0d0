"""Many rows at once come back as they went in, whatever their columns hold."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.domain.gestures import Receipt
from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from bot.domain.wins import Source, Win
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, 30, 123456, tzinfo=UTC)
AWKWARD = "é “50 %” {a,b} \\N NULL \"q\" 'x' 👍🏽\n\t<@U1>"
TAGS: list[tuple[str, ...]] = [(), ("one",), ("a", "b"), ("prix, délai", "{}"), ('"', "\\")]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


def practice(number: int) -> Practice:
    return Practice(
        practice_id=f"p{number:02}",
        team_id="T1",
        author_id="U1",
        title=f"{number} {AWKWARD}",
        what=AWKWARD,
        situation="",
        tags=TAGS[number % len(TAGS)],
        audience=Audience.EVERYONE,
        channel_id="C1",
        created_at=NOW,
        fresh_at=NOW,
        people=("U1", "U2")[: 1 + number % 2],
        source=Source("C1", "1.2", None) if number % 2 else None,
    )


def win(number: int) -> Win:
    people = ("U3", "U1", "U2")[: 1 + number % 3]
    return Win(f"w{number:02}", "T1", "U1", people, AWKWARD, "", AWKWARD, "C1", NOW)


@pytest.mark.parametrize("number", [1, 20], ids=["one", "many"])
async def test_what_is_added_together_is_read_as_it_was(database: Database, number: int) -> None:
    practices, wins = [practice(n) for n in range(number)], [win(n) for n in range(number)]
    await asyncio.gather(
        *(
            database.add(Receipt("T1", f"event:{n}", NOW), practices[n], wins[n])
            for n in range(number)
        )
    )
    async with database.read("T1") as tx:
        assert [await tx.practices.get(each.practice_id) for each in practices] == practices
        assert [await tx.wins.get(each.win_id) for each in wins] == wins
