"""Freshness through Bolt: six months without an echo, and those who know are asked, once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.echoes import filled, passed_on, practice_of, shown, tried

HOLDS, UPDATE, RETIRE = "freshness.holds", "freshness.update", "freshness.retire"
HALF_A_YEAR = 184
"""Days: it is a Wednesday then, eleven o'clock in Paris."""


async def asked(company: Company, who: Acting) -> list[Message]:
    """Return what somebody was asked by now."""
    return [word for word in company.slack.dm(who) if HOLDS in str(word.blocks)]


async def stale(
    company: Company, title: str = "Un SMS la veille", days: int = HALF_A_YEAR
) -> Message:
    """Let Ana pass on a practice that nobody tells of for long; return its card."""
    card = await passed_on(company, title)
    await company.let(days=days)
    return card


async def tried_and_stale(company: Company) -> Message:
    """Let Tom try at once what nobody tells of for long afterwards; return its card."""
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    await company.let(days=HALF_A_YEAR)
    return card


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("ana", "Tu as transmis cette pratique, et personne n’a raconté l’avoir essayée"),
        ("tom", "You passed this practice on, and nobody has told of trying it for six months."),
    ],
)
async def test_the_author_is_asked_after_six_months(
    company_on_both: Company, name: str, sentence: str
) -> None:
    company = company_on_both
    who: Acting = getattr(company, name)
    await passed_on(company, "Un SMS la veille", who=who)
    await company.let(days=182)
    assert not await asked(company, who)
    await company.let(days=2)
    [question] = await asked(company, who)
    assert sentence in shown(question)
    assert "Un SMS la veille" in shown(question)


async def test_whoever_tried_it_last_is_asked_too(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.luc, card, "Oui")
    await company.let(days=30)
    await tried(company, company.tom, card, "They answered")
    await company.let(days=170)
    assert not await asked(company, company.ana)
    await company.let(days=14)
    [question] = await asked(company, company.tom)
    assert "You tried this practice more than six months ago" in shown(question)
    assert len(await asked(company, company.ana)) == 1
    assert not await asked(company, company.luc)


async def test_nobody_is_reminded(company: Company) -> None:
    await stale(company)
    for _ in range(30):
        await company.let(days=14)
    assert len(company.slack.dm(company.ana)) == 1


# ------------------------------------------------------------------ when


async def test_nobody_is_asked_outside_working_hours(company: Company) -> None:
    await passed_on(company, "Text first", who=company.mia)
    await company.let(days=HALF_A_YEAR)  # five in the morning in New York
    assert not await asked(company, company.mia)
    await company.let(hours=3.9)
    assert not await asked(company, company.mia)
    await company.let(hours=0.2)
    assert len(await asked(company, company.mia)) == 1


async def test_nobody_is_asked_at_the_weekend(company: Company) -> None:
    await stale(company, days=187)  # a Saturday
    await company.let(days=1)
    assert not await asked(company, company.ana)
    await company.let(days=1)
    assert len(await asked(company, company.ana)) == 1


async def test_a_question_that_comes_too_late_waits_for_the_next_morning(company: Company) -> None:
    await passed_on(company, "Un SMS la veille")
    company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=9 * 3600)
    await company.let(days=HALF_A_YEAR)
    await company.let(hours=10)  # nine in the evening
    assert not await asked(company, company.ana)
    await company.move_to(datetime(2027, 5, 27, 6, 59, tzinfo=UTC))
    assert not await asked(company, company.ana)
    await company.move_to(datetime(2027, 5, 27, 7, 1, tzinfo=UTC))
    assert len(await asked(company, company.ana)) == 1


async def test_one_question_a_day_the_oldest_first(company_on_both: Company) -> None:
    company = company_on_both
    titles = ["Alpha", "Beta", "Gamma"]
    for title in titles:
        await passed_on(company, title)
        await company.let(minutes=1)
    await company.let(days=HALF_A_YEAR)
    for day in range(3):
        for _ in range(8):
            await company.let(hours=3)
        questions = await asked(company, company.ana)
        assert len(questions) == day + 2 if day < 2 else len(questions) == 3
    told = [shown(question) for question in await asked(company, company.ana)]
    assert [next(t for t in titles if t in words) for words in told] == titles


async def test_two_workers_ask_once(company_on_both: Company) -> None:
    company = company_on_both
    await passed_on(company, "Un SMS la veille")
    company.clock.advance(timedelta(days=HALF_A_YEAR))
    staleness = company.cordee.services.staleness
    await asyncio.gather(*(staleness.ask_stale() for _ in range(4)))
    await company.settle()
    assert len(await asked(company, company.ana)) == 1


# ------------------------------------------------------------------ it still holds


async def test_it_still_holds_settles_both_questions(company_on_both: Company) -> None:
    company = company_on_both
    await tried_and_stale(company)
    [to_ana] = await asked(company, company.ana)
    [to_tom] = await asked(company, company.tom)
    await company.tom.click(to_tom, HOLDS)
    await company.settle()
    assert shown(to_ana) == "C’est noté, merci : « Un SMS la veille » tient toujours."
    assert shown(to_tom) == "Settled, thank you: “Un SMS la veille” holds."
    await company.let(days=182)
    assert not await asked(company, company.ana)
    await company.let(days=2)
    assert len(await asked(company, company.ana)) == 1
    assert len(await asked(company, company.tom)) == 1


async def test_an_echo_settles_it_too(company_on_both: Company) -> None:
    company = company_on_both
    card = await stale(company)
    [question] = await asked(company, company.ana)
    await tried(company, company.mia, card, "Still good")
    assert "tient toujours" in shown(question)


async def test_a_question_settled_before_it_is_asked_is_not_asked(company: Company) -> None:
    card = await stale(company, days=187)  # a Saturday: it waits for Monday
    await tried(company, company.mia, card, "Still good")
    await company.let(days=2)
    assert not await asked(company, company.ana)


# ------------------------------------------------------------------ update it


async def test_the_author_updates_it(company_on_both: Company) -> None:
    company = company_on_both
    card = await tried_and_stale(company)
    [to_ana] = await asked(company, company.ana)
    [to_tom] = await asked(company, company.tom)
    await company.ana.click(to_ana, UPDATE)
    assert (await company.ana.submit({"practices.revise.what": "Un SMS le matin même"})).ok
    await company.settle()
    assert "Un SMS le matin même" in shown(card)
    assert "tient toujours" in shown(to_ana)
    assert "holds" in shown(to_tom)
    await company.let(days=HALF_A_YEAR)
    assert len(await asked(company, company.ana)) == 1


async def test_whoever_tried_it_updates_it_by_an_echo(company: Company) -> None:
    card = await tried_and_stale(company)
    [to_tom] = await asked(company, company.tom)
    await company.tom.click(to_tom, UPDATE)
    assert (await company.tom.submit(filled(happened="Now they want a call"))).ok
    await company.settle()
    assert "Now they want a call" in shown(card)
    assert "holds" in shown(to_tom)


# ------------------------------------------------------------------ retire it


async def test_the_author_retires_it(company_on_both: Company) -> None:
    company = company_on_both
    card = await tried_and_stale(company)
    [to_ana] = await asked(company, company.ana)
    [to_tom] = await asked(company, company.tom)
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
    [to_ana] = await asked(company, company.ana)
    [to_tom] = await asked(company, company.tom)
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
    [to_tom] = await asked(company, company.tom)
    await company.tom.click(to_tom, RETIRE)
    await company.tom.click(to_tom, RETIRE)
    await company.settle()
    assert len(await asked(company, company.ana)) == 2
    [sentence] = company.tom.ephemerals(to_tom.channel)
    assert "settled already" in sentence.text


async def test_a_doubt_waits_for_the_authors_working_hours(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = await asked(company, company.tom)
    await company.let(hours=10)
    await company.tom.click(to_tom, RETIRE)
    await company.settle()
    assert len(await asked(company, company.ana)) == 1
    await company.let(hours=14)
    assert len(await asked(company, company.ana)) == 2


async def test_with_the_author_gone_a_doubt_can_be_told_the_others(company: Company) -> None:
    await tried_and_stale(company)
    [to_tom] = await asked(company, company.tom)
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
    [to_ana] = await asked(company, company.ana)
    await company.ana.click(to_ana, HOLDS)
    await company.ana.click(to_ana, button)  # the message is not changed yet
    [sentence] = company.ana.ephemerals(to_ana.channel)
    assert sentence.text.startswith("Cette question est déjà réglée")
    assert company.ana.modal is None


@pytest.mark.parametrize("button", [HOLDS, UPDATE, RETIRE])
async def test_what_was_withdrawn_is_not_answered(company: Company, button: str) -> None:
    card = await tried_and_stale(company)
    [to_tom] = await asked(company, company.tom)
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    await company.ana.submit()
    await company.tom.click(to_tom, button)
    [sentence] = company.tom.ephemerals(to_tom.channel)
    assert "settled already" in sentence.text
    assert company.tom.modal is None


@pytest.mark.parametrize("button", [HOLDS, UPDATE, RETIRE])
async def test_somebody_else_cannot_answer(company: Company, button: str) -> None:
    card = await stale(company)
    [question] = await asked(company, company.ana)
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


async def test_who_left_is_not_asked(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    company.slack.change_person(company.ana, deactivated=True)
    await company.let(days=HALF_A_YEAR)
    assert not company.slack.dm(company.ana)[1:]
    assert len(await asked(company, company.tom)) == 1


async def test_when_nobody_can_be_asked_nothing_happens(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    company.slack.change_person(company.ana, deactivated=True)
    await company.let(days=HALF_A_YEAR)
    await company.let(days=30)
    assert not company.slack.dm(company.ana)
    assert "Un SMS la veille" in shown(card)


async def test_whoever_left_a_private_channel_is_not_asked(company: Company) -> None:
    card = await passed_on(company, "Parler au directeur", company.projets)
    await tried(company, company.luc, card, "Il a dit oui")
    company.slack.remove_member(company.projets, company.luc, by=company.ana)
    await company.let(days=HALF_A_YEAR)
    assert not await asked(company, company.luc)
    assert len(await asked(company, company.ana)) == 1


async def test_a_slack_that_does_not_answer_puts_it_off(company: Company) -> None:
    await passed_on(company, "Un SMS la veille")
    company.slack.will_fail("users.info", "internal_error", times=1)
    await company.let(days=HALF_A_YEAR)
    assert not await asked(company, company.ana)
    await company.let(hours=1)
    assert len(await asked(company, company.ana)) == 1


async def test_what_was_withdrawn_is_not_asked_about(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    await company.ana.submit()
    await company.let(days=HALF_A_YEAR)
    assert not company.slack.dm(company.ana)
