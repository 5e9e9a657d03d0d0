"""Echoes through Bolt: somebody tried it, the practice and its author hear of it."""

import re
from datetime import timedelta

import pytest

from bot.domain.echoes import Echo
from sandbox.errors import NothingThere
from tests.support.company import Company
from tests.support.echoes import TRY, filled, page_of, passed_on, practice_of, shown, tried

MENU = "echoes.menu"
GONE = {
    "ana": "Je ne retrouve plus cette pratique.",
    "tom": "I cannot find this practice any more.",
}


async def test_who_tried_it_is_told_with_the_practice(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await company.tom.click(card, TRY)
    assert company.tom.modal is not None
    assert "Un SMS la veille" in shown(company.tom.modal)
    told = filled(situation="A silent customer", happened="He <called> back", changed="In English")
    await company.tom.submit(told)
    await company.settle()
    assert "Tom Hill tried it: He &lt;called&gt; back" in shown(company.last(company.ventes))
    [word] = company.slack.dm(company.ana)
    assert f"<@{company.tom.id}> a essayé ce que tu as transmis : *Un SMS la veille*" in shown(word)
    for words in ("A silent customer", "He &lt;called&gt; back", "In English"):
        assert words in shown(word)
    await company.ana.click(word, "practices.read")
    assert "In English" in shown(company.ana.modal)


async def test_an_echo_is_found_by_its_words(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.luc, card, "Le chirurgien a rappelé", changed="Par courrier")
    assert "Un SMS la veille" in shown(await page_of(company, company.mia, "chirurgiens"))
    assert "Un SMS la veille" in shown(await page_of(company, company.mia, "courrier"))


async def test_the_page_shows_all_the_card_the_latest(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    for person, words in ((company.luc, "Oui"), (company.tom, "Not twice"), (company.mia, "Yes")):
        await company.let(hours=1)
        await tried(company, person, card, words)
    told = shown(company.last(company.ventes))
    assert told.index("Mia Stone tried it: Yes") < told.index("Tom Hill tried it: Not twice")
    assert "Oui" not in told
    page = shown(await page_of(company, company.luc, "SMS"))
    assert page.index("Yes") < page.index("Not twice") < page.index("Oui")
    assert not re.findall(r"\b3\b", page.replace("23 novembre 2026", ""))


async def test_it_is_told_from_the_page_which_follows(company: Company) -> None:
    await passed_on(company, "Un SMS la veille")
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, TRY)
    await company.tom.submit(filled(happened="They answered"))
    assert "They answered" in shown(company.tom.modal)
    assert "A practice" in str(company.tom.modal.body["title"] if company.tom.modal else "")


async def test_ones_own_practice_is_tried_without_a_word_to_oneself(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.ana, card, "Encore un succès")
    assert not company.slack.dm(company.ana)
    assert "Ana Morel tried it: Encore un succès" in shown(company.last(company.ventes))


async def test_cards_shared_elsewhere_follow(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    outcome = await company.mia.command("/practices SMS", company.marketing)
    await company.mia.click(outcome.message, "practices.share_here")
    await company.settle()
    await tried(company, company.tom, card, "They answered")
    assert "They answered" in shown(company.last(company.marketing))


# ------------------------------------------------------------------ one's own echo


async def test_ones_own_echo_is_corrected_everywhere(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They anserwed", situation="On Monday")
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, MENU, "Correct it")
    assert company.tom.modal is not None
    assert company.tom.modal.values["echoes.tell.situation"]["echoes.tell.situation"]["value"] == (
        "On Monday"
    )
    await company.tom.submit(filled(happened="They answered"))
    assert "They answered" in shown(company.tom.modal)
    await company.settle()
    assert "Tom Hill tried it: They answered" in shown(company.last(company.ventes))
    [word] = company.slack.dm(company.ana)
    assert "They answered" in shown(word)
    assert "anserwed" not in shown(word) + shown(company.last(company.ventes))


async def test_ones_own_echo_is_taken_back_everywhere(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "The Antwerp surgeon")
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, MENU, "Take it back")
    await company.tom.submit()
    assert "Antwerp" not in shown(company.tom.modal)
    await company.settle()
    [word] = company.slack.dm(company.ana)
    assert shown(word) == "L’écho qui était raconté ici a été retiré."
    assert "tried it:" not in shown(company.last(company.ventes))
    outcome = await company.tom.command("/practices Antwerp", company.marketing)
    assert "Nothing on “Antwerp”" in outcome.text


async def test_others_have_no_menu_on_it(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    for other in (company.ana, company.luc):
        await page_of(company, other, "SMS")
        with pytest.raises(NothingThere):
            await other.click(None, MENU, "Correct it")


async def test_somebody_elses_echo_cannot_be_changed(company: Company) -> None:
    """What nobody is offered, sent all the same: only a forged request does that."""
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    for choice in ("Correct it", "Take it back"):
        await page_of(company, company.tom, "SMS")
        await company.tom.click(None, MENU, choice)
        clicked = company.slack.deliveries[-1].payload
        assert company.tom.modal is not None
        sent = company.luc.backend.interactions.submission(company.luc, company.tom.modal)
        answer = await company.slack.forge("interactive", sent)
        assert "Seule la personne qui a écrit cet écho peut le modifier." in str(answer.response)
        chosen = {**clicked, "user": sent["user"], "trigger_id": sent["trigger_id"]}
        await company.slack.forge("interactive", chosen)
        assert company.luc.modal is None
    await company.settle()
    assert "They answered" in shown(company.last(company.ventes))


async def test_it_is_told_from_the_digest(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    preview = await company.tom.command("/cordee digest", company.ventes)
    await company.tom.click(preview.message, TRY, practice_of(card))
    await company.tom.submit(filled(happened="They answered"))
    await company.settle()
    assert "They answered" in shown(card)


async def test_the_card_opens_the_page_that_tells_it_all(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered", situation="The Antwerp surgeon")
    await company.luc.click(card, "practices.read")
    assert "The Antwerp surgeon" in shown(company.luc.modal)


async def test_a_long_page_leads_to_the_earlier_echoes_and_back(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    told = [
        Echo(
            echo_id=f"{place:032x}",
            team_id=company.slack.team_id,
            practice_id=practice_of(card),
            author_id=company.tom.id,
            situation="",
            happened=f"Echo-{place:03}",
            changed="",
            tried_at=company.clock.now() - timedelta(days=place),
        )
        for place in range(120)
    ]
    await company.cordee.services.outbox._database.add(*told)
    await page_of(company, company.luc, "SMS")
    assert "Echo-000" in shown(company.luc.modal)
    assert "Echo-119" not in shown(company.luc.modal)
    await company.luc.click(None, "Échos précédents")
    assert "Echo-119" in shown(company.luc.modal)
    assert "Echo-000" not in shown(company.luc.modal)
    await company.luc.click(None, "Les derniers échos")
    assert "Echo-000" in shown(company.luc.modal)


async def test_days_are_those_of_the_reader(company: Company) -> None:
    company.slack.change_person(company.mia, tz="America/New_York")
    card = await passed_on(company, "Un SMS la veille")
    await company.let(hours=17)  # two in the morning in London, the evening before in New York
    await tried(company, company.luc, card, "Oui")
    assert "November 24, 2026" in shown(await page_of(company, company.tom, "SMS"))
    assert "November 23, 2026" in shown(await page_of(company, company.mia, "SMS"))
