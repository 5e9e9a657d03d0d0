"""What a digest shows is chosen once, whoever chooses."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.digests import Choice, Item, ItemKind
from bot.errors import AlreadyDone
from storage.database import Database

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
WIN, QUESTION = Item(ItemKind.WIN, "w1"), Item(ItemKind.QUESTION, "stuck-on")
CHOICE = Choice("T1", "C1", "2026-W48", (WIN, QUESTION), NOW)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


async def test_the_first_choice_is_kept_even_where_another_shares_nothing_with_it(
    database: Database,
) -> None:
    others = (Item(ItemKind.WIN, "w2"), Item(ItemKind.WIN, "w3"), Item(ItemKind.QUESTION, ""))
    await database.add(CHOICE)
    with pytest.raises(AlreadyDone):
        await database.add(replace(CHOICE, items=others))
    async with database.read("T1") as tx:
        assert await tx.digests.chosen("C1", "2026-W48") == CHOICE


async def test_who_is_late_with_a_choice_does_not_hurt_what_is_kept_with_it(
    database: Database,
) -> None:
    await database.add(CHOICE)
    late = replace(CHOICE, items=(QUESTION,))
    elsewhere = replace(CHOICE, channel_id="C2")
    with pytest.raises(AlreadyDone):
        async with database.write("T1") as tx:
            await tx.add(late)
    await database.add(elsewhere)
    async with database.read("T1") as tx:
        assert await tx.digests.chosen("C2", "2026-W48") == elsewhere
        assert await tx.digests.chosen("C1", "2026-W48") == CHOICE
