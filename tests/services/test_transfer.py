"""What is brought in is seen as it should be everywhere, and follows what people do in Slack."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.domain.lines import read_line
from bot.domain.practices import Practice
from bot.domain.transfer import Brought, Known, bring, told
from bot.domain.visibility import Audience, Sight
from bot.services.transfer import TransferService
from storage.database import Database
from tests.support.company import Company

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEAST = {"kind": "practice", "id": "noon", "title": "Call before noon", "text": "People answer."}
ALL = Sight(everywhere=True)


def brought(author: str = "", audience: Audience = Audience.EVERYONE, **more: Any) -> Brought:
    known = Known("C01", audience, author, (author,) if author else ())
    return bring(read_line(json.dumps(LEAST | more)), known, "T1", NOW)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    found = Database(database_url)
    yield found
    await found.close()


@pytest.fixture
def transfer(database: Database) -> TransferService:
    return TransferService(database, ManualClock(NOW))


async def titles(transfer: TransferService, typed: str, sight: Sight = ALL) -> list[str]:
    found = await transfer.search("T1", typed, sight, 9, 0)
    return [item.title for item in found if isinstance(item, Practice)]


async def test_a_changed_line_takes_the_place_of_what_was_kept(
    transfer: TransferService, database: Database
) -> None:
    first = brought()
    await transfer.bring("T1", [first])
    done = await transfer.bring("T1", [brought(text="Zanzibar answers.")])
    assert len(done.changed) == 1
    assert await titles(transfer, "zanzibar") == ["Call before noon"]
    assert await titles(transfer, "people") == []
    async with database.read("T1") as tx:
        kept = await tx.practices.get(first.item_id)
    assert kept is not None
    assert (kept.version, kept.created_at) == (2, NOW)


async def test_what_people_changed_in_slack_outlives_the_same_line(
    transfer: TransferService, database: Database
) -> None:
    first = brought()
    await transfer.bring("T1", [first])
    async with database.write("T1") as tx:
        kept = await tx.practices.get(first.item_id)
        assert kept is not None
        assert await tx.practices.save(replace(kept, what="Corrected.", version=2))
    assert len((await transfer.bring("T1", [first])).same) == 1
    async with database.read("T1") as tx:
        kept = await tx.practices.get(first.item_id)
    assert kept is not None
    assert kept.what == "Corrected."


async def test_what_was_withdrawn_stays_so(transfer: TransferService, database: Database) -> None:
    first = brought()
    await transfer.bring("T1", [first])
    async with database.write("T1") as tx:
        kept = await tx.practices.get(first.item_id)
        assert kept is not None
        gone = replace(kept, title="", what="", withdrawn_at=NOW, version=2)
        assert await tx.practices.save(gone)
        await tx.library.index(gone)
    assert len((await transfer.bring("T1", [brought(text="Changed.")])).gone) == 1
    assert await titles(transfer, "noon") == []
    assert [page async for page in transfer.take_out("T1", ALL)] == []


async def test_echoes_come_with_their_practice(transfer: TransferService) -> None:
    echo = {"author": "U02", "happened": "It worked in Zanzibar.", "tried_at": "2026-01-01"}
    await transfer.bring("T1", [brought(echoes=[echo])])
    assert await titles(transfer, "zanzibar") == ["Call before noon"]
    more = [echo, {"author": "U03", "happened": "Not in Lyon.", "tried_at": "2026-01-02"}]
    await transfer.bring("T1", [brought(echoes=more)])
    [[(item, echoes)]] = [page async for page in transfer.take_out("T1", ALL)]
    assert [one.happened for one in echoes] == ["It worked in Zanzibar.", "Not in Lyon."]
    assert json.loads(told(item, echoes))["echoes"][1]["author"] == "U03"


async def test_a_library_of_another_workspace_is_not_touched(transfer: TransferService) -> None:
    await transfer.bring("T1", [brought()])
    assert [page async for page in transfer.take_out("T2", ALL)] == []
    assert not await transfer.search("T2", "noon", ALL, 9, 0)


async def test_tags_are_written_as_the_workspace_writes_them(transfer: TransferService) -> None:
    await transfer.bring("T1", [brought(tags=["Prix"])])
    await transfer.bring("T1", [brought(id="other", tags=["prix", "PRIX"])])
    pages = [page async for page in transfer.take_out("T1", ALL)]
    assert {item.tags for page in pages for item, _ in page} == {("Prix",)}


async def test_what_has_no_author_is_shown_everywhere(company_on_both: Company) -> None:
    company = company_on_both
    team = company.slack.team_id
    known = Known("", Audience.EVERYONE, "")
    both = [
        bring(read_line(json.dumps(LEAST | {"kind": kind})), known, team, NOW)
        for kind in ("practice", "win")
    ]
    database = company.cordee.services.wins._database
    await TransferService(database, company.clock).bring(team, both)
    outcome = await company.tom.command("/practices noon", company.ventes)
    assert "Call before noon" in str(outcome.blocks or outcome.text)
    assert outcome.message is not None
    for item in both:
        await company.tom.click(outcome.message, "Read", item.item_id)
        assert "Call before noon" in str(company.tom.modal)
        await company.tom.close_modal()
    home = await company.tom.open_home()
    assert "Call before noon" in str(home)
    await company.tom.command("/cordee digest", company.ventes)
    await company.settle()
    shown = [*company.slack.messages(company.ventes), *company.slack.dm(company.tom)]
    assert not [message for message in shown if "Call before noon" in message.text]
