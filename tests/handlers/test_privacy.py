"""Everybody sees what is kept of them and can have it erased; what was made together stays."""

import asyncio
from typing import Any

from sqlalchemy import select

from bot.domain.practices import Practice
from bot.domain.stages import Stage
from bot.views import ids
from sandbox.gestures import Acting
from storage.tables import metadata
from tests.support.agreements import object_to, the_trial
from tests.support.cards import cards, tell
from tests.support.company import Company
from tests.support.proposals import proposed
from tests.support.questions import answer, asked

TIP = "/tip Send a text message the day before. They answer it."


async def rows(company: Company) -> list[dict[str, Any]]:
    database = company.cordee.services.privacy._database
    async with database.engine.connect() as connection:
        return [
            {"table": table.name, **row}
            for table in metadata.sorted_tables
            for row in (await connection.execute(select(table))).mappings()
        ]


async def left_of(company: Company, person: Acting) -> list[str]:
    """Return the tables that still know a person by id, in whatever case."""
    return [
        str(row["table"]) for row in await rows(company) if person.id.lower() in str(row).lower()
    ]


async def held(company: Company, person: Acting) -> str:
    """Return what the bot writes to somebody who asks what it keeps of them."""
    before = len(company.slack.dm(person))
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_COPY)
    await company.settle()
    said = company.slack.dm(person)[before:]
    more = [reply for message in said for reply in company.slack.messages(message.channel, message)]
    return "\n".join(message.text for message in [*said, *more])


async def erase(company: Company, person: Acting) -> None:
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_ERASE)
    await person.submit()
    await company.settle()


async def a_week_of_tom(company: Company) -> None:
    await tell(company, "Béta a signé.")
    await company.tom.command("/win Gamma came back", company.ventes)
    await company.tom.submit()
    await company.tom.command("/win Delta, the two of us", company.marketing)
    await company.tom.submit({"wins.share.people": [company.tom, company.ana]})
    await company.tom.command(TIP, company.ventes)
    await company.tom.submit()
    said = await company.ana.say(company.ventes, "Une bonne idée.")
    await company.tom.react(said, "bulb")
    await company.settle()
    await answer(company.tom, await asked(company), "A quiet one.")
    await company.settle()


async def test_everything_that_is_kept_of_somebody_is_shown_to_them(company: Company) -> None:
    await a_week_of_tom(company)
    said = await held(company, company.tom)
    for words in ("Gamma came back", "Delta, the two of us", "the day before", "A quiet one."):
        assert words in said
    assert "Béta" not in said


async def test_who_gave_nothing_is_told_so(company: Company) -> None:
    assert await held(company, company.mia) == "I keep nothing of you."


async def test_what_is_erased_is_nowhere_any_more(company_on_both: Company) -> None:
    company = company_on_both
    await a_week_of_tom(company)
    assert await left_of(company, company.tom)
    await erase(company, company.tom)
    assert not await left_of(company, company.tom)
    kept = str(await rows(company))
    for words in ("Gamma", "the day before", "A quiet one"):
        assert words not in kept
    assert "This win was withdrawn" in "".join(cards(company)) or "retirée" in "".join(
        cards(company)
    )


async def test_what_was_made_together_stays_with_the_others(company: Company) -> None:
    await a_week_of_tom(company)
    await erase(company, company.tom)
    [card] = [m for m in company.slack.messages(company.marketing) if "Delta" in m.text]
    assert company.ana.id in str(card.blocks)
    assert company.tom.id not in str(card.blocks)
    assert company.slack.messages(company.ventes)  # Ana's own win stands
    assert any("Béta" in line for line in cards(company))


async def test_nothing_is_erased_without_a_yes(company: Company) -> None:
    await a_week_of_tom(company)
    outcome = await company.tom.command("/cordee confidentialite", company.ventes)
    await company.tom.click(outcome.message, ids.PRIVACY_ERASE)
    await company.tom.close_modal()
    assert "Gamma came back" in await held(company, company.tom)


async def test_an_objection_that_is_erased_holds_nothing_back(company_on_both: Company) -> None:
    company = company_on_both
    card = await proposed(company, company.luc, company.ventes)
    await object_to(company.tom, card, "We write too much already.")
    await company.settle()
    assert (await the_trial(company, company.ventes)).stage is Stage.OBJECTED
    await erase(company, company.tom)
    assert (await the_trial(company, company.ventes)).stage is Stage.PROPOSED
    assert not await left_of(company, company.tom)
    await company.let(days=3)
    assert (await the_trial(company, company.ventes)).stage is Stage.RUNNING


async def test_whoever_changes_it_meanwhile_writes_no_erased_name_back(
    company_on_both: Company,
) -> None:
    company = company_on_both
    card = await proposed(company, company.luc, company.ventes)
    for who in (company.tom, company.ana):
        await who.click(card, ids.AGREEMENT_JOIN)
    outcome = await company.tom.command("/cordee privacy", company.ventes)
    await company.tom.click(outcome.message, ids.PRIVACY_ERASE)
    await asyncio.gather(
        company.tom.submit(),
        company.mia.click(card, ids.AGREEMENT_JOIN),
        object_to(company.ana, card, "Pas en décembre."),
    )
    await company.settle()
    assert not await left_of(company, company.tom)
    assert company.mia.id in (await the_trial(company, company.ventes)).people


def test_a_practice_has_nothing_that_erasing_forgets() -> None:
    """A field added to a practice is looked at here before it is kept of anybody."""
    people = {"author_id", "people"}
    words = {"title", "what", "situation", "tags"}
    rest = {
        "practice_id",
        "team_id",
        "audience",
        "channel_id",
        "created_at",
        "fresh_at",
        "source",
        "language",
        "version",
        "asked_at",
        "external_id",
        "withdrawn_at",
    }
    assert set(Practice.__dataclass_fields__) == people | words | rest
