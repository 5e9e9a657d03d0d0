"""Answers in the thread of a question are followed, in whatever order Slack tells of them."""

import asyncio
from datetime import timedelta

import pytest

from tests.support.company import Company
from tests.support.questions import TUESDAY, TUESDAY_10, asked, spoken, words_kept
from tests.support.rhythms import choose_rhythm


async def test_a_reply_is_followed_when_it_is_edited_or_deleted(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    kept = await company.ana.say(company.ventes, "une relance", prompt)
    gone = await company.luc.say(company.ventes, "oups", prompt)
    await company.slack.quiet()
    assert sorted(await words_kept(company)) == ["oups", "une relance"]
    company.clock.advance(timedelta(minutes=1))
    await company.ana.edit(kept, "une relance par SMS")
    await company.luc.delete(gone)
    await company.slack.quiet()
    assert await words_kept(company) == ["une relance par SMS"]


@pytest.mark.parametrize("turns", [1, 2])
async def test_a_reply_told_twice_is_one_answer(company_on_both: Company, turns: int) -> None:
    company = company_on_both
    prompt = await asked(company)
    for _ in range(turns):
        company.slack.will_redeliver("message")
    await company.ana.say(company.ventes, "une relance", prompt)
    await company.slack.quiet()
    assert await words_kept(company) == ["une relance"]


async def test_an_edit_told_before_its_reply_counts(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    company.slack.will_reorder(2)
    reply = await company.ana.say(company.ventes, "une relance", prompt)
    company.clock.advance(timedelta(minutes=1))
    await company.ana.edit(reply, "une relance par SMS")
    await company.slack.quiet()
    assert await words_kept(company) == ["une relance par SMS"]


async def test_of_two_edits_the_later_one_counts(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    reply = await company.ana.say(company.ventes, "une", prompt)
    await company.slack.quiet()
    company.slack.will_reorder(2)
    for words in ("deux", "trois"):
        company.clock.advance(timedelta(minutes=1))
        await company.ana.edit(reply, words)
    await company.slack.quiet()
    assert await words_kept(company) == ["trois"]


async def test_a_deletion_told_before_its_reply_counts(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    company.slack.will_reorder(2)
    reply = await company.ana.say(company.ventes, "une relance", prompt)
    await company.ana.delete(reply)
    await company.slack.quiet()
    assert await words_kept(company) == []


async def test_answers_are_gathered_in_the_order_they_were_written(company: Company) -> None:
    prompt = await asked(company)
    company.slack.will_reorder(3)
    for person, words in ((company.ana, "un"), (company.luc, "deux"), (company.tom, "trois")):
        company.clock.advance(timedelta(minutes=1))
        await person.say(company.ventes, words, prompt)
    await company.slack.quiet()
    assert await words_kept(company) == ["un", "deux", "trois"]


async def test_what_one_person_answered_stands_together(company: Company) -> None:
    prompt = await asked(company)
    for person, words in ((company.ana, "un"), (company.luc, "deux"), (company.ana, "trois")):
        company.clock.advance(timedelta(minutes=1))
        await person.say(company.ventes, words, prompt)
    await company.slack.quiet()
    await company.let(days=2)
    assert spoken(company.last(company.ventes)) == ["*Ana Morel*\nun\ntrois", "*Luc Petit*\ndeux"]


async def test_a_reply_to_a_question_that_is_not_recorded_yet_is_kept(company: Company) -> None:
    """Slack's answer to the posting was lost: until it is looked for, nobody knows the question."""
    company.slack.backend.courier._retry_delays = (0.2,) * 20
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"))
    older = await company.luc.say(company.ventes, "on déjeune ?")
    company.clock.move_to(TUESDAY_10)
    company.slack.will_drop("chat.postMessage")
    await company.cordee.ticker.tick()
    await company.cordee.worker.send_due()
    prompt = company.last(company.ventes)
    await company.ana.say(company.ventes, "une relance", prompt)
    await company.ana.say(company.ventes, "oui", older)
    await asyncio.sleep(0.3)
    assert await words_kept(company) == []
    company.clock.advance(timedelta(seconds=20))
    await company.cordee.worker.send_due()
    await company.slack.quiet(timeout=10)
    assert await words_kept(company) == ["une relance"]


async def test_other_threads_are_not_read(company: Company) -> None:
    await asked(company)
    other = await company.luc.say(company.ventes, "on déjeune ?")
    await company.ana.say(company.ventes, "oui", other)
    await company.slack.quiet()
    assert await words_kept(company) == []
