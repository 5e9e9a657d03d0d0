"""Echoes that cannot be: empty, late, twice, on what is gone, by those who may not see it."""

import asyncio

import pytest

from sandbox.errors import ClientRefused
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.echoes import TRY, filled, page_of, passed_on, practice_of, shown, tried
from tests.support.tips import somebody

MENU = "echoes.menu"
GONE = {
    "ana": "Je ne retrouve plus cette pratique.",
    "tom": "I cannot find this practice any more.",
}


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("ana", "Dis en quelques mots ce qui s’est passé : ce qui n’a pas marché compte autant."),
        ("tom", "Say in a few words what happened: what did not work is worth as much."),
    ],
)
async def test_an_empty_echo_asks_what_happened(company: Company, name: str, sentence: str) -> None:
    card = await passed_on(company, "Un SMS la veille")
    person = somebody(company, name)
    await person.click(card, TRY)
    with pytest.raises(ClientRefused):
        await person.submit(filled(situation="Monday"))
    refused = await person.submit(filled(happened=" \u200e\u2800 "))
    said = {field: words.replace("\u00a0", " ") for field, words in refused.errors.items()}
    assert said == {"echoes.tell.happened": sentence}
    assert (await person.submit(filled(happened="x"))).ok


async def test_an_echo_may_be_as_long_as_the_form(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    long = {name: f"{name} <&> " * 166 for name in ("situation", "happened", "changed")}
    await tried(company, company.tom, card, **long)
    word, *rest = company.slack.dm(company.ana)
    told = shown(word) + "".join(shown(m) for m in company.slack.messages(word.channel, word))
    assert not rest
    for name in long:
        assert " ".join(told.split()).count(f"{name} &lt;&amp;&gt;") == 166
    page = shown(await page_of(company, company.luc, "SMS"))
    assert " ".join(page.split()).count("changed &lt;&amp;&gt;") == 166
    await company.luc.click(None, TRY)
    with pytest.raises(ClientRefused):
        await company.luc.submit(filled(happened="x" * 3001))


async def test_the_same_form_delivered_again_is_one_echo(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await company.tom.click(card, TRY)
    company.tom.fill(filled(happened="They answered"))
    await asyncio.gather(*(company.tom.submit() for _ in range(3)))
    await company.settle()
    assert len(company.slack.dm(company.ana)) == 1
    assert shown(await page_of(company, company.luc, "SMS")).count("They answered") == 1


async def test_two_people_at_once_are_both_heard(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    for person in (company.tom, company.mia, company.luc):
        await person.click(card, TRY)
    await asyncio.gather(
        company.tom.submit(filled(happened="giraffe")),
        company.mia.submit(filled(happened="zebra")),
        company.luc.submit(filled(happened="antelope")),
    )
    await company.settle()
    assert len(company.slack.dm(company.ana)) == 3
    for word in ("giraffe", "zebra", "antelope"):
        assert word in shown(await page_of(company, company.ana, word))


async def test_a_practice_withdrawn_meanwhile_takes_no_echo(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await company.tom.click(card, TRY)
    await withdraw(company, card)
    refused = await company.tom.submit(filled(happened="They answered"))
    assert refused.errors == {"echoes.tell.situation": GONE["tom"]}
    assert not company.slack.dm(company.ana)


async def test_echoes_go_with_their_practice(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "The Antwerp surgeon")
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, MENU, "Correct it")
    await withdraw(company, card)
    refused = await company.tom.submit()
    assert refused.errors == {"echoes.tell.situation": GONE["tom"]}
    assert "tried it" not in shown(company.last(company.ventes))
    outcome = await company.luc.command("/practices Antwerp", company.marketing)
    assert "Antwerp" in outcome.text.split("\n")[0]
    assert not await kept(company)


async def test_an_echo_taken_back_meanwhile_cannot_be_corrected(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, MENU, "Correct it")
    form = company.tom.modal
    assert form is not None
    late = company.tom.backend.interactions.submission(company.tom, form)
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, MENU, "Take it back")
    await company.tom.submit()
    answer = await company.slack.forge("interactive", late)
    assert "This echo was taken back" in str(answer.response)


# ------------------------------------------------------------------ who may see it


async def test_a_private_practice_is_tried_by_its_members(company: Company) -> None:
    card = await passed_on(company, "Parler au directeur", company.projets)
    await tried(company, company.luc, card, "Le chirurgien d’Anvers")
    assert "Le chirurgien d’Anvers" in shown(company.last(company.projets))
    outcome = await company.tom.command("/practices chirurgien", company.marketing)
    assert "Anvers" not in outcome.text


async def test_whoever_left_the_channel_cannot_tell_nor_is_told(company: Company) -> None:
    card = await passed_on(company, "Parler au directeur", company.projets)
    await company.luc.click(card, TRY)
    company.slack.remove_member(company.projets, company.luc, by=company.ana)
    await company.slack.quiet()
    refused = await company.luc.submit(filled(happened="Il a dit oui"))
    assert refused.errors == {"echoes.tell.situation": GONE["ana"]}
    company.slack.add_member(company.projets, company.luc, by=company.ana)
    await company.slack.quiet()
    await company.luc.submit(filled(happened="Il a dit oui"))
    company.slack.remove_member(company.projets, company.ana, by=company.luc)
    await company.settle()
    assert not company.slack.dm(company.ana)


async def test_a_guest_tries_what_they_may_see(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.ventes, guest)
    await company.slack.quiet()
    await tried(company, guest, card, "They answered")
    assert "Gus Guest tried it: They answered" in shown(card)
    company.slack.remove_member(company.ventes, guest)
    await company.slack.quiet()
    company.slack.add_member(company.marketing, guest)
    outcome = await company.mia.command("/practices SMS", company.marketing)
    await company.mia.click(outcome.message, "practices.share_here")
    await company.settle()
    elsewhere = company.last(company.marketing)
    await guest.click(elsewhere, TRY)
    assert guest.modal is None


async def test_people_of_another_organisation_do_not_try_it(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    partner = company.slack.add_person("Pat Partner", external=True)
    company.slack.add_member(company.ventes, partner)
    await company.slack.quiet()
    await partner.click(card, TRY)
    assert partner.modal is None
    [sentence] = partner.ephemerals(company.ventes)
    assert sentence.text == "This is for the people of the workspace where Cordée lives."


async def test_an_author_who_left_is_told_nothing(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    company.slack.change_person(company.ana, deactivated=True)
    await company.slack.quiet()
    await tried(company, company.tom, card, "They answered")
    assert not company.slack.dm(company.ana)
    assert "They answered" in shown(company.last(company.ventes))


async def withdraw(company: Company, card: Message) -> None:
    """Let Ana withdraw what she passed on."""
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    assert (await company.ana.submit()).ok
    await company.settle()


async def kept(company: Company) -> list[object]:
    """Return every echo that is stored."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        return list(await connection.exec_driver_sql("SELECT * FROM echoes"))
