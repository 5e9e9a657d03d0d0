"""Direction through Bolt: leaders named, a direction given, replaced, refused."""

import asyncio

from tests.support.company import Company
from tests.support.objectives import (
    WHY,
    directed,
    fill_in,
    labels,
    name_leaders,
    plain,
    write_direction,
)
from tests.support.rhythms import choose_rhythm


async def test_a_leader_gives_a_direction_and_another_one_takes_its_place(
    company: Company,
) -> None:
    first = await company.luc.command("/cordee cap", company.ventes)
    assert "personne n’est désigné" in first.text
    card = await directed(company, company.luc)
    assert WHY in plain(card)
    assert f"<@{company.luc.id}>" in plain(card)
    assert "Proposer un objectif" in labels(card.blocks)
    asked = await company.tom.command("/cordee direction", company.ventes)
    assert WHY in asked.text
    assert "No objective yet" in asked.text
    assert labels(asked.blocks) == {"Propose an objective"}
    theirs = await company.luc.command("/cordee direction", company.ventes)
    assert labels(theirs.blocks) == {"Donner un autre cap"}, "who gave it does not propose"
    assert (await write_direction(company.luc, company.ventes, "Un autre chemin.")).ok
    await company.let(seconds=5)
    assert "Un autre chemin." in plain(company.last(company.ventes))
    assert WHY in plain(card), "the one before stays readable"
    assert "un autre cap a pris sa place" in plain(card)
    assert labels(card.blocks) == set()


async def test_only_leaders_write_and_not_without_words(company: Company) -> None:
    await name_leaders(company, company.luc)
    shown = (await company.luc.command("/cordee cap", company.ventes)).message
    assert shown is not None
    await company.luc.click(shown, "directions.open_give")
    outcome = await company.luc.submit({"directions.give.why": "  \n "})
    assert "en quelques mots" in outcome.errors["directions.give.why"]
    await name_leaders(company, company.tom)
    leaders = await company.cordee.services.directions.leaders(company.slack.team_id)
    assert set(leaders) == {company.tom.id}
    outcome = await company.luc.submit({"directions.give.why": WHY})
    assert "réglages" in outcome.errors["directions.give.why"], "and the words are still there"
    await company.luc.close_modal()
    await company.luc.click(shown, "directions.open_give")
    assert company.luc.modal is None
    assert "réglages" in company.luc.ephemerals(company.ventes)[-1].text
    told = await company.mia.command("/cordee direction", company.ventes)
    assert f"<@{company.tom.id}> may write it" in told.text
    assert labels(told.blocks) == set()


async def test_two_leaders_at_once_see_each_other(company_on_both: Company) -> None:
    company = company_on_both
    await name_leaders(company, company.luc, company.tom)
    for who in (company.luc, company.tom):
        shown = (await who.command("/cordee direction", company.ventes)).message
        assert shown is not None
        await who.click(shown, "directions.open_give")
    fields = [{"directions.give.why": why} for why in ("Vers le sud.", "Northwards.")]
    await asyncio.gather(company.luc.submit(fields[0]), company.tom.submit(fields[1]))
    [late] = [who for who in (company.luc, company.tom) if who.modal is not None]
    other = "Northwards." if late is company.luc else "Vers le sud."
    assert late.modal is not None
    assert other in str(late.modal.blocks)
    assert (await late.submit()).ok, "submitted again, it takes its place"
    await company.let(seconds=5)
    course = await company.mia.command("/cordee direction", company.ventes)
    assert other not in course.text


async def test_who_named_a_leader_meanwhile_named_them(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    for person in (company.ana, company.luc):
        await person.command("/cordee settings", company.ventes)
        await person.click(None, "directions.open_leaders")
    await company.ana.submit({"directions.leaders.leaders": [company.mia]})
    await company.luc.submit({"directions.leaders.leaders": [company.tom]})
    leaders = await company.cordee.services.directions.leaders(company.slack.team_id)
    assert set(leaders) == {company.mia.id, company.tom.id}
    assert company.luc.modal is not None
    assert f"<@{company.mia.id}>" in str(company.luc.modal.blocks), "the settings behind say it"


async def test_who_may_change_no_settings_names_nobody(company: Company) -> None:
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await company.luc.command("/cordee settings", company.ventes)
    await company.luc.click(None, "directions.open_leaders")
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.submit({"directions.leaders.leaders": [company.luc]})
    assert "admins" in next(iter(outcome.errors.values()))
    assert await company.cordee.services.directions.leaders(company.slack.team_id) == ()


async def test_a_private_channel_keeps_its_direction(company: Company) -> None:
    await name_leaders(company, company.luc, company.tom)
    assert (await write_direction(company.luc, company.projets)).ok
    shown = (await company.ana.command("/cordee cap", company.projets)).message
    assert shown is not None
    await company.ana.click(shown, "objectives.open_propose")
    company.slack.remove_member(company.projets, company.ana)
    await company.slack.quiet()
    outcome = await fill_in(company.ana)
    assert not outcome.ok, "who has left sets the team nothing"
    await company.ana.close_modal()
    elsewhere = company.slack.add_channel("ailleurs", members=[company.ana], with_bot=False)
    refused = await company.ana.command("/cordee cap", elsewhere)
    assert "/invite" in refused.text
