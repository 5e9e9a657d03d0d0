"""Trials proposed through Bolt: the form, what was tried before, and from where one comes."""

from datetime import date

from bot.views import ids
from tests.support.company import Company
from tests.support.proposals import CHANGE, entered, fields, proposed, said, until
from tests.support.tips import tip, titles
from tests.support.told import choose


async def test_a_trial_is_proposed_with_what_was_typed(company: Company) -> None:
    await company.tom.command(
        f"/trial Call before we quote, with <@{company.mia.id}>", company.ventes
    )
    form = entered(company.tom)
    assert form["change"] == "Call before we quote, with @Mia Stone"
    assert form["people"] == [company.tom.id, company.mia.id]
    assert form["channel"] == company.ventes.id
    assert form["ends_on"] == "2026-12-16"  # three weeks after the two days to object
    assert "objective" not in form
    assert (await company.tom.submit(fields(why="Prices surprise them.", signs="Fewer sighs."))).ok
    assert company.tom.modal is None
    await company.settle()
    card = company.last(company.ventes)
    assert "Call before we quote" in card.text
    assert "Prices surprise them." in card.text


async def test_what_was_tried_is_shown_before_it_is_proposed_again(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes)
    await proposed(company, company.luc, company.marketing)
    await company.luc.command("/essai", company.ventes)
    typed = "Écrire un SMS avant chaque réunion"
    first = await company.luc.submit(fields(change=typed, why="Ils répondent", signs="Des ouis"))
    assert first.action == "update"
    assert "Déjà essayé ici ?" in said(company.luc)
    assert ":bulb: *Un SMS avant la réunion*" in said(company.luc)
    assert ":seedling: *Un SMS avant la première réunion" in said(company.luc)
    assert "Proposé, pas encore commencé." in said(company.luc)
    form = entered(company.luc)
    assert (form["change"], form["why"], form["signs"]) == (typed, "Ils répondent", "Des ouis")
    await company.luc.click(None, ids.PRACTICE_READ)
    assert company.luc.modal is not None
    assert company.luc.modal.title == "Une pratique"
    await company.luc.close_modal()
    assert (await company.luc.submit({})).ok
    assert company.luc.modal is None
    await company.settle()
    assert typed in company.last(company.ventes).text


async def test_what_was_tried_is_shown_at_once_where_it_is_known(company: Company) -> None:
    await tip(company, company.ana, "A text message before the meeting", company.ventes)
    await company.tom.command("/trial A text message before each meeting", company.ventes)
    assert "Already tried here?" in said(company.tom)
    assert (await company.tom.submit({})).action == "clear"


async def test_what_is_private_is_shown_to_its_members_only(company: Company) -> None:
    await proposed(company, company.ana, company.projets, "Appeler le directeur avant l’offre")
    for who, channel in ((company.luc, company.ventes), (company.tom, company.ventes)):
        await who.command("/essai Appeler le directeur avant l’offre", channel)
        assert ("directeur" in said(who)) is (who is company.luc)
        await who.close_modal()


async def test_a_date_that_cannot_be_is_refused_beside_it(company: Company) -> None:
    await company.ana.command(f"/essai {CHANGE}", company.ventes)
    for day, sentence in (
        (date(2026, 11, 20), "une semaine"),
        (date(2027, 3, 1), "Huit semaines"),
        (date(2026, 12, 19), "samedi 19 décembre"),
    ):
        outcome = await company.ana.submit(fields(ends_on=day))
        assert sentence in until(outcome), day
    assert entered(company.ana)["change"] == CHANGE
    nothing = await company.ana.submit(fields(change=" \u200b ", ends_on=date(2026, 12, 18)))
    assert list(nothing.errors) == [ids.field(ids.TRIALS_PROPOSE, "change")]


async def test_a_trial_comes_from_a_practice(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes, "Écrire.", situation="Devis")
    await choose(company.tom, company.last(company.ventes), "try")
    form = entered(company.tom)
    assert (form["change"], form["why"]) == ("Un SMS avant\nÉcrire.", "Devis")
    found = await company.mia.command("/practices SMS", company.marketing)
    await company.mia.click(found.message, "practices.read")
    await company.mia.click(None, ids.TRIAL_OF_PRACTICE)
    assert entered(company.mia)["channel"] == company.ventes.id
    assert (await company.mia.submit({})).ok
    assert company.mia.modal is None


async def test_trials_are_found_like_the_rest(company_on_both: Company) -> None:
    company = company_on_both
    await proposed(company, company.ana, company.ventes)
    for typed in ("/practices sms", "/practices kind:trial", "/pratiques type:essai réunion"):
        found = await company.tom.command(typed, company.marketing)
        assert len(titles(found, ":seedling:")) == 1, typed
    assert not titles(await company.tom.command("/practices sms kind:win", company.ventes))
