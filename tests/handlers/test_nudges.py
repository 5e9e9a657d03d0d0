"""One reminder at most, to whoever asked for it; a pass leaves no trace."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from sandbox.gestures import Acting
from sandbox.nouns import Message
from storage.tables import metadata
from tests.support.company import Company
from tests.support.hours import local, questions, say_hours
from tests.support.questions import answer, asked

LATER, PASS = "checkins.later", "checkins.pass"
AGAIN = "Je te l’ai rappelé une fois, j’en reste là. Tu peux encore répondre."


async def ask_for_a_reminder(company: Company, who: Acting, prompt: Message) -> str:
    """Click on *Remind me later*; return what is said to that person."""
    await who.click(prompt, LATER)
    return who.sees(company.ventes)[-1].text.replace("\u00a0", " ")


async def kept(company: Company) -> str:
    """Return every row of every table."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        rows = [row for t in metadata.sorted_tables for row in await connection.execute(select(t))]
    return "\n".join(map(str, rows))


async def test_who_asks_is_reminded_once_on_the_next_working_day(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)  # Tuesday, ten o'clock; closes on Thursday at ten
    await company.move_to(local("2026-11-24T11:30"))
    said = await ask_for_a_reminder(company, company.luc, prompt)
    assert said == "Je te le rappellerai une fois : mercredi 25 novembre à 11:30."
    assert await ask_for_a_reminder(company, company.luc, prompt) == said, "still the same one"
    await company.move_to(local("2026-11-25T11:29"))
    assert not questions(company, company.luc)
    await company.move_to(local("2026-11-25T11:30"))
    [nudge] = questions(company, company.luc)
    assert nudge.text.startswith(prompt.text.split("\n")[0])
    assert "Rappelle-le-moi" not in str(nudge.blocks), "there is no second one"
    assert await ask_for_a_reminder(company, company.luc, prompt) == AGAIN
    await answer(company.luc, nudge, "J’y ai pensé.")
    for days in range(5):
        await company.move_to(local("2026-11-25T12:00") + timedelta(days=days))
    assert len(questions(company, company.luc)) == 1
    assert not any(company.slack.dm(who) for who in (company.ana, company.tom, company.mia))


async def test_the_reminder_finds_a_moment_before_the_closing(company: Company) -> None:
    prompt = await asked(company)
    await say_hours(company, company.tom, days=["1", "3"])  # in on Tuesdays and Thursdays
    await company.move_to(local("2026-11-24T15:00"))
    await company.tom.click(prompt, LATER)
    said = company.tom.sees(company.ventes)[-1].text.replace("\u202f", " ")
    assert said == "I will remind you once: on Thursday, November 26 at 8:00 AM."
    await company.move_to(local("2026-11-26T09:00"))
    assert len(questions(company, company.tom)) == 1


async def test_when_no_moment_is_left_it_says_so(company: Company) -> None:
    prompt = await asked(company)
    await company.move_to(local("2026-11-26T09:30"))
    assert "plus de bon moment" in await ask_for_a_reminder(company, company.luc, prompt)
    assert not company.slack.dm(company.luc)


async def test_who_has_answered_meanwhile_is_not_reminded(company: Company) -> None:
    prompt = await asked(company)
    for who in (company.luc, company.ana):
        await ask_for_a_reminder(company, who, prompt)
    await answer(company.luc, prompt, "Voilà.")
    await company.ana.say(company.ventes, "Et voilà.", prompt)
    assert "Tu as répondu, merci" in await ask_for_a_reminder(company, company.luc, prompt)
    await company.move_to(local("2026-11-25T12:00"))
    assert not questions(company, company.luc)
    assert not questions(company, company.ana)


async def test_a_pass_takes_the_reminder_away_and_leaves_no_trace(company: Company) -> None:
    prompt = await asked(company)
    before = await kept(company)
    await company.tom.click(prompt, PASS)
    assert await kept(company) == before
    await ask_for_a_reminder(company, company.luc, prompt)
    assert company.luc.id in await kept(company)
    await company.luc.click(prompt, PASS)
    assert company.luc.id not in await kept(company)
    await company.move_to(local("2026-11-25T12:00"))
    assert not questions(company, company.luc)
    await ask_for_a_reminder(company, company.luc, prompt)
    await company.move_to(local("2026-11-26T09:00"))
    assert len(questions(company, company.luc)) == 1, "who changes their mind may ask again"


async def test_two_clicks_at_once_are_one_reminder(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    await asyncio.gather(*(company.luc.click(prompt, LATER) for _ in range(4)))
    await company.move_to(local("2026-11-25T10:30"))
    assert len(questions(company, company.luc)) == 1


async def test_after_the_closing_it_says_so(company: Company) -> None:
    prompt = await asked(company)
    blocks = list(prompt.blocks)
    await company.move_to(local("2026-11-26T10:30"))
    prompt.blocks[:] = blocks  # a screen that was not shown anew
    await company.luc.click(prompt, LATER)
    assert "sont rassemblées" in company.luc.sees(company.ventes)[-1].text
    assert not company.slack.dm(company.luc)
