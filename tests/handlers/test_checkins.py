"""Open questions through Bolt: asked, answered by the form or in the thread, gathered."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.domain.questions import BANK
from sandbox.nouns import Channel, Message
from storage.tables import answers, metadata
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

TUESDAY = 1
TUESDAY_10 = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Ten o'clock in Paris."""
CLOSING = timedelta(days=2)


async def asked(company: Company, channel: Channel | None = None) -> Message:
    """Let the schedule put a question to a channel, and return it."""
    where = channel or company.ventes
    await choose_rhythm(company, where, checkin=(TUESDAY, "10:00"))
    await company.move_to(TUESDAY_10)
    return company.last(where)


async def answer(person: object, prompt: Message, words: str) -> None:
    await person.click(prompt, "checkins.open_answer")  # type: ignore[attr-defined] # somebody of the sandbox
    await person.submit({"checkins.answer.text": words})  # type: ignore[attr-defined] # as above


async def words_kept(company: Company) -> list[str]:
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        found = await connection.execute(select(answers.c.text).order_by(answers.c.answered_at))
        return list(found.scalars())


def spoken(gathering: Message) -> list[str]:
    """Return what follows the title of a gathering, paragraph by paragraph."""
    return gathering.text.split("\n\n")[1:]


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


# ------------------------------------------------------------------ in the thread


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


# ------------------------------------------------------------------ late, long, closed


async def test_a_late_form_keeps_its_words_and_says_where_to_write(company: Company) -> None:
    prompt = await asked(company)
    await company.ana.click(prompt, "checkins.open_answer")
    company.clock.advance(CLOSING)
    outcome = await company.ana.submit({"checkins.answer.text": "j’arrive tard"})
    assert "fil" in outcome.errors["checkins.answer.text"]
    assert company.ana.modal is not None
    await company.luc.click(prompt, "checkins.open_answer")
    assert company.luc.modal is None
    assert "fil" in company.luc.ephemerals(company.ventes)[-1].text
    assert await words_kept(company) == []


async def test_a_late_reply_stays_in_the_thread_only(company: Company) -> None:
    prompt = await asked(company)
    await company.let(days=2, minutes=1)
    reply = await company.ana.say(company.ventes, "j’arrive tard", prompt)
    await company.ana.edit(reply, "j’arrive bien tard")
    await company.slack.quiet()
    assert await words_kept(company) == []


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


async def test_no_question_comes_back_before_the_bank_is_used_up(company: Company) -> None:
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"), language="en")
    company.clock.move_to(TUESDAY_10)
    questions = []
    for _ in range(len(BANK) + 1):
        await company.settle()
        questions.append(company.last(company.ventes).text.split("\n")[0])
        await company.let(days=3)
        company.clock.advance(timedelta(days=4))
    assert sorted(questions[:-1]) == sorted(BANK.values())
    assert questions[-1] != questions[-2]
