"""Messages that colleagues, or their authors, propose as wins: told in their authors' words."""

import pytest
from sqlalchemy import select

from storage.tables import wins
from tests.support.company import Company, small_company
from tests.support.nominated import (
    EDIT,
    NEVER,
    NOT_NOW,
    SETTLED,
    TELL,
    asked_for_a_win,
    buttons,
    clicked_by,
    everything_kept,
    point_at,
    pointed,
    pointing,
    question,
)


def shown(company: Company, name: str) -> object:
    """Return what a field of Mia's form begins with."""
    assert company.mia.modal is not None
    address = f"nominations.tell.{name}"
    state = company.mia.modal.values[address][address]
    return state.get("value") or state.get("selected_users") or state.get("selected_conversation")


async def told_from(company: Company) -> list[tuple[str, str, str | None]]:
    """Return where the message of each win is: its channel, its place and its thread."""
    source = wins.c.source_channel_id, wins.c.source_ts, wins.c.source_thread_ts
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(*source))]


# ------------------------------------------------------------------ asking


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "ressemble à une réussite. Tu veux la raconter"), ("mia", "sounds like a win to a")],
)
async def test_one_colleague_and_the_author_is_asked_in_private(
    company_on_both: Company, name: str, sentence: str
) -> None:
    company = company_on_both
    who = pointed(company, name)
    message = await who.author.say(company.ventes, "Beta signed.")
    await point_at(company, message, *who.others, emoji="trophy")
    [word] = company.slack.dm(who.author)
    assert sentence in word.text
    assert buttons(word) == [TELL, NOT_NOW, NEVER]
    assert not company.slack.messages(company.ventes, message)


@pytest.mark.parametrize(
    "name, sentence", [("ana", "Tu as marqué"), ("mia", "You marked <https://")]
)
async def test_on_ones_own_message_the_form_is_offered_at_once(
    company: Company, name: str, sentence: str
) -> None:
    author = pointed(company, name).author
    message = await author.say(company.ventes, "Beta signed.")
    await point_at(company, message, author, emoji="trophy")
    [word] = company.slack.dm(author)
    assert word.text.startswith(sentence)
    assert buttons(word) == [TELL]
    await author.unreact(message, "trophy")
    await company.settle()
    assert not buttons(word)


async def test_both_at_once_are_two_questions(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Beta signed, by text.")
    await point_at(company, message, company.luc, company.tom, emoji="bulb")
    await point_at(company, message, company.luc, emoji="trophy")
    practice, win = company.slack.dm(company.mia)
    assert EDIT in buttons(practice)
    assert TELL in buttons(win)
    await company.mia.click(practice, NEVER)
    await company.settle()
    assert not buttons(practice)
    assert TELL in buttons(win), "one answer settles one question"
    await company.luc.unreact(message, "trophy")
    await company.settle()
    assert win.text.startswith("The question about your message is withdrawn")


async def test_taken_back_it_is_withdrawn_and_deleted_it_is_gone(company: Company) -> None:
    message = await asked_for_a_win(company)
    await company.luc.unreact(message, "trophy")
    await company.settle()
    assert not buttons(question(company, company.mia))
    await point_at(company, message, company.luc, emoji="trophy")
    [word] = company.slack.dm(company.mia)
    assert TELL in buttons(word)
    await company.mia.delete(message)
    await company.settle()
    assert word.text.startswith("I can read no words in that message")


# ------------------------------------------------------------------ the answer


async def test_the_author_tells_it_in_their_own_words(company_on_both: Company) -> None:
    company = company_on_both
    message = await asked_for_a_win(company)
    word = question(company, company.mia)
    await company.mia.click(word, TELL)
    assert shown(company, "story") == message.text
    assert shown(company, "people") == [company.mia.id]
    assert shown(company, "channel") == company.ventes.id
    await company.mia.submit(
        {
            "nominations.tell.story": "Beta signed, after three months of silence.",
            "nominations.tell.people": [company.mia, company.tom],
        }
    )
    await company.settle()
    card = company.last(company.ventes)
    assert "after three months of silence" in card.text
    assert "Together:" in card.text
    assert word.text.startswith("Thank you! Your win is told.")
    assert not buttons(word)
    assert await told_from(company) == [(company.ventes.id, message.ts, None)]
    assert await pointing(company) == set()


async def test_until_the_yes_only_where_it_is_is_kept(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Zanzibar signed.")
    await point_at(company, message, company.luc, company.tom, emoji="bulb")
    await point_at(company, message, company.luc, emoji="trophy")
    _, win = company.slack.dm(company.mia)
    await company.mia.click(win, TELL)
    await company.settle()
    assert message.ts in await everything_kept(company)
    assert "anzibar" not in (await everything_kept(company)).lower()
    await company.mia.submit()
    assert "anzibar" in (await everything_kept(company)).lower()


async def test_the_words_are_those_of_the_moment(company: Company) -> None:
    message = await asked_for_a_win(company, "Btea signed")
    await company.mia.edit(message, "Beta signed")
    await company.mia.click(question(company, company.mia), TELL)
    assert shown(company, "story") == "Beta signed"


async def test_a_form_that_is_closed_leaves_the_question(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), TELL)
    await company.mia.close_modal()
    await company.settle()
    assert TELL in buttons(question(company, company.mia))


async def test_not_now_leaves_a_quiet_way_back(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), NOT_NOW)
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert buttons(word) == [TELL]
    await company.mia.click(word, TELL)
    await company.mia.submit()
    await company.settle()
    assert company.last(company.ventes).text.startswith("Beta signed")


async def test_never_is_for_good(company: Company) -> None:
    message = await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), NEVER)
    await company.settle()
    assert await pointing(company) == set()
    await point_at(company, message, company.tom, company.ana, company.mia, emoji="trophy")
    [word] = company.slack.dm(company.mia)
    assert not buttons(word)
    assert word.text.startswith("Understood. I will not ask about this message again.")


async def test_told_by_the_shortcut_it_is_asked_no_more(company_on_both: Company) -> None:
    company = company_on_both
    message = await asked_for_a_win(company)
    await company.mia.message_shortcut("wins.keep", message)
    await company.mia.submit()
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert word.text.startswith("Thank you! Your win is told.")
    assert not buttons(word)


async def test_told_without_its_author_it_is_still_theirs_to_say(company: Company) -> None:
    message = await asked_for_a_win(company)
    await company.tom.message_shortcut("wins.keep", message)
    await company.tom.submit({"wins.share.people": [company.tom]})
    await company.settle()
    assert TELL in buttons(question(company, company.mia))


async def test_an_empty_story_is_said_beside_its_field(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), TELL)
    outcome = await company.mia.submit({"nominations.tell.story": "   "})
    assert list(outcome.errors) == ["nominations.tell.story"]
    await company.settle()
    assert TELL in buttons(question(company, company.mia)), "nothing was told, so it stands"


async def test_a_form_delivered_twice_is_one_win(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), TELL)
    await company.mia.submit()
    payload = company.slack.deliveries[-1].payload
    await company.slack.forge("interactive", payload)
    other = {**payload, "view": {**payload["view"], "hash": "another", "id": "V0"}}
    late = await company.slack.forge("interactive", other)
    assert SETTLED in str(late.response)
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 2


async def test_nobody_else_answers(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), TELL)
    await clicked_by(company, company.tom, TELL, NOT_NOW, NEVER)
    await company.settle()
    assert company.tom.modal is None
    assert buttons(question(company, company.mia)) == [TELL, NOT_NOW, NEVER]


async def test_a_reply_keeps_its_thread(company: Company) -> None:
    start = await company.tom.say(company.ventes, "Any news?")
    reply = await company.mia.say(company.ventes, "Beta signed", thread=start)
    await point_at(company, reply, company.luc, emoji="trophy")
    await company.mia.click(question(company, company.mia), TELL)
    await company.mia.submit()
    assert await told_from(company) == [(company.ventes.id, reply.ts, start.ts)]


async def test_where_the_bot_cannot_tell_it_the_author_hears_so(company: Company) -> None:
    await asked_for_a_win(company)
    await company.mia.click(question(company, company.mia), TELL)
    await company.mia.submit()
    company.slack.restrict(company.ventes)
    await company.settle()
    assert "Your words are safe" in question(company, company.mia).text


@pytest.mark.parametrize("socket_mode", [False, True])
async def test_told_twice_it_is_asked_once(sqlite_url: str, socket_mode: bool) -> None:
    async with small_company(sqlite_url, socket_mode=socket_mode) as company:
        company.slack.will_redeliver("reaction_added")
        await asked_for_a_win(company)
        assert len(company.slack.dm(company.mia)) == 1
