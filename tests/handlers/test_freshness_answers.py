"""Freshness through Bolt: it still holds, update it, retire it, and what cannot be answered."""

import asyncio

import pytest

from tests.support.company import Company
from tests.support.echoes import filled, practice_of, shown, tried
from tests.support.freshness import (
    HALF_A_YEAR,
    HOLDS,
    RETIRE,
    UPDATE,
    asked,
    stale,
    tried_and_stale,
)

# ------------------------------------------------------------------ it still holds


async def test_it_still_holds_settles_both_questions(company_on_both: Company) -> None:
    company = company_on_both
    await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    [to_tom] = asked(company, company.tom)
    await company.tom.click(to_tom, HOLDS)
    await company.settle()
    assert shown(to_ana) == "C’est noté, merci : « Un SMS la veille » tient toujours."
    assert shown(to_tom) == "Settled, thank you: “Un SMS la veille” holds."
    await company.let(days=182)
    assert not asked(company, company.ana)
    await company.let(days=2)
    assert len(asked(company, company.ana)) == 1
    assert len(asked(company, company.tom)) == 1


async def test_an_echo_settles_it_too(company_on_both: Company) -> None:
    company = company_on_both
    card = await stale(company)
    [question] = asked(company, company.ana)
    await tried(company, company.mia, card, "Still good")
    assert "tient toujours" in shown(question)


async def test_a_question_settled_before_it_is_asked_is_not_asked(company: Company) -> None:
    card = await stale(company, days=187)  # a Saturday: it waits for Monday
    await tried(company, company.mia, card, "Still good")
    await company.let(days=2)
    assert not asked(company, company.ana)


# ------------------------------------------------------------------ update it


async def test_the_author_updates_it(company_on_both: Company) -> None:
    company = company_on_both
    card = await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    [to_tom] = asked(company, company.tom)
    await company.ana.click(to_ana, UPDATE)
    assert (await company.ana.submit({"practices.revise.what": "Un SMS le matin même"})).ok
    await company.settle()
    assert "Un SMS le matin même" in shown(card)
    assert "tient toujours" in shown(to_ana)
    assert "holds" in shown(to_tom)
    await company.let(days=HALF_A_YEAR)
    assert len(asked(company, company.ana)) == 1


async def test_whoever_tried_it_updates_it_by_an_echo(company: Company) -> None:
    card = await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    await company.tom.click(to_tom, UPDATE)
    assert (await company.tom.submit(filled(happened="Now they want a call"))).ok
    await company.settle()
    assert "Now they want a call" in shown(card)
    assert "holds" in shown(to_tom)


# ------------------------------------------------------------------ retire it


async def test_the_author_retires_it(company_on_both: Company) -> None:
    company = company_on_both
    card = await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    [to_tom] = asked(company, company.tom)
    await company.ana.click(to_ana, RETIRE)
    assert HOLDS in str(to_ana.blocks)  # it asks first
    assert (await company.ana.submit()).ok
    await company.settle()
    assert shown(card) == "This practice was withdrawn."
    assert shown(to_ana) == "C’est noté, merci : cette pratique est retirée."
    assert shown(to_tom) == "Settled, thank you: this practice is retired."


async def test_others_have_the_author_told_and_retire_nothing(company_on_both: Company) -> None:
    company = company_on_both
    card = await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    [to_tom] = asked(company, company.tom)
    await company.tom.click(to_tom, RETIRE)
    await company.settle()
    assert "Un SMS la veille" in shown(card)
    assert f"I am telling <@{company.ana.id}>" in shown(to_tom)
    word = company.slack.dm(company.ana)[-1]
    assert f"<@{company.tom.id}>, qui l’a essayée, dit que cette pratique ne tient plus" in shown(
        word
    )
    await company.ana.click(word, HOLDS)
    await company.settle()
    for settled in (to_ana, word):
        assert "tient toujours" in shown(settled)
    assert "holds" in shown(to_tom)


async def test_a_doubt_is_told_once(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    await company.tom.click(to_tom, RETIRE)
    await company.tom.click(to_tom, RETIRE)
    await company.settle()
    assert len(asked(company, company.ana)) == 2
    [sentence] = company.tom.ephemerals(to_tom.channel)
    assert "settled already" in sentence.text


async def test_a_doubt_waits_for_the_authors_working_hours(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    await company.let(hours=10)
    await company.tom.click(to_tom, RETIRE)
    await company.settle()
    assert len(asked(company, company.ana)) == 1
    await company.let(hours=14)
    assert len(asked(company, company.ana)) == 2


async def test_with_the_author_gone_a_doubt_can_be_told_the_others(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    company.slack.change_person(company.ana, deactivated=True)
    await company.slack.quiet()
    await company.tom.click(to_tom, RETIRE)
    [sentence] = company.tom.ephemerals(to_tom.channel)
    assert "have left" in sentence.text
    assert HOLDS in str(to_tom.blocks)


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize("button", [HOLDS, UPDATE, RETIRE])
async def test_what_is_settled_is_not_answered_again(company: Company, button: str) -> None:
    await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    await company.ana.click(to_ana, HOLDS)
    await company.ana.click(to_ana, button)  # the message is not changed yet
    [sentence] = company.ana.ephemerals(to_ana.channel)
    assert sentence.text.startswith("Cette question est déjà réglée")
    assert company.ana.modal is None


@pytest.mark.parametrize("button", [HOLDS, UPDATE, RETIRE])
async def test_what_was_withdrawn_is_not_answered(company: Company, button: str) -> None:
    card = await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    await company.ana.submit()
    await company.tom.click(to_tom, button)
    [sentence] = company.tom.ephemerals(to_tom.channel)
    assert "settled already" in sentence.text
    assert company.tom.modal is None


@pytest.mark.parametrize("button", [HOLDS, UPDATE, RETIRE])
async def test_somebody_else_cannot_answer(company: Company, button: str) -> None:
    card = await stale(company)
    [question] = asked(company, company.ana)
    await company.ana.click(question, UPDATE)
    clicked = company.slack.deliveries[-1].payload
    value = clicked["actions"][0]["value"]
    user = {**clicked["user"], "id": company.mia.id, "username": "mia"}
    forged = {**clicked, "user": user, "trigger_id": "1.2.x"}
    forged["actions"] = [{**clicked["actions"][0], "action_id": button, "value": value}]
    await company.slack.forge("interactive", forged)
    assert company.mia.modal is None
    await company.settle()
    assert HOLDS in str(question.blocks)
    assert "withdrawn" not in shown(card)


async def test_two_answers_at_once_are_one_settlement(company_on_both: Company) -> None:
    company = company_on_both
    await tried_and_stale(company)
    [to_ana] = asked(company, company.ana)
    [to_tom] = asked(company, company.tom)
    await asyncio.gather(company.tom.click(to_tom, HOLDS), company.ana.click(to_ana, HOLDS))
    await company.settle()
    assert "tient toujours" in shown(to_ana)
    assert "holds" in shown(to_tom)
    assert not asked(company, company.ana)


async def test_an_answer_delivered_again_is_one_answer(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = asked(company, company.tom)
    await company.tom.click(to_tom, RETIRE)
    again = company.slack.deliveries[-1].payload
    await company.slack.forge("interactive", again)
    await company.settle()
    assert not company.tom.ephemerals(to_tom.channel)
    assert len(asked(company, company.ana)) == 2
