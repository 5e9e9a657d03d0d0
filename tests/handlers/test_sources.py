"""Messages that change after something was told from them: followed, or somebody is asked."""

from typing import Any

import pytest
from sqlalchemy import select

from sandbox import shapes
from sandbox.gestures import Acting
from sandbox.nouns import Message
from storage.tables import metadata
from tests.support.company import Company
from tests.support.told import choose, kept_as_win, passed_on, shown

SAID = "Un SMS la veille, et ils répondent presque tous au téléphone. Essayez avec les PME."
LITTLE = SAID.replace("presque ", "")
OTHER = "Finalement, un appel suffit."
KINDS = pytest.mark.parametrize("kind", ["win", "practice"])


async def told(company: Company, kind: str, by: Acting, message: Message) -> Message:
    """Tell something from a message, and return its card."""
    return await (kept_as_win if kind == "win" else passed_on)(company, by, message)


async def edit(company: Company, who: Acting, message: Message, words: str) -> None:
    await who.edit(message, words)
    await company.settle()


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


async def everything_kept(company: Company) -> str:
    """Return every row of every table, as text."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        return str([list(await connection.execute(select(t))) for t in metadata.sorted_tables])


# ------------------------------------------------------------------ followed


@KINDS
async def test_a_small_edit_of_ones_own_words_is_followed(
    company_on_both: Company, kind: str
) -> None:
    company = company_on_both
    message = await company.ana.say(company.ventes, SAID)
    card = await told(company, kind, company.ana, message)
    await edit(company, company.ana, message, LITTLE)
    assert "répondent tous au" in shown(card)
    assert "presque" not in shown(card)
    assert company.slack.dm(company.ana) == []
    found = await company.mia.command("/practices presque", company.marketing)
    assert "SMS" not in str(found.blocks)


async def test_the_author_of_a_message_passed_on_is_followed_too(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    card = await passed_on(company, company.luc, message)
    await edit(company, company.mia, message, LITTLE)
    assert "répondent tous au" in shown(card)
    assert company.slack.dm(company.luc) == company.slack.dm(company.mia) == []


async def test_everything_told_from_one_message_follows(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    win = await kept_as_win(company, company.ana, message)
    practice = await passed_on(company, company.luc, message)
    await edit(company, company.ana, message, LITTLE)
    for card in (win, practice):
        assert "répondent tous au" in shown(card)


async def test_a_reply_in_a_thread_is_followed(company: Company) -> None:
    question = await company.mia.say(company.ventes, "How do you follow up?")
    reply = await company.tom.say(company.ventes, SAID, thread=question)
    card = await passed_on(company, company.tom, reply)
    await edit(company, company.tom, reply, LITTLE)
    assert "répondent tous au" in shown(card)


async def test_other_messages_are_not_read(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    company.slack.calls.clear()
    await edit(company, company.ana, message, "Un mot pour @luc")
    assert [call for call in company.slack.calls if call.method == "users.info"] == []
    assert company.slack.dm(company.ana) == []


async def test_a_preview_is_no_edit(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    card = await passed_on(company, company.ana, message)
    await edit(company, company.ana, message, LITTLE)
    calls = len(company.slack.calls)
    before = shapes.message(company.slack.backend.installation, message)
    preview = [{"title": "Un article", "fallback": "Un article"}]
    company.slack.backend.workspace.edit(message, company.ana.id, before, attachments=preview)
    await company.settle()
    assert "répondent tous au" in shown(card)
    assert not [c for c in company.slack.calls[calls:] if c.method.startswith("chat.")]


# ------------------------------------------------------------------ asked


@KINDS
async def test_what_matters_more_is_asked_and_taken(company_on_both: Company, kind: str) -> None:
    company = company_on_both
    message = await company.ana.say(company.ventes, SAID)
    card = await told(company, kind, company.ana, message)
    company.slack.will_redeliver("message")
    await edit(company, company.ana, message, OTHER)
    [question] = company.slack.dm(company.ana)
    assert f"&gt; {OTHER}" in shown(question)
    assert "Voir" not in shown(question)
    assert buttons(question) == ["Prendre les nouveaux mots", "Garder tel quel"]
    assert "appel suffit" not in shown(card)
    assert "appel suffit" not in await everything_kept(company), "not kept before the yes"
    await company.ana.click(question, "sources.take")
    await company.settle()
    assert "appel suffit" in shown(card)
    assert "SMS" not in shown(card)
    assert buttons(question) == []
    assert shown(question).startswith("Merci")
    assert len(company.slack.dm(company.ana)) == 1


@KINDS
async def test_it_may_stay_as_it_is(company: Company, kind: str) -> None:
    message = await company.tom.say(company.ventes, SAID)
    card = await told(company, kind, company.tom, message)
    await edit(company, company.tom, message, OTHER)
    [question] = company.slack.dm(company.tom)
    await company.tom.click(question, "sources.leave")
    await company.settle()
    assert "SMS" in shown(card)
    assert shown(question) == "Understood: it stays as it is."


async def test_a_number_is_asked(company: Company) -> None:
    message = await company.ana.say(company.ventes, "On a signé 12 clients grâce au SMS d’hier")
    card = await kept_as_win(company, company.ana, message)
    await edit(company, company.ana, message, "On a signé 21 clients grâce au SMS d’hier")
    assert len(company.slack.dm(company.ana)) == 1
    assert "12" in shown(card)


async def test_what_was_corrected_since_is_not_overwritten(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    card = await passed_on(company, company.ana, message)
    await choose(company.ana, card, "revise")
    await company.ana.submit({"practices.revise.what": "Un SMS la veille, rien de plus."})
    await edit(company, company.ana, message, LITTLE)
    assert company.slack.dm(company.ana) == [], "it changes nothing of what is kept"
    await edit(company, company.ana, message, LITTLE.replace("la veille", "le matin"))
    [question] = company.slack.dm(company.ana)
    assert "rien de plus" in shown(card)
    await company.ana.click(question, "sources.take")
    await company.settle()
    assert "le matin" in shown(card)


async def test_edited_again_only_the_last_question_stands(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.ana.say(company.ventes, SAID)
    card = await passed_on(company, company.ana, message)
    await edit(company, company.ana, message, OTHER)
    await company.let(minutes=1)
    await edit(company, company.ana, message, "Finalement, un appel suffit bien.")
    first, second = company.slack.dm(company.ana)
    assert buttons(first) == []
    assert "encore changé" in shown(first)
    await company.ana.click(second, "sources.take")
    await company.settle()
    assert "suffit bien" in shown(card)


async def test_changed_back_there_is_nothing_to_ask(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    await passed_on(company, company.ana, message)
    await edit(company, company.ana, message, OTHER)
    await company.let(minutes=1)
    await edit(company, company.ana, message, SAID)
    [question] = company.slack.dm(company.ana)
    assert buttons(question) == []


async def test_edited_many_times_before_the_bot_writes_it_asks_once(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    await passed_on(company, company.ana, message)
    for words in ("Un appel.", "Deux appels.", OTHER):
        await company.ana.edit(message, words)
        await company.slack.quiet()
    await company.settle()
    [question] = company.slack.dm(company.ana)
    assert OTHER in shown(question)


async def test_whoever_told_it_is_asked_about_words_that_are_not_theirs(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    await passed_on(company, company.luc, message)
    await edit(company, company.mia, message, OTHER)
    assert company.slack.dm(company.mia) == []
    assert len(company.slack.dm(company.luc)) == 1


async def test_others_are_asked_in_their_working_hours(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    await passed_on(company, company.luc, message)
    await company.let(hours=12)
    await edit(company, company.mia, message, OTHER)
    assert company.slack.dm(company.luc) == []
    await company.let(hours=12)
    assert len(company.slack.dm(company.luc)) == 1


async def test_who_may_not_read_the_message_is_not_shown_it(company: Company) -> None:
    message = await company.luc.say(company.projets, SAID)
    await passed_on(company, company.ana, message)
    company.slack.remove_member(company.projets, company.ana)
    await edit(company, company.luc, message, OTHER)
    assert company.slack.dm(company.ana) == []
    assert len(company.slack.dm(company.luc)) == 1, "it is theirs too"


async def test_who_has_left_is_not_asked(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    await passed_on(company, company.luc, message)
    company.slack.change_person(company.luc, deactivated=True)
    await edit(company, company.mia, message, OTHER)
    assert len(company.slack.dm(company.mia)) == 1


# ------------------------------------------------------------------ deleted


@KINDS
async def test_deleted_it_is_kept_if_its_author_says_so(company: Company, kind: str) -> None:
    message = await company.ana.say(company.ventes, SAID)
    card = await told(company, kind, company.ana, message)
    assert "<http" in shown(card)
    await company.ana.delete(message)
    await company.settle()
    [question] = company.slack.dm(company.ana)
    assert buttons(question) == ["Garder", "La retirer"]
    assert "<http" not in shown(card), "no link to what is gone"
    await company.ana.click(question, "sources.leave")
    await company.settle()
    assert "SMS" in shown(card)
    assert buttons(question) == []


@KINDS
async def test_deleted_it_is_withdrawn_if_its_author_says_so(
    company_on_both: Company, kind: str
) -> None:
    company = company_on_both
    message = await company.tom.say(company.ventes, SAID)
    card = await told(company, kind, company.tom, message)
    await company.tom.delete(message)
    await company.settle()
    [question] = company.slack.dm(company.tom)
    await company.tom.click(question, "sources.withdraw")
    await company.settle()
    assert shown(card) in {"This practice was withdrawn.", "This win was withdrawn."} or (
        "was withdrawn." in shown(card)
    )
    assert shown(question) == "It is withdrawn, and its words are forgotten."
    assert "PME" not in await everything_kept(company)


@KINDS
async def test_above_a_thread_too(company: Company, kind: str) -> None:
    message = await company.ana.say(company.ventes, SAID)
    await company.luc.say(company.ventes, "Bien vu", thread=message)
    card = await told(company, kind, company.ana, message)
    await company.ana.delete(message)
    await company.settle()
    assert len(company.slack.dm(company.ana)) == 1
    assert "SMS" in shown(card)


async def test_whoever_deleted_their_words_is_asked(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    await passed_on(company, company.luc, message)
    await company.mia.delete(message)
    await company.settle()
    assert company.slack.dm(company.luc) == []
    assert len(company.slack.dm(company.mia)) == 1


async def test_deleted_after_an_edit_the_question_is_about_that(company: Company) -> None:
    message = await company.ana.say(company.ventes, SAID)
    card = await passed_on(company, company.ana, message)
    await edit(company, company.ana, message, OTHER)
    await company.ana.delete(message)
    await company.settle()
    first, second = company.slack.dm(company.ana)
    assert (buttons(first), len(buttons(second))) == ([], 2)
    await company.ana.click(second, "sources.leave")
    await company.settle()
    assert "SMS" in shown(card)


# ------------------------------------------------------------------ answers that are none


@pytest.mark.parametrize("answer", ["take", "leave"])
async def test_clicked_after_a_withdrawal_it_is_said_kindly(company: Company, answer: str) -> None:
    message = await company.tom.say(company.ventes, SAID)
    card = await passed_on(company, company.tom, message)
    await edit(company, company.tom, message, OTHER)
    [question] = company.slack.dm(company.tom)
    await choose(company.tom, card, "withdraw")
    await company.tom.submit()
    await company.tom.click(question, f"sources.{answer}")
    await company.settle()
    said = company.tom.ephemerals(question.channel)[-1].text
    assert said == "This practice was withdrawn, so there is nothing left to change."
    assert "was withdrawn." in shown(card)


async def clicked_again(company: Company, name: str) -> Any:
    """Hand over once more the last click on a button."""
    found = [d for d in company.slack.deliveries if name in str(d.payload.get("actions", ""))]
    again = {**found[-1].payload, "trigger_id": "1.2.other"}
    return await company.slack.forge("interactive", again)


async def test_answered_twice_it_is_done_once(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.tom.say(company.ventes, SAID)
    card = await passed_on(company, company.tom, message)
    await edit(company, company.tom, message, OTHER)
    [question] = company.slack.dm(company.tom)
    await company.tom.click(question, "sources.leave")
    await clicked_again(company, "sources.leave")
    assert "settled already" in company.tom.ephemerals(question.channel)[-1].text
    await company.settle()
    assert "SMS" in shown(card)


async def test_somebody_else_answers_nothing(company: Company) -> None:
    message = await company.mia.say(company.ventes, SAID)
    card = await passed_on(company, company.luc, message)
    await edit(company, company.mia, message, OTHER)
    [question] = company.slack.dm(company.luc)
    for person in (company.mia, company.tom):
        place = next(b for b in question.blocks if b["type"] == "actions")
        value = place["elements"][0]
        body = {
            "type": "block_actions",
            "team": {"id": company.slack.team_id},
            "user": {"id": person.id, "team_id": company.slack.team_id},
            "api_app_id": "A1",
            "trigger_id": f"1.2.{person.id}",
            "actions": [{**value, "block_id": "b", "type": "button"}],
        }
        await company.slack.forge("interactive", body)
        [word] = company.slack.dm(person)
        assert word.text == "Only the person whom I asked can answer that."
    await company.settle()
    assert "SMS" in shown(card)


async def test_gone_before_the_answer_it_stays_as_it_is(company: Company) -> None:
    message = await company.tom.say(company.ventes, SAID)
    card = await passed_on(company, company.tom, message)
    await edit(company, company.tom, message, OTHER)
    [question] = company.slack.dm(company.tom)
    company.slack.remove_bot(company.ventes)
    await company.tom.click(question, "sources.take")
    assert "no words in that message" in company.tom.ephemerals(question.channel)[-1].text
    await company.tom.click(question, "sources.leave")
    await company.settle()
    assert "SMS" in shown(card)
