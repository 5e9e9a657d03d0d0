"""Questions about nominated messages that nobody answered: closed after a week, once."""

import asyncio

from tests.support.company import Company
from tests.support.nominated import (
    EDIT,
    NOT_NOW,
    PUBLISH,
    TELL,
    asked,
    asked_for_a_win,
    buttons,
    point_at,
    pointing,
    question,
)


async def test_a_question_expires_after_a_week_without_a_reminder(
    company_on_both: Company,
) -> None:
    company = company_on_both
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    for _ in range(6):
        await company.let(days=1)
    assert PUBLISH in buttons(word)
    assert await pointing(company) == {company.luc.id, company.tom.id}
    await company.let(days=1)
    assert word.text.startswith("A week has passed")
    assert not buttons(word)
    assert await pointing(company) == set()
    await company.tom.unreact(message, "bulb")
    await point_at(company, message, company.tom, company.ana)
    await company.let(days=30)
    assert company.slack.dm(company.mia) == [word], "it is not asked again"
    assert await pointing(company) == set()


async def test_so_does_the_way_back_after_not_now(company: Company) -> None:
    await asked_for_a_win(company)
    word = question(company, company.mia)
    await company.let(days=6)
    await company.mia.click(word, NOT_NOW)
    await company.settle()
    assert buttons(word) == [TELL]
    await company.let(days=1, minutes=10)
    assert word.text.startswith("A week has passed")
    assert not buttons(word)


async def test_what_is_clicked_too_late_says_so(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    stale = list(word.blocks)
    await company.let(days=7)
    word.blocks = stale
    for button in (PUBLISH, EDIT, NOT_NOW):
        await company.mia.click(word, button)
    assert company.mia.modal is None
    told = {m.text for m in company.mia.ephemerals(word.channel)}
    assert len(told) == 1
    assert told.pop().startswith("This question is a week old, and closed.")
    await company.settle()
    assert not company.slack.messages(company.ventes, message)


async def test_what_was_answered_does_not_expire(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    await company.let(days=30)
    assert question(company, company.mia).text.startswith("Thank you!")
    assert company.slack.messages(company.ventes, message)


async def test_what_was_never_asked_does_not_expire(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.luc)
    await company.let(days=30)
    await point_at(company, message, company.tom)
    assert PUBLISH in buttons(question(company, company.mia))


async def test_many_workers_close_each_once(company_on_both: Company) -> None:
    company = company_on_both
    words = [await asked_for_a_win(company, f"Beta signed {number}") for number in range(5)]
    company.clock.move_to(company.clock.now().replace(day=30, hour=23))
    nominations = company.cordee.services.nominations
    await asyncio.gather(*(nominations.expire(company.clock.now()) for _ in range(4)))
    updates = len([call for call in company.slack.calls if call.method == "chat.update"])
    await company.settle()
    after = len([call for call in company.slack.calls if call.method == "chat.update"])
    assert after - updates == len(words)
    assert not [word for word in company.slack.dm(company.mia) if buttons(word)]


async def test_a_message_that_is_gone_meanwhile_is_closed_all_the_same(company: Company) -> None:
    message = await asked(company, company.ventes)
    message.deleted = True  # and Slack never told
    await company.let(days=7)
    assert not buttons(question(company, company.mia))
