"""The author's answer about a nominated message: nothing is kept before the yes."""

import asyncio
from pathlib import Path

import pytest

from tests.support.company import Company, small_company
from tests.support.nominated import (
    EDIT,
    NEVER,
    NOT_NOW,
    PUBLISH,
    SETTLED,
    asked,
    buttons,
    clicked_by,
    found,
    point_at,
    pointing,
    question,
)

# ------------------------------------------------------------------ the answer


async def test_a_yes_publishes_in_the_thread_and_in_the_library(company_on_both: Company) -> None:
    company = company_on_both
    message = await asked(company, company.ventes, "Text first & wait <3. They answer.")
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert card.text.startswith("Text first &amp; wait &lt;3.")
    assert "They answer." in card.text
    assert f"<@{company.mia.id}>" in card.text
    assert "Text first" in await found(company, "text wait")
    [word] = company.slack.dm(company.mia)
    assert word.text.startswith("Thank you!")
    assert not buttons(word)


async def test_never_is_final(company_on_both: Company) -> None:
    company = company_on_both
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), NEVER)
    await company.settle()
    assert await pointing(company) == set(), "it matters no more who pointed at it"
    await company.tom.unreact(message, "bulb")
    await point_at(company, message, company.tom, company.ana)
    [word] = company.slack.dm(company.mia)
    assert word.text.startswith("Understood. This message")
    assert not buttons(word)
    assert not company.slack.messages(company.ventes, message)
    assert await pointing(company) == set()
    assert "Nothing on" in await found(company, "text")


async def test_not_now_leaves_a_quiet_way_back(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), NOT_NOW)
    await company.settle()
    await company.tom.unreact(message, "bulb")
    await point_at(company, message, company.tom, company.ana)
    [word] = company.slack.dm(company.mia)
    assert word.text.startswith("Understood, not now.")
    assert buttons(word) == [EDIT]
    await company.let(days=3)
    assert company.slack.dm(company.mia) == [word], "no reminder"
    await company.mia.click(word, EDIT)
    await company.mia.submit({"nominations.edit.what": "Text the day before."})
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert "Text the day before." in card.text
    assert not buttons(question(company, company.mia))


async def test_an_answer_given_twice_is_one_practice(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    await asyncio.gather(company.mia.click(word, PUBLISH), company.mia.click(word, PUBLISH))
    await company.settle()
    assert len(company.slack.messages(company.ventes, message)) == 1
    [told] = company.mia.ephemerals(word.channel)
    assert told.text == SETTLED


async def test_an_answer_after_the_withdrawal_says_so(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    stale = list(word.blocks)
    await company.tom.unreact(message, "bulb")
    await company.settle()
    word.blocks = stale
    for answer in (PUBLISH, EDIT, NOT_NOW):
        await company.mia.click(word, answer)
    assert company.mia.modal is None
    await company.settle()
    assert not company.slack.messages(company.ventes, message)
    told = {m.text for m in company.mia.ephemerals(word.channel)}
    assert told == {SETTLED}


async def test_nobody_else_answers(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    await clicked_by(company, company.tom, PUBLISH, EDIT, NOT_NOW, NEVER)
    await company.settle()
    assert not company.slack.messages(company.ventes, message)
    assert buttons(question(company, company.mia))
    assert company.tom.modal is None


# ------------------------------------------------------------------ edited first


async def test_the_author_edits_before_publishing(company: Company) -> None:
    message = await asked(company, company.ventes, "Text first. They answer.")
    await company.mia.click(question(company, company.mia), EDIT)
    assert company.mia.modal is not None
    values = company.mia.modal.values
    assert values["nominations.edit.title"]["nominations.edit.title"]["value"] == "Text first."
    await company.mia.submit({"nominations.edit.what": "Send a text the day before."})
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert "Send a text the day before." in card.text
    assert "They answer" not in card.text
    assert question(company, company.mia).text.startswith("Thank you! It is in the team's")


async def test_what_the_author_wrote_is_taken_even_when_the_question_is_withdrawn(
    company: Company,
) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    await company.tom.unreact(message, "bulb")
    await company.settle()
    await company.mia.submit({"nominations.edit.what": "Send a text."})
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert "Send a text." in card.text
    assert question(company, company.mia).text.startswith("Thank you! It is in the team's")


async def test_published_and_edited_at_once_is_one_practice(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    await company.mia.click(word, EDIT)
    await company.mia.click(word, PUBLISH)
    late = await company.mia.submit({"nominations.edit.what": "Send a text."})
    assert list(late.errors.values()) == [SETTLED]
    assert company.mia.modal is not None
    assert "Send a text." in str(company.mia.modal.values), "nothing typed is lost"
    await company.settle()
    assert len(company.slack.messages(company.ventes, message)) == 1


async def test_edited_and_submitted_twice_is_one_practice(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    await asyncio.gather(company.mia.submit(), company.mia.submit())
    await company.settle()
    assert len(company.slack.messages(company.ventes, message)) == 1


async def test_words_that_are_gone_cannot_be_edited(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    message.deleted = True  # and Slack has not told yet
    await company.mia.click(word, EDIT)
    await company.settle()
    assert company.mia.modal is not None
    assert "no words in that message" in str(company.mia.modal.blocks)
    assert not buttons(question(company, company.mia))


async def test_passed_on_by_its_author_it_is_asked_no_more(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.message_shortcut("practices.pass_on", message)
    await company.mia.close_modal()
    await company.settle()
    assert buttons(question(company, company.mia)), "a form that is closed settles nothing"
    await company.mia.message_shortcut("practices.pass_on", message)
    await company.mia.submit()
    await company.settle()
    assert question(company, company.mia).text.startswith("Thank you! It is in the team's")
    assert len(company.slack.messages(company.ventes, message)) == 1


# ------------------------------------------------------------------ the message changes


async def test_the_words_of_the_moment_are_published(company: Company) -> None:
    message = await asked(company, company.ventes, "Txt frist")
    await company.mia.edit(message, "Text first")
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    assert company.slack.messages(company.ventes, message)[0].text.startswith("Text first")


@pytest.mark.parametrize("with_thread", [False, True])
async def test_a_message_deleted_before_the_answer_withdraws_it(
    company: Company, with_thread: bool
) -> None:
    message = await asked(company, company.ventes)
    if with_thread:
        await company.tom.say(company.ventes, "Great!", thread=message)
    await company.mia.delete(message)
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert word.text == "I can read no words in that message any more, so nothing was kept."
    assert not buttons(word)


async def test_a_message_deleted_after_the_yes_is_not_kept(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.mia.delete(message)
    await company.settle()
    assert question(company, company.mia).text.startswith("I can read no words")
    assert "Nothing on" in await found(company, "text")


async def test_before_the_yes_no_word_is_kept(sqlite_url: str) -> None:
    async with small_company(sqlite_url) as company:
        await asked(company, company.ventes, "Zanzibar")
        folder = Path(sqlite_url.partition("///")[2]).parent
        assert not [path for path in folder.iterdir() if b"anzibar" in path.read_bytes()]
        await company.mia.click(question(company, company.mia), PUBLISH)
        await company.settle()
        assert [path for path in folder.iterdir() if b"anzibar" in path.read_bytes()]


# ------------------------------------------------------------------ replies, private channels


async def test_a_reply_is_published_in_its_own_thread(company: Company) -> None:
    start = await company.tom.say(company.ventes, "How do you follow up?")
    reply = await company.mia.say(company.ventes, "Text first.", thread=start)
    await company.luc.say(company.ventes, "Indeed", thread=start)
    await point_at(company, reply, company.luc, company.tom)
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    replies = company.slack.messages(company.ventes, start)
    assert [m.text.split("\n")[0] for m in replies] == ["Text first.", "Indeed", "Text first."]
    posts = [c for c in company.slack.calls if c.method == "chat.postMessage"]
    assert posts[-1].args["thread_ts"] == start.ts


async def test_a_reply_is_edited_and_published_in_its_own_thread(company: Company) -> None:
    start = await company.tom.say(company.ventes, "How do you follow up?")
    reply = await company.mia.say(company.ventes, "Text first.", thread=start)
    await point_at(company, reply, company.luc, company.tom)
    await company.mia.click(question(company, company.mia), EDIT)
    await company.mia.submit({"nominations.edit.what": "Text the day before."})
    await company.settle()
    card = company.slack.messages(company.ventes, start)[-1]
    assert "Text the day before." in card.text
    posts = [c for c in company.slack.calls if c.method == "chat.postMessage"]
    assert posts[-1].args["thread_ts"] == start.ts


async def test_what_was_said_in_private_stays_with_its_members(company: Company) -> None:
    for person in (company.mia, company.tom):
        company.slack.add_member(company.projets, person)
    message = await company.mia.say(company.projets, "Talk to the director.")
    await point_at(company, message, company.luc, company.tom)
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    assert company.slack.messages(company.projets, message)
    assert "Talk to the director" in await found(company, "director")
    company.slack.remove_member(company.projets, company.tom)
    await company.settle()
    assert "Nothing on" in await found(company, "director")


async def test_a_very_long_message_is_published_whole(company: Company) -> None:
    words = " ".join(f"mot{number}" for number in range(2500))
    message = await asked(company, company.ventes, words)
    await company.mia.click(question(company, company.mia), PUBLISH)
    await company.settle()
    parts = company.slack.messages(company.ventes, message)
    shown = " ".join(b["text"]["text"] for m in parts for b in m.blocks if b["type"] == "section")
    assert all(f"mot{number}" in shown for number in (0, 1000, 2000, 2499))
    outcome = await company.tom.command("/practices mot2499", company.marketing)
    await company.tom.click(outcome.message, "practices.read")
    assert company.tom.modal is not None
    assert "mot2499" in str(company.tom.modal.blocks)


async def test_the_channel_closed_meanwhile_loses_no_practice(company: Company) -> None:
    await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), PUBLISH)
    company.slack.restrict(company.ventes)
    await company.settle()
    assert "Text first" in await found(company, "text")
