"""Practices after they were passed on: corrected, withdrawn, shown to others, by whose they are."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from sandbox.errors import ClientRefused
from sandbox.gestures import Acting, CommandOutcome
from sandbox.nouns import Message
from storage.tables import echoes, practices, search_documents
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.told import choose, passed_on, shown, tip

TITLE, WHAT = "practices.revise.title", "practices.revise.what"
AUDIENCE = "practices.show.audience"


def found(outcome: CommandOutcome) -> bool:
    return "SMS" in str(outcome.blocks)


async def search(company: Company, person: Acting) -> bool:
    """Tell whether somebody finds the practice of these tests."""
    return found(await person.command("/practices sms", company.marketing))


async def shared_in_marketing(company: Company, person: Acting) -> Message:
    """Share the practice of these tests where it was not born, and return its card."""
    outcome = await person.command("/practices sms", company.marketing)
    assert outcome.message is not None
    await person.click(outcome.message, "practices.share_here")
    await company.settle()
    return company.last(company.marketing)


async def rows(company: Company, table: Any) -> list[Any]:
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        return list(await connection.execute(select(table)))


def entered(person: Acting, field: str) -> Any:
    assert person.modal is not None
    return person.modal.values[field][field]


# ------------------------------------------------------------------ whose it is


async def test_what_somebody_wrote_is_theirs_too(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Un SMS avant d’appeler")
    card = await passed_on(company, company.luc, message)
    line = f"Passed on by <@{company.luc.id}>, from a message by <@{company.mia.id}>"
    assert line in shown(card)
    for person in (company.luc, company.mia):
        await choose(person, card, "revise")
        await person.submit({WHAT: f"Un SMS, dit {person.name}"})
        await company.settle()
        assert f"Un SMS, dit {person.name}" in shown(card)


async def test_what_a_bot_wrote_is_of_whoever_passes_it_on(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    again = await passed_on(company, company.tom, card)
    assert f"Passed on by <@{company.tom.id}> ·" in shown(again) + " ·"


async def test_what_somebody_of_another_organisation_wrote_is_not_theirs(company: Company) -> None:
    shared = company.slack.add_channel("avec-acme", members=[company.ana], shared=True)
    partner = company.slack.add_person("Pat Partner", external=True)
    company.slack.add_member(shared, partner)
    message = await partner.say(shared, "Un SMS avant d’appeler")
    card = await passed_on(company, company.ana, message)
    assert f"<@{partner.id}>" not in shown(card)


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("luc", "Seules les personnes à qui est cette pratique peuvent la modifier."),
        ("tom", "Only the people whose practice this is can change it."),
    ],
)
@pytest.mark.parametrize("verb", ["revise", "withdraw", "show"])
async def test_others_cannot_change_it(
    company: Company, name: str, sentence: str, verb: str
) -> None:
    person: Acting = getattr(company, name)
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    await choose(person, card, verb)
    assert person.modal is None
    assert [message.text for message in person.ephemerals(company.ventes)] == [sentence]


async def test_guests_and_others_change_nothing(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    guest = company.slack.add_person("Guy Guest", guest=True)
    partner = company.slack.add_person("Pat Partner", external=True)
    for person in (guest, partner):
        company.slack.add_member(company.ventes, person)
        await choose(person, card, "withdraw")
        assert person.modal is None
        assert len(person.ephemerals(company.ventes)) == 1


# ------------------------------------------------------------------ correct it


async def test_it_is_corrected_everywhere(company: Company) -> None:
    card = await tip(
        company, company.ana, "Un SMS", company.ventes, what="Avant", situation="Devis"
    )
    elsewhere = await shared_in_marketing(company, company.tom)
    await choose(company.ana, card, "revise")
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Compléter la pratique"
    assert (entered(company.ana, TITLE)["value"], entered(company.ana, WHAT)["value"]) == (
        "Un SMS",
        "Avant",
    )
    assert (await company.ana.submit({WHAT: "La veille", TITLE: "Un SMS court"})).ok
    await company.settle()
    for told in (card, elsewhere):
        assert "La veille" in shown(told)
        assert "Avant" not in shown(told)
        assert "Devis" in shown(told)
    outcome = await company.mia.command("/practices veille", company.marketing)
    assert "Un SMS court" in str(outcome.blocks)
    assert not found(await company.mia.command("/practices avant", company.marketing))


async def test_each_card_keeps_the_language_of_its_channel(company: Company) -> None:
    await choose_rhythm(company, company.marketing, language="fr")
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    elsewhere = await shared_in_marketing(company, company.ana)
    await choose(company.ana, card, "revise")
    await company.ana.submit({WHAT: "La veille"})
    await company.settle()
    assert "Passed on by" in shown(card)
    assert "Transmise par" in shown(elsewhere)


async def test_emptied_it_stays_as_it_is(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    await choose(company.ana, card, "revise")
    with pytest.raises(ClientRefused):
        await company.ana.submit({TITLE: "", WHAT: ""})
    refused = await company.ana.submit({TITLE: "\u2800", WHAT: " "})
    assert list(refused.errors) == [TITLE]
    await company.ana.close_modal()
    await company.settle()
    assert "Un SMS" in shown(card)


async def test_nobody_overwrites_words_they_have_not_seen(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Un SMS avant d’appeler")
    card = await passed_on(company, company.luc, message)
    for person in (company.luc, company.mia):
        await choose(person, card, "revise")
    await company.luc.submit({WHAT: "Un SMS la veille"})
    late = await company.mia.submit({WHAT: "A text message"})
    assert list(late.errors.values()) == [
        "Somebody changed this practice just now. Open it again, and add your words to theirs."
    ]
    assert entered(company.mia, WHAT)["value"] == "A text message"
    await company.settle()
    assert "Un SMS la veille" in shown(card)


async def test_two_at_the_same_instant_are_one_after_the_other(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Un SMS avant d’appeler")
    card = await passed_on(company, company.luc, message)
    for person in (company.luc, company.mia):
        await choose(person, card, "revise")
    outcomes = await asyncio.gather(
        company.luc.submit({WHAT: "De Luc"}), company.mia.submit({WHAT: "From Mia"})
    )
    assert sorted(outcome.ok for outcome in outcomes) == [False, True]
    await company.settle()
    [row] = await rows(company, practices)
    assert row.version == 2
    assert row.what in shown(card)


async def test_from_its_page_too(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.ana.command("/pratiques sms", company.ventes)
    assert outcome.message is not None
    await company.ana.click(outcome.message, "practices.read")
    await choose(company.ana, None, "revise")
    assert len(company.ana.modals) == 2
    await company.ana.submit({WHAT: "La veille"})
    assert company.ana.modal is None
    await company.settle()
    assert "La veille" in shown(company.last(company.ventes))


async def test_the_page_offers_others_no_menu(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.ventes)
    assert outcome.message is not None
    await company.tom.click(outcome.message, "practices.read")
    assert company.tom.modal is not None
    assert "practices.menu" not in str(company.tom.modal.blocks)


async def test_where_the_bot_is_no_more_the_change_is_kept(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    await choose(company.ana, card, "revise")
    company.slack.remove_bot(company.ventes)
    assert (await company.ana.submit({WHAT: "La veille"})).ok
    await company.settle()
    outcome = await company.ana.command("/pratiques veille", company.marketing)
    assert found(outcome)


# ------------------------------------------------------------------ withdraw it


async def test_withdrawn_it_is_nowhere_any_more(company_on_both: Company) -> None:
    company = company_on_both
    card = await tip(company, company.ana, "Un SMS", company.ventes, situation="Devis")
    elsewhere = await shared_in_marketing(company, company.tom)
    await company.ana.open_home()
    assert "Un SMS" in str(company.ana.home and company.ana.home.blocks)
    await choose(company.ana, card, "withdraw")
    assert company.ana.modal is not None
    assert company.ana.modal.title == "La retirer\u00a0?"
    await company.ana.submit()
    assert company.ana.home is not None
    assert "Un SMS" not in str(company.ana.home.blocks)
    assert not await search(company, company.mia)
    await company.settle()
    for told in (card, elsewhere):
        assert shown(told).strip() == told.text == "This practice was withdrawn."
    [row] = await rows(company, practices)
    assert (row.title, row.what, row.situation, row.tags) == ("", "", "", [])
    assert await rows(company, echoes) == []
    assert await rows(company, search_documents) == []


async def test_withdrawn_twice_is_said_kindly(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Un SMS avant d’appeler")
    card = await passed_on(company, company.luc, message)
    for person in (company.luc, company.mia):
        await choose(person, card, "withdraw")
    await company.luc.submit()
    await company.mia.submit()
    assert company.mia.modal is not None
    assert "This practice was withdrawn" in str(company.mia.modal.blocks)


async def test_corrected_after_it_was_withdrawn_it_stays_so(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Un SMS avant d’appeler")
    card = await passed_on(company, company.luc, message)
    await choose(company.mia, card, "revise")
    await choose(company.luc, card, "withdraw")
    await company.luc.submit()
    late = await company.mia.submit({WHAT: "A text"})
    assert list(late.errors.values()) == [
        "This practice was withdrawn, so there is nothing left to change."
    ]
    [row] = await rows(company, practices)
    assert row.what == ""


async def test_withdrawn_before_it_was_told_it_is_not_told(company: Company) -> None:
    await company.ana.command("/astuce", company.ventes)
    await company.ana.submit({"practices.share.title": "Un SMS", "practices.share.what": "Avant"})
    outcome = await company.ana.command("/pratiques sms", company.ventes)
    assert outcome.message is not None
    await company.ana.click(outcome.message, "practices.read")
    await choose(company.ana, None, "withdraw")
    await company.ana.submit()
    await company.settle()
    assert company.slack.messages(company.ventes) == []


# ------------------------------------------------------------------ who may see it


async def test_its_author_widens_what_was_born_in_private(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.projets, audience="channel")
    assert not await search(company, company.mia)
    await choose(company.ana, card, "show")
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Qui peut la voir"
    await company.ana.submit({AUDIENCE: "everyone"})
    assert await search(company, company.mia)
    assert not company.ana.ephemerals(company.projets)


async def test_narrowed_it_is_shown_nowhere_else(company: Company) -> None:
    card = await tip(company, company.ana, "Un SMS", company.projets, audience="everyone")
    elsewhere = await shared_in_marketing(company, company.tom)
    await choose(company.ana, card, "show")
    await company.ana.submit({AUDIENCE: "channel"})
    await company.settle()
    assert not await search(company, company.mia)
    assert await search(company, company.luc)
    assert "Un SMS" in shown(card)
    assert shown(elsewhere).strip() == "This practice is for the members of its own channel now."


async def test_what_somebody_wrote_in_private_is_theirs_to_show(company: Company) -> None:
    message = await company.luc.say(company.projets, "Un SMS avant d’appeler")
    card = await passed_on(company, company.ana, message)
    await choose(company.ana, card, "show")
    assert company.ana.modal is not None
    options = company.ana.modal.blocks[-2]["element"]["options"]
    assert [option["value"] for option in options] == ["channel"]
    assert "conversation privée" in str(company.ana.modal.blocks)
    await company.ana.close_modal()
    assert not await search(company, company.mia)
    await choose(company.luc, card, "show")
    await company.luc.submit({AUDIENCE: "everyone"})
    assert await search(company, company.mia)
    await company.settle()
    elsewhere = await shared_in_marketing(company, company.mia)
    assert "<https" not in shown(elsewhere), "no link into a private channel"
    assert "<http" in shown(card)
