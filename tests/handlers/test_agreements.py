"""Consent through Bolt: who is in, who helps, who objects, what is amended, and who is told."""

import asyncio

from bot.domain.agreements import Stance
from bot.domain.stages import Stage
from bot.views import ids
from tests.support.agreements import (
    amend,
    choose,
    labels,
    object_to,
    private,
    standing,
    the_trial,
    thread,
)
from tests.support.company import Company
from tests.support.proposals import CHANGE, entered, proposed
from tests.support.told import shown

WORRY = "Certains clients n’ont pas donné leur numéro."


async def test_people_are_in_it_or_lend_a_hand_and_may_take_that_back(
    company_on_both: Company,
) -> None:
    company = company_on_both
    card = await proposed(company, company.ana, company.ventes)
    assert labels(card) == ["I'm in", "I can help", "I have an objection", "Its story"]
    await company.luc.click(card, ids.AGREEMENT_JOIN)
    await company.tom.click(card, ids.AGREEMENT_HELP)
    await company.settle()
    assert f"<@{company.ana.id}> and <@{company.luc.id}>" in shown(card)
    assert f"Lending a hand: <@{company.tom.id}>" in shown(card)
    await company.luc.click(card, ids.AGREEMENT_HELP)
    await choose(company.tom, card, "take_back")
    await company.settle()
    trial = await the_trial(company, company.ventes)
    assert trial.people == (company.ana.id,)
    assert f"<@{company.tom.id}>" not in shown(card)
    assert f"<@{company.luc.id}>" in shown(card)
    assert thread(company, card) == []


async def test_an_objection_brings_it_back_to_its_owner_who_amends_it(
    company_on_both: Company,
) -> None:
    company = company_on_both
    card = await proposed(company, company.luc, company.ventes, why="Ils ne lisent plus.")
    assert standing(card).startswith("It starts on Wednesday, November 25 at 10:00")
    # An admin's objection goes exactly the same way as anyone's.
    assert (await object_to(company.ana, card, WORRY)).ok
    await company.settle()
    waits = f"<@{company.ana.id}>: an objection. <@{company.luc.id}> is amending it."
    assert standing(card) == waits
    assert thread(company, card) == [f"<@{company.ana.id}> has an objection:\n&gt; {WORRY}"]
    word = private(company, company.luc)[-1]
    assert WORRY in word.text
    await company.let(days=3)
    assert (await the_trial(company, company.ventes)).stage is Stage.OBJECTED

    await company.luc.click(word, ids.TRIAL_AMEND)
    assert entered(company.luc)["change"] == CHANGE
    assert (await amend(company.luc, why="Ils ne lisent plus. Avec leur accord.")).ok
    await company.settle()
    await company.let(seconds=5)
    assert standing(card).startswith("It starts on Monday, November 30")
    amended = thread(company, card)[-1]
    assert amended.startswith(f"<@{company.luc.id}> amended it")
    assert "Ils ne lisent plus. → Ils ne lisent plus. Avec leur accord." in amended
    told = private(company, company.ana)[-1]
    assert "Avec leur accord" in told.text

    await company.ana.click(told, ids.AGREEMENT_OBJECT_AGAIN)
    assert entered(company.ana)["reason"] == WORRY
    assert (await company.ana.submit({})).ok
    await company.settle()
    assert (await the_trial(company, company.ventes)).stage is Stage.OBJECTED


async def test_whoever_takes_an_objection_back_clears_the_way(company: Company) -> None:
    card = await proposed(company, company.tom, company.ventes)
    await object_to(company.mia, card, "Not now, it is the fair.")
    await company.luc.click(card, ids.AGREEMENT_JOIN)
    await object_to(company.luc, card, "Et les clients sans téléphone ?")
    await company.mia.click(card, ids.AGREEMENT_JOIN)
    before = await the_trial(company, company.ventes)
    await company.mia.click(card, ids.AGREEMENT_JOIN)
    assert await the_trial(company, company.ventes) == before, "said twice, it is said once"
    await company.settle()
    assert (await the_trial(company, company.ventes)).stage is Stage.OBJECTED
    await company.let(days=1)
    await choose(company.luc, card, "take_back")
    await company.settle()
    trial = await the_trial(company, company.ventes)
    assert trial.stage is Stage.PROPOSED
    assert set(trial.people) == {company.tom.id, company.luc.id, company.mia.id}
    await company.let(seconds=5)
    assert thread(company, card)[-1] == f"<@{company.luc.id}> does not object any more."
    assert f"<@{company.mia.id}> does not object any more." in thread(company, card)


async def test_the_owner_is_told_in_working_hours_of_what_stands_then(company: Company) -> None:
    card = await proposed(company, company.luc, company.ventes)
    await company.let(hours=12)
    await object_to(company.ana, card, WORRY)
    await object_to(company.mia, card, "Taken back by the morning.")
    await choose(company.mia, card, "take_back")
    await company.settle()
    assert private(company, company.luc) == []
    await company.let(hours=11)
    [word] = private(company, company.luc)
    assert WORRY in word.text
    assert "qu’on puisse essayer sans risque" in word.text


async def test_an_objection_needs_a_reason_and_a_proposal_that_is_not_ones_own(
    company: Company,
) -> None:
    card = await proposed(company, company.tom, company.ventes)
    refused = await object_to(company.mia, card, "  ")
    assert "what worries you" in next(iter(refused.errors.values()))
    await company.tom.click(card, ids.AGREEMENT_OBJECT)
    assert "your own proposal" in company.tom.ephemerals(company.ventes)[-1].text


async def test_an_objection_after_the_start_keeps_its_words(company: Company) -> None:
    card = await proposed(company, company.tom, company.ventes)
    await company.mia.click(card, ids.AGREEMENT_OBJECT)
    await company.let(days=2, hours=2)
    assert (await the_trial(company, company.ventes)).stage is Stage.RUNNING
    late = await company.mia.submit({ids.field(ids.AGREEMENTS_OBJECT, "reason"): "Wait!"})
    assert "It has begun already" in next(iter(late.errors.values()))
    assert entered(company.mia)["reason"] == "Wait!"


async def test_two_people_at_once_lose_nothing(company_on_both: Company) -> None:
    company = company_on_both
    card = await proposed(company, company.ana, company.ventes)
    await asyncio.gather(
        company.luc.click(card, ids.AGREEMENT_JOIN),
        company.tom.click(card, ids.AGREEMENT_HELP),
        object_to(company.mia, card, "Not with new customers."),
    )
    await company.settle()
    agreements = company.cordee.services.agreements
    trial = await the_trial(company, company.ventes)
    _, voices = await agreements.standing(trial.team_id, trial.subject)
    assert trial.people == (company.ana.id, company.luc.id)
    assert {voice.user_id: voice.stance for voice in voices} == {
        company.luc.id: Stance.IN,
        company.tom.id: Stance.HELPS,
        company.mia.id: Stance.OBJECTS,
    }
    assert trial.stage is Stage.OBJECTED


async def test_whoever_amends_what_has_just_changed_keeps_their_words(company: Company) -> None:
    card = await proposed(company, company.tom, company.ventes)
    await choose(company.tom, card, "amend")
    await object_to(company.mia, card, WORRY)
    refused = await amend(company.tom, change="Something else")
    assert "Somebody changed this just now" in next(iter(refused.errors.values()))
    assert entered(company.tom)["change"] == "Something else"


async def test_whoever_joins_or_steps_aside_while_it_is_amended_does_so_all_the_same(
    company: Company,
) -> None:
    card = await proposed(company, company.tom, company.ventes)
    await company.luc.click(card, ids.AGREEMENT_JOIN)
    await company.settle()
    await choose(company.tom, card, "amend")
    await company.mia.click(card, ids.AGREEMENT_JOIN)
    await company.luc.click(card, ids.AGREEMENT_HELP)
    assert (await amend(company.tom, change="Something else")).ok
    trial = await the_trial(company, company.ventes)
    assert (trial.change, trial.people) == ("Something else", (company.tom.id, company.mia.id))


async def test_only_its_owner_amends_or_withdraws_it_and_old_cards_answer_kindly(
    company: Company,
) -> None:
    card = await proposed(company, company.tom, company.ventes)
    for verb in ("amend", "withdraw"):
        await choose(company.mia, card, verb)
        assert company.mia.ephemerals(company.ventes)[-1].text == "Only its owner can do that."
    before = card.blocks
    await choose(company.tom, card, "withdraw")
    await company.settle()
    assert "withdrawn before it began" in card.text
    card.blocks = before
    await company.mia.click(card, ids.AGREEMENT_JOIN)
    assert "moved on meanwhile" in company.mia.ephemerals(company.ventes)[-1].text
    await company.mia.click(card, ids.AGREEMENT_OBJECT)
    assert "moved on meanwhile" in company.mia.ephemerals(company.ventes)[-1].text


async def test_whoever_left_a_private_channel_learns_nothing_more(company: Company) -> None:
    card = await proposed(company, company.ana, company.projets)
    await object_to(company.luc, card, WORRY)
    await choose(company.ana, card, "amend")
    assert (await amend(company.ana, why="Avec leur accord.")).ok
    company.slack.remove_member(company.projets, company.luc)
    await company.let(hours=1)
    assert private(company, company.luc) == []
