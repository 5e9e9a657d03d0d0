"""Objectives through Bolt: proposed under a direction, agreed by consent, revised by the team."""

import asyncio
from datetime import timedelta

from bot.domain.teams import Team
from tests.support.company import Company
from tests.support.objectives import (
    AIM,
    WHY,
    agreed,
    choose,
    directed,
    fill_in,
    labels,
    plain,
    proposed,
    thread,
    write_direction,
)


async def test_an_objective_is_proposed_objected_to_revised_and_agreed(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await directed(company)
    card = await proposed(company, company.luc)
    assert AIM in plain(card)
    assert "Il est adopté mercredi 25 novembre" in plain(card)
    await company.mia.click(card, "agreements.join")
    await company.tom.click(card, "agreements.object")
    assert (await company.tom.submit({"agreements.object_to.reason": "Who answers at night?"})).ok
    await company.let(seconds=5)
    assert f"<@{company.mia.id}>" in plain(card)
    assert "L’équipe le revoit" in plain(card)
    await choose(company.mia, card, "revise")
    aim = "Que chaque client sache qui appeler, la journée."
    assert (await fill_in(company.mia, aim, "objectives.revise")).ok
    await company.let(days=3)
    await company.let(minutes=5)
    assert aim in plain(card)
    assert "Adopté : nous le visons jusqu’au 26 février 2027" in plain(card)
    said = "\n".join(thread(company, card))
    assert "Who answers at night?" in said
    assert "la journée" in said
    course = await company.tom.command("/cordee direction", company.ventes)
    assert "Agreed: we aim for it until February 26, 2027" in course.text


async def test_whoever_gave_the_direction_asks_and_does_not_edit(company: Company) -> None:
    await directed(company)
    card = await proposed(company, company.luc)
    await choose(company.ana, card, "revise")
    assert company.ana.modal is None
    assert "mots" in company.ana.ephemerals(company.ventes)[-1].text
    await company.ana.click(card, "objectives.open_ask")
    outcome = await company.ana.submit({"objectives.ask.question": "   "})
    assert "Écris ta question" in outcome.errors["objectives.ask.question"]
    question = "Qu’est-ce qui vous aiderait <le plus> ?"
    assert (await company.ana.submit({"objectives.ask.question": question})).ok
    await company.let(seconds=5)
    [asked] = [said for said in thread(company, card) if "aiderait" in said]
    assert f"<@{company.ana.id}>" in asked
    assert "&lt;le plus&gt;" in asked
    await choose(company.ana, card, "withdraw_objective")
    assert "Seule la personne" in company.ana.ephemerals(company.ventes)[-1].text
    await company.ana.click(card, "agreements.object")
    assert (await company.ana.submit({"agreements.object_to.reason": "Et la nuit ?"})).ok
    await company.let(seconds=5)
    assert "une objection" in plain(card), "an objection of hers weighs as anyone's"


async def test_a_coach_is_of_the_team_where_a_team_has_them(company: Company) -> None:

    await directed(company)
    card = await proposed(company, company.luc)
    people, coaches = frozenset({company.luc.id}), frozenset({company.tom.id})
    database = company.cordee.services.teams._database
    team = Team(company.slack.team_id, "ventes", "Ventes", people, coaches)
    await database.add(team)
    await choose(company.tom, card, "revise")
    assert company.tom.modal is None
    both = Team(company.slack.team_id, "nord", "Nord", people | coaches, frozenset({"U0"}))
    await database.add(both)
    await choose(company.tom, card, "revise")
    assert company.tom.modal is not None


async def test_several_numbers_earn_a_remark_and_pass(company: Company) -> None:
    await directed(company)
    shown = (await company.luc.command("/cordee cap", company.ventes)).message
    assert shown is not None
    await company.luc.click(shown, "objectives.open_propose")
    aim = "30 appels par jour et 12 rendez-vous."
    assert (await fill_in(company.luc, aim)).ok
    assert company.luc.modal is not None
    assert "Plusieurs chiffres" in str(company.luc.modal.blocks)
    assert aim in str(company.luc.modal.blocks), "and the words are still there"
    assert (await company.luc.submit()).action != "update", "and it passes"
    await company.let(seconds=5)
    card = company.last(company.ventes)
    assert aim in plain(card)
    await choose(company.luc, card, "revise")
    assert (await company.luc.submit({"objectives.revise.how": "En 3 équipes."})).ok
    assert company.luc.modal is not None
    assert (await company.luc.submit()).ok
    await company.let(seconds=5)
    assert "En 3 équipes." in plain(card)


async def test_what_cannot_be_is_said_beside_its_field(company: Company) -> None:
    outcome = await company.luc.command("/cordee cap", company.ventes)
    assert labels(outcome.blocks) == set()
    await directed(company)
    shown = (await company.luc.command("/cordee cap", company.ventes)).message
    assert shown is not None
    await company.luc.click(shown, "objectives.open_propose")
    form = "objectives.propose"
    outcomes = await company.luc.submit({f"{form}.aim": AIM, f"{form}.ends_on": "2026-11-20"})
    assert "26" in outcomes.errors[f"{form}.ends_on"], "the day after it would be agreed"
    outcomes = await company.luc.submit({f"{form}.ends_on": "2031-01-01"})
    assert "Un an au plus" in outcomes.errors[f"{form}.ends_on"]
    outcomes = await company.luc.submit({f"{form}.aim": " ", f"{form}.ends_on": "2027-01-15"})
    assert "visons" in outcomes.errors[f"{form}.aim"]
    company.slack.remove_member(company.ventes, company.luc)
    company.slack.archive(company.ventes)
    await company.slack.quiet()
    outcomes = await company.luc.submit({f"{form}.aim": AIM})
    assert "archivé" in next(iter(outcomes.errors.values()))


async def test_a_direction_given_meanwhile_is_shown_first(company: Company) -> None:
    await directed(company)
    shown = (await company.luc.command("/cordee cap", company.ventes)).message
    assert shown is not None
    await company.luc.click(shown, "objectives.open_propose")
    assert (await write_direction(company.ana, company.ventes, "Vers le sud.")).ok
    assert (await fill_in(company.luc)).ok
    assert company.luc.modal is not None
    assert "Vers le sud." in str(company.luc.modal.blocks)
    assert "Le cap a changé" in str(company.luc.modal.blocks)
    assert (await company.luc.submit()).ok
    assert company.luc.modal is None


async def test_two_who_revise_at_once_lose_nothing(company_on_both: Company) -> None:
    company = company_on_both
    await directed(company)
    card = await proposed(company, company.luc)
    for who in (company.luc, company.tom):
        await choose(who, card, "revise")
    outcomes = await asyncio.gather(
        *(
            fill_in(who, f"{AIM} {who.id}", "objectives.revise")
            for who in (company.luc, company.tom)
        )
    )
    assert sorted(outcome.ok for outcome in outcomes) == [False, True]
    [late] = [who for who in (company.luc, company.tom) if who.modal is not None]
    assert late.id in str(late.modal and late.modal.values)


async def test_an_objective_is_taken_back_and_nothing_more_happens_to_it(
    company: Company,
) -> None:
    await directed(company)
    card = await proposed(company, company.luc)
    before = list(card.blocks)
    await choose(company.luc, card, "withdraw_objective")
    await company.let(seconds=5)
    assert plain(card) == "Cet objectif a été retiré."
    card.blocks[:] = before  # as somebody sees it whose Slack has not caught up
    for name in ("agreements.join", "agreements.object", "objectives.open_ask"):
        await company.tom.click(card, name)
        if company.tom.modal is not None:
            form = company.tom.modal.callback_id
            field = "question" if form == "objectives.ask" else "reason"
            assert not (await company.tom.submit({f"{form}.{field}": "Why?"})).ok
            await company.tom.close_modal()
    await choose(company.luc, card, "revise")
    assert company.luc.modal is None
    assert "moved on" in company.tom.ephemerals(company.ventes)[-1].text


async def test_wins_name_the_objective_that_they_serve(company: Company) -> None:
    await company.tom.command("/win A first call", company.ventes)
    assert "objective" not in str(company.tom.modal and company.tom.modal.blocks)
    await company.tom.close_modal()
    await directed(company)
    card = await agreed(company, company.luc)
    await company.tom.command("/win A client called us by name", company.ventes)
    await company.tom.submit({"wins.share.objective": AIM})
    await company.let(seconds=5)
    win = company.last(company.ventes)
    assert f"Pour notre objectif : {AIM}" in plain(win)
    await company.let(seconds=5)
    assert "A client called us by name" in plain(card)
    [menu] = [each["accessory"]["options"] for each in win.blocks if "accessory" in each]
    await company.tom.click(win, menu[0]["value"])
    await company.tom.submit({"wins.revise.objective": "None in particular"})
    await company.let(seconds=5)
    assert "A client called us by name" not in plain(card)
    await company.tom.command("/win Elsewhere", company.ventes)
    values = {"wins.share.objective": AIM, "wins.share.channel": company.marketing}
    outcome = await company.tom.submit(values)
    assert "one of this channel" in outcome.errors["wins.share.objective"]


async def test_whoever_is_erased_stands_in_no_card_and_no_thread(company: Company) -> None:
    direction = await directed(company)
    card = await proposed(company, company.luc)
    await company.mia.click(card, "agreements.join")
    await company.ana.click(card, "objectives.open_ask")
    assert (await company.ana.submit({"objectives.ask.question": "Et la nuit ?"})).ok
    await company.let(seconds=5)
    for who in (company.ana, company.luc, company.mia):
        shown = (await who.command("/cordee privacy", company.ventes)).message
        assert shown is not None
        await who.click(shown, "privacy.erase")
        assert (await who.submit()).ok
        await company.let(seconds=30)
    await company.let(minutes=1)
    ids = [who.id for who in (company.ana, company.luc, company.mia)]
    seen = "\n".join([plain(direction), plain(card), *thread(company, card)])
    assert not [who for who in ids if who in seen]
    assert "Et la nuit" not in seen
    assert AIM in plain(card), "the team's words stay"
    assert WHY in plain(direction)


async def test_a_win_is_told_even_where_slack_does_not_say_who_reads(company: Company) -> None:
    await directed(company)
    await agreed(company, company.luc)
    company.clock.advance(timedelta(minutes=2))
    company.slack.will_fail("conversations.members", "internal_error", times=9)
    company.slack.will_fail("conversations.info", "internal_error", times=9)
    await company.tom.command("/win A client called us by name", company.ventes)
    assert company.tom.modal is not None, "the form opens, without the objectives"
    assert "wins.share.objective" not in str(company.tom.modal.blocks)
