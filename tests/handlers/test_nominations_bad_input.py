"""Nominations that cannot be taken as they come: who may, where, how many, in which order."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company, small_company
from tests.support.nominated import (
    EDIT,
    NEVER,
    PUBLISH,
    TELL,
    asked,
    asked_for_a_win,
    buttons,
    found,
    point_at,
    pointing,
    question,
)

CROWD = 200
ENOUGH_SECONDS = 50
"""It takes two. On a busy machine Slack's patience might end, and it would tell again a minute
later: it has more patience here, so that nobody waits for that minute."""


def conversations_opened(company: Company) -> int:
    return len([call for call in company.slack.calls if call.method == "conversations.open"])


# ------------------------------------------------------------------ a crowd


@pytest.fixture
async def patient_company(database_url: str) -> AsyncIterator[Company]:
    async with small_company(database_url, ack_seconds=ENOUGH_SECONDS) as found:
        yield found


@pytest.mark.parametrize("emoji, offered", [("bulb", PUBLISH), ("trophy", TELL)])
async def test_a_crowd_asks_once(patient_company: Company, emoji: str, offered: str) -> None:
    company = patient_company
    crowd = [company.slack.add_person(f"Person {number}") for number in range(CROWD)]
    everybody = company.slack.add_channel("everybody", members=[company.mia, *crowd])
    message = await company.mia.say(everybody, "Text first.")
    await company.settle()
    with capture_logs() as logs:
        for person in crowd:
            await person.react(message, emoji)
        await company.slack.quiet(timeout=ENOUGH_SECONDS)
        await company.settle()
    assert not [entry for entry in logs if entry["log_level"] in {"error", "warning"}]
    [word] = company.slack.dm(company.mia)
    assert offered in buttons(word)
    reactions = [d for d in company.slack.deliveries if d.name == "reaction_added"]
    assert {delivery.status for delivery in reactions} == {"acked"}
    assert await pointing(company) == {person.id for person in crowd}


async def test_a_crowd_that_goes_withdraws_it(company: Company) -> None:
    crowd = [company.slack.add_person(f"Person {number}") for number in range(30)]
    everybody = company.slack.add_channel("everybody", members=[company.mia, *crowd])
    message = await company.mia.say(everybody, "Text first.")
    await point_at(company, message, *crowd)
    for person in crowd[:28]:
        await person.unreact(message, "bulb")
    await company.settle()
    assert PUBLISH in buttons(question(company, company.mia))
    await crowd[28].unreact(message, "bulb")
    await company.settle()
    assert not buttons(question(company, company.mia))


# ------------------------------------------------------------------ one person, several emoji


async def test_one_person_with_several_emoji_is_one_person(company_on_both: Company) -> None:
    company = company_on_both
    await company.cordee.services.workspaces.chosen(company.slack.team_id)
    message = await company.mia.say(company.ventes, "Text first.")
    for emoji in ("bulb", "bulb::skin-tone-2", "bulb::skin-tone-5"):
        await point_at(company, message, company.luc, emoji=emoji)
    assert not company.slack.dm(company.mia)
    await point_at(company, message, company.tom)
    word = question(company, company.mia)
    await company.luc.unreact(message, "bulb")
    await company.luc.unreact(message, "bulb::skin-tone-5")
    await company.settle()
    assert PUBLISH in buttons(word), "the last one stands"
    await company.luc.unreact(message, "bulb::skin-tone-2")
    await company.settle()
    assert not buttons(word)


async def test_taken_back_before_it_was_given_leaves_the_other(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    company.slack.will_reorder(3)
    await company.luc.react(message, "bulb::skin-tone-3")
    await company.luc.react(message, "bulb")
    await company.luc.unreact(message, "bulb")
    await company.settle()
    await point_at(company, message, company.tom)
    assert PUBLISH in buttons(question(company, company.mia))


async def test_taking_back_what_means_nothing_means_nothing(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.luc.react(message, "tada")
    await company.luc.unreact(message, "tada")
    await company.settle()
    assert PUBLISH in buttons(question(company, company.mia))


# ------------------------------------------------------------------ who


def a_guest(company: Company) -> Acting:
    return company.slack.add_person("Gus Guest", guest=True)


def a_partner(company: Company) -> Acting:
    return company.slack.add_person("Pat Partner", external=True)


def a_bot(company: Company) -> Acting:
    return company.slack.add_person("Robot", bot=True)


@pytest.mark.parametrize("emoji, offered", [("bulb", PUBLISH), ("trophy", TELL)])
async def test_a_guest_is_asked_about_their_own_message(
    company: Company, emoji: str, offered: str
) -> None:
    guest = a_guest(company)
    company.slack.add_member(company.ventes, guest)
    message = await guest.say(company.ventes, "Text first.")
    await point_at(company, message, company.luc, company.tom, emoji=emoji)
    assert offered in buttons(question(company, guest))
    await guest.click(question(company, guest), offered)
    if offered == TELL:
        await guest.submit()
    await company.settle()
    assert question(company, guest).text.startswith("Thank you!")


@pytest.mark.parametrize("who", [a_partner, a_bot])
@pytest.mark.parametrize("emoji", ["bulb", "trophy"])
async def test_others_neither_ask_nor_are_asked(company: Company, who: object, emoji: str) -> None:
    assert callable(who)
    stranger: Acting = who(company)
    company.slack.add_member(company.ventes, stranger)
    theirs = await stranger.say(company.ventes, "Beep")
    await point_at(company, theirs, company.luc, company.tom, stranger, emoji=emoji)
    ours = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, ours, stranger, emoji=emoji)
    assert not company.slack.dm(company.mia)
    assert conversations_opened(company) == 0
    assert await pointing(company) == set()


async def test_who_has_left_is_not_asked(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    company.slack.change_person(company.mia, deactivated=True)
    await point_at(company, message, company.luc, company.tom)
    await point_at(company, message, company.luc, emoji="trophy")
    assert conversations_opened(company) == 0
    assert await pointing(company) == set()


async def test_who_leaves_before_the_answer_is_left_alone(company: Company) -> None:
    await asked(company, company.ventes)
    company.slack.change_person(company.mia, deactivated=True)
    with capture_logs() as logs:
        await company.let(days=8)
    assert not [entry for entry in logs if entry["log_level"] == "error"]
    assert await pointing(company) == set()


async def test_messages_of_slack_and_of_webhooks_mean_nothing(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "tada")
    await company.settle()
    payload = company.slack.deliveries[-1].payload
    for number, author in enumerate(("USLACKBOT", None)):
        event = {**payload["event"], "reaction": "trophy", "item_user": author}
        if author is None:
            del event["item_user"]
        forged = {**payload, "event": event, "event_id": f"Ev{number}"}
        delivery = await company.slack.forge("events_api", forged)
        assert delivery.status == "acked"
    of_a_file = {**payload["event"], "reaction": "trophy", "item": {"type": "file", "file": "F1"}}
    forged = {**payload, "event": of_a_file, "event_id": "Ev9"}
    assert (await company.slack.forge("events_api", forged)).status == "acked"
    await company.settle()
    assert conversations_opened(company) == 0


# ------------------------------------------------------------------ where


@pytest.mark.parametrize("button", [PUBLISH, EDIT])
async def test_a_channel_that_the_bot_has_just_left(company: Company, button: str) -> None:
    await asked(company, company.ventes)
    word = question(company, company.mia)
    company.slack.remove_bot(company.ventes)
    await company.mia.click(word, button)
    await company.settle()
    assert word.text.startswith("I can read no words in that message")
    assert not buttons(word)
    assert "Nothing on" in await found(company, "text")


async def test_a_win_of_a_channel_that_the_bot_has_just_left(company: Company) -> None:
    await asked_for_a_win(company)
    word = question(company, company.mia)
    company.slack.remove_bot(company.ventes)
    await company.mia.click(word, TELL)
    assert company.mia.modal is not None
    assert "no words in that message" in str(company.mia.modal.blocks)
    await company.settle()
    assert not buttons(word)


async def test_left_before_it_was_asked_nobody_is_disturbed(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    for person in (company.luc, company.tom):
        await person.react(message, "bulb")
    await company.slack.quiet()
    company.slack.remove_bot(company.ventes)
    await company.settle()
    assert not company.slack.dm(company.mia)
    await company.let(days=8)
    assert not company.slack.dm(company.mia)


async def test_left_while_the_author_writes_nothing_written_is_lost(company: Company) -> None:
    await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    company.slack.remove_bot(company.ventes)
    await company.mia.submit({"nominations.edit.what": "Text the day before."})
    await company.settle()
    assert "Text the day before" in await found(company, "day before")


# ------------------------------------------------------------------ answers that cross


async def every_answer_at_once(company: Company, word: Message) -> None:
    await asyncio.gather(
        *(company.mia.click(word, button) for button in (PUBLISH, NEVER, PUBLISH, NEVER))
    )
    await company.settle()


async def test_answers_that_cross_are_one_answer(company_on_both: Company) -> None:
    company = company_on_both
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    await every_answer_at_once(company, word)
    assert not buttons(word)
    is_published = word.text.startswith("Thank you!")
    assert len(company.slack.messages(company.ventes, message)) == is_published
    assert len(company.mia.ephemerals(word.channel)) == 3, "the others are told that it is settled"


async def test_reactions_taken_back_as_the_author_answers(company_on_both: Company) -> None:
    company = company_on_both
    messages = [await asked(company, company.ventes, f"Text {number}.") for number in range(4)]
    words = company.slack.dm(company.mia)
    gestures = []
    for message, word in zip(messages, words, strict=True):
        gestures += [company.tom.unreact(message, "bulb"), company.mia.click(word, PUBLISH)]
        gestures += [company.luc.unreact(message, "bulb")]
    with capture_logs() as logs:
        await asyncio.gather(*gestures)
        await company.settle()
    assert not [entry for entry in logs if entry["log_level"] == "error"]
    for message, word in zip(messages, words, strict=True):
        is_published = word.text.startswith("Thank you!")
        assert is_published or word.text.startswith("The question about your message is withdrawn")
        assert len(company.slack.messages(company.ventes, message)) == is_published
