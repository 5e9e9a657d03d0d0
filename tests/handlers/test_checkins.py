"""Open questions through Bolt: asked, answered by the form or in the thread, gathered."""

import asyncio
import logging
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.questions import BANK
from storage.tables import metadata
from tests.support.company import Company
from tests.support.echoes import shown
from tests.support.questions import CLOSING, TUESDAY, TUESDAY_10, answer, asked, spoken, words_kept
from tests.support.rhythms import choose_rhythm


async def test_a_question_is_asked_answered_and_gathered(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    question = prompt.text.split("\n")[0]
    assert "jeudi 26 novembre à 10:00" in prompt.text
    company.clock.advance(timedelta(minutes=1))
    await answer(company.ana, prompt, "L’équipe marketing nous a ouvert une porte.")
    company.clock.advance(timedelta(minutes=1))
    await company.tom.say(company.ventes, "The logistics team & <@" + company.luc.id + ">", prompt)
    company.clock.advance(timedelta(minutes=1))
    await answer(company.luc, prompt, "Un client patient.")
    await company.settle()
    assert company.last(company.ventes) is prompt, "nothing is shown before the closing"
    await company.move_to(TUESDAY_10 + CLOSING)
    gathering = company.last(company.ventes)
    assert question in gathering.text
    assert spoken(gathering) == [
        "*Ana Morel*\nL’équipe marketing nous a ouvert une porte.",
        "*Tom Hill*\nThe logistics team &amp; @Luc Petit",
        "*Luc Petit*\nUn client patient.",
    ]


async def test_when_it_is_closed_there_is_nothing_to_click(company: Company) -> None:
    prompt = await asked(company)
    question = prompt.text.split("\n")[0]
    await answer(company.ana, prompt, "voilà")
    await company.let(days=2)
    assert prompt.text.startswith(question)
    assert not [block for block in prompt.blocks if block["type"] == "actions"]


async def test_nobody_answered_and_nobody_is_reproached(company: Company) -> None:
    prompt = await asked(company)
    await company.let(days=2)
    assert company.slack.messages(company.ventes) == [prompt]


async def test_a_second_answer_replaces_the_first_and_starts_from_it(company: Company) -> None:
    prompt = await asked(company)
    await answer(company.ana, prompt, "première idée")
    await company.ana.click(prompt, "checkins.open_answer")
    assert company.ana.modal is not None
    values = company.ana.modal.values["checkins.answer.text"]["checkins.answer.text"]
    assert values["value"] == "première idée"
    await company.ana.submit({"checkins.answer.text": "deuxième idée"})
    assert "L’équipe lira ta réponse avec ton nom" in shown(company.ana.modal), "its author knows"
    await company.luc.click(prompt, "checkins.open_answer")
    assert company.luc.modal is not None
    mine = company.luc.modal.values["checkins.answer.text"]["checkins.answer.text"]
    assert not mine.get("value"), "what others answered is not shown"
    assert await words_kept(company) == ["deuxième idée"]


async def test_an_empty_answer_is_refused_beside_its_field(company: Company) -> None:
    prompt = await asked(company)
    await company.ana.click(prompt, "checkins.open_answer")
    outcome = await company.ana.submit({"checkins.answer.text": " \u200b \n"})
    assert list(outcome.errors) == ["checkins.answer.text"]
    assert "quelques mots" in outcome.errors["checkins.answer.text"]
    assert await words_kept(company) == []


async def test_passing_leaves_no_trace(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    prompt = await asked(company)
    database = company.cordee.services.outbox._database

    async def everything() -> dict[str, list[object]]:
        async with database.engine.connect() as connection:
            return {
                name: [*(await connection.execute(table.select())).all()]
                for name, table in metadata.tables.items()
            }

    before = await everything()
    with capture_logs() as logs, caplog.at_level(logging.INFO):
        await company.ana.click(prompt, "checkins.pass")
        await company.settle()
    assert await everything() == before
    assert logs == []
    assert not [record for record in caplog.records if company.ana.id in record.getMessage()]
    [word] = company.ana.ephemerals(company.ventes)[-1:]
    assert "rien" in word.text.lower()
    # Who passed may still answer.
    await answer(company.ana, prompt, "finalement, si")
    assert await words_kept(company) == ["finalement, si"]


async def test_long_answers_are_told_whole_in_order(company: Company) -> None:
    prompt = await asked(company)
    people = (company.ana, company.luc, company.tom, company.mia)
    told = {person.name: f"{person.name} raconte. " * 140 for person in people}
    for person in people:
        company.clock.advance(timedelta(minutes=1))
        await answer(person, prompt, told[person.name])
        company.clock.advance(timedelta(minutes=1))
        await person.say(company.ventes, told[person.name], prompt)
    await company.slack.quiet()
    await company.let(days=2)
    gathering = company.last(company.ventes)
    parts = [gathering, *company.slack.messages(company.ventes, gathering)]
    assert len(parts) > 2
    whole = "\n\n".join(part.text for part in parts)
    assert [whole.count(f"{person.name} raconte.") for person in people] == [280] * 4
    places = [whole.index(f"*{person.name}*") for person in people]
    assert places == sorted(places)
    for part in parts:
        assert sum(len(str(block.get("text", {}).get("text", ""))) for block in part.blocks) <= 9000


# ------------------------------------------------------------------ by hand


async def test_the_command_says_where_things_stand_and_asks(company: Company) -> None:
    outcome = await company.tom.command("/cordee checkin", company.ventes)
    assert outcome.text == "No open question is planned in this channel."
    assert outcome.message is not None
    await company.tom.click(outcome.message, "checkins.ask_now")
    await company.settle()
    prompt = company.last(company.ventes)
    assert prompt.text.split("\n")[0] in BANK.values()
    outcome = await company.ana.command("/cordee point", company.ventes)
    assert outcome.text.startswith("Cette question est ouverte")
    assert outcome.message is not None
    await company.ana.click(outcome.message, "checkins.open_answer")
    await company.ana.submit({"checkins.answer.text": "oui"})
    assert await words_kept(company) == ["oui"]


async def test_two_people_who_ask_at_once_ask_one_question(company_on_both: Company) -> None:
    company = company_on_both
    tom = await company.tom.command("/cordee checkin", company.ventes)
    ana = await company.ana.command("/cordee point", company.ventes)
    assert tom.message is not None
    assert ana.message is not None
    await asyncio.gather(
        company.tom.click(tom.message, "checkins.ask_now"),
        company.ana.click(ana.message, "checkins.ask_now"),
    )
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1


async def test_the_schedule_does_not_ask_over_an_open_question(company: Company) -> None:
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"))
    outcome = await company.tom.command("/cordee checkin", company.ventes)
    assert "Tuesday" in outcome.text
    assert outcome.message is not None
    await company.tom.click(outcome.message, "checkins.ask_now")
    await company.settle()
    await company.move_to(TUESDAY_10)
    assert len(company.slack.messages(company.ventes)) == 1


async def test_where_the_bot_is_not_nothing_is_asked(company: Company) -> None:
    elsewhere = company.slack.add_channel("autre", members=[company.ana], with_bot=False)
    outcome = await company.ana.command("/cordee point", elsewhere)
    assert outcome.message is not None
    await company.ana.click(outcome.message, "checkins.ask_now")
    assert "/invite" in company.ana.ephemerals(elsewhere)[-1].text
    await company.settle()
    assert company.slack.messages(elsewhere) == []


async def test_who_asked_by_hand_is_told_that_slack_refused(company: Company) -> None:
    outcome = await company.luc.command("/cordee point", company.ventes)
    assert outcome.message is not None
    await company.luc.click(outcome.message, "checkins.ask_now")
    company.slack.restrict(company.ventes)
    with capture_logs():
        await company.settle()
    [word] = company.slack.dm(company.luc)
    assert company.slack.dm(company.ana) == []
    assert word.text.startswith("Je n’ai pas pu écrire dans")
    assert "réglages" not in word.text


async def test_week_after_week_the_question_is_another_one(company: Company) -> None:
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"), language="en")
    company.clock.move_to(TUESDAY_10)
    questions = []
    for _ in range(4):
        await company.settle()
        questions.append(company.last(company.ventes).text.split("\n")[0])
        await company.let(days=3)
        company.clock.advance(timedelta(days=4))
    assert len(set(questions)) == 4
    assert set(questions) <= set(BANK.values())
