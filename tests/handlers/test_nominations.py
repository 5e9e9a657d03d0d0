"""Messages that colleagues point at: their author is asked, and nothing is kept before the yes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message, Person
from tests.support.breaking import Breaking
from tests.support.company import Company, small_company

PUBLISH = "nominations.publish"
EDIT = "nominations.edit_first"
NOT_NOW = "nominations.not_now"
NEVER = "nominations.never"


@dataclass(frozen=True)
class Pointed:
    """A message of Mia's or Ana's that two colleagues point at."""

    author: Acting
    others: tuple[Acting, Acting]


def pointed(company: Company, name: str) -> Pointed:
    author: Acting = getattr(company, name)
    first, second, *_ = [p for p in (company.luc, company.tom, company.mia) if p is not author]
    return Pointed(author, (first, second))


async def point_at(company: Company, message: Message, *people: Acting) -> None:
    for person in people:
        await person.react(message, "bulb")
    await company.settle()


async def asked(company: Company, channel: Channel, words: str = "Text first.") -> Message:
    """Let Mia say something that Luc and Tom point at."""
    message = await company.mia.say(channel, words)
    people = [company.luc, company.tom] if not channel.private else [company.luc, company.ana]
    await point_at(company, message, *people)
    return message


def question(company: Company, author: Acting) -> Message:
    """Return the last thing that the author was asked."""
    return company.slack.dm(author)[-1]


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


async def found(company: Company, words: str) -> str:
    outcome = await company.tom.command(f"/practices {words}", company.marketing)
    return outcome.text


# ------------------------------------------------------------------ asking


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Des collègues aimeraient garder"), ("mia", "Colleagues would like to keep")],
)
async def test_two_others_and_the_author_is_asked_in_private(
    company_on_both: Company, name: str, sentence: str
) -> None:
    company = company_on_both
    who = pointed(company, name)
    message = await who.author.say(company.ventes, "Text first. They answer.")
    await point_at(company, message, who.others[0])
    assert not company.slack.dm(who.author)
    await point_at(company, message, who.others[1])
    [word] = company.slack.dm(who.author)
    assert word.text.startswith(sentence)
    assert buttons(word) == [PUBLISH, EDIT, NOT_NOW, NEVER]
    assert not company.slack.messages(company.ventes, message)


async def test_ones_own_reaction_does_not_count(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.mia, company.tom)
    assert not company.slack.dm(company.mia)


async def test_another_emoji_means_nothing(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    for person in (company.luc, company.tom):
        await person.react(message, "tada")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_skin_tones_are_the_same_reaction(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb::skin-tone-2")
    await company.tom.react(message, "bulb::skin-tone-5")
    await company.settle()
    assert company.slack.dm(company.mia)


async def test_the_same_person_twice_is_one_person(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb")
    await company.luc.react(message, "bulb::skin-tone-3")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_how_many_point_at_it_is_never_told(company: Company) -> None:
    gus = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.ventes, gus)
    first = await company.mia.say(company.ventes, "Text first.")
    second = await company.mia.say(company.ventes, "Call second.")
    await point_at(company, first, company.luc, company.tom)
    await point_at(company, second, company.luc, company.tom, company.ana, gus)
    one, other = company.slack.dm(company.mia)
    assert one.text.replace(first.ts.replace(".", ""), "") == (
        other.text.replace(second.ts.replace(".", ""), "")
    )
    for name in ("Luc", "Tom", "Ana", "Gus"):
        assert name not in str(one.blocks)


async def test_bots_and_other_organisations_neither_ask_nor_are_asked(company: Company) -> None:
    partner = company.slack.add_person("Pat Partner", external=True)
    robot = company.slack.add_person("Robot", bot=True)
    for person in (partner, robot):
        company.slack.add_member(company.ventes, person)
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.tom, partner, robot)
    assert not company.slack.dm(company.mia)
    theirs = await partner.say(company.ventes, "Our secret")
    automatic = await robot.say(company.ventes, "Beep")
    for said in (theirs, automatic):
        await point_at(company, said, company.tom, company.luc)
    assert not company.slack.dm(partner)
    assert not company.slack.dm(robot)


async def test_a_reaction_on_the_bots_own_message_means_nothing(company: Company) -> None:
    await company.ana.command("/reussite Béta", company.ventes)
    await company.ana.submit()
    await company.settle()
    card = company.last(company.ventes)
    await point_at(company, card, company.luc, company.tom)
    asking = [call for call in company.slack.calls if call.method == "conversations.open"]
    assert not asking


async def test_reactions_on_a_deleted_message_ask_nobody(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    company.slack.will_reorder(3)
    await company.luc.react(message, "bulb")
    await company.tom.react(message, "bulb")
    await company.mia.delete(message)
    await company.settle()
    assert not company.slack.dm(company.mia)


@pytest.mark.parametrize("socket_mode", [False, True])
async def test_a_reaction_told_twice_is_one_reaction(sqlite_url: str, socket_mode: bool) -> None:
    async with small_company(sqlite_url, socket_mode=socket_mode) as company:
        message = await company.mia.say(company.ventes, "Text first.")
        for person in (company.luc, company.tom):
            company.slack.will_redeliver("reaction_added")
            await person.react(message, "bulb")
        await company.settle()
        assert len(company.slack.dm(company.mia)) == 1


async def test_when_slack_does_not_answer_the_reaction_comes_again(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.settle()
    company.slack.will_fail("users.info", "ratelimited")
    await point_at(company, message, company.luc, company.tom)
    assert len(company.slack.dm(company.mia)) == 1
    attempts = [d.attempts for d in company.slack.deliveries if d.name == "reaction_added"]
    assert sorted(attempts) == [1, 2]


async def test_when_the_database_fails_the_reaction_comes_again_and_counts_once(
    sqlite_url: str,
) -> None:
    breaking = Breaking(sqlite_url)
    async with small_company(sqlite_url) as company:
        company.slack.backend.courier._retry_delays = (0.2, 0.2, 0.2)
        message = await company.mia.say(company.ventes, "Text first.")
        await company.luc.react(message, "bulb")
        await company.slack.quiet()
        breaking.take("nominations")
        with capture_logs() as logs:
            await company.tom.react(message, "bulb")
            failing = company.slack.deliveries[-1]
            await failing.tried.wait()
            breaking.give_back("nominations")
            await company.settle()
        assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["failed"]
        assert failing.attempts == 2
        assert len(company.slack.dm(company.mia)) == 1


# ------------------------------------------------------------------ taken back


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("ana", "La question sur ton message est retirée\u00a0: rien à faire."),
        ("mia", "The question about your message is withdrawn: nothing to do."),
    ],
)
async def test_reactions_taken_back_withdraw_the_question(
    company: Company, name: str, sentence: str
) -> None:
    who = pointed(company, name)
    message = await who.author.say(company.ventes, "Text first.")
    await point_at(company, message, *who.others)
    await who.others[0].unreact(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(who.author)
    assert word.text.startswith(sentence)
    assert not buttons(word)

    await point_at(company, message, who.others[0])
    first, again = company.slack.dm(who.author)
    assert not buttons(first)
    assert buttons(again) == [PUBLISH, EDIT, NOT_NOW, NEVER]
    await who.author.click(again, PUBLISH)
    await company.settle()
    assert company.slack.messages(company.ventes, message)


async def test_taken_back_before_it_was_asked_nobody_is_disturbed(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    for person in (company.luc, company.tom):
        await person.react(message, "bulb")
    await company.slack.quiet()
    await company.tom.unreact(message, "bulb")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_back_again_before_it_was_asked_is_one_question(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb")
    for _ in range(3):
        await company.tom.react(message, "bulb")
        await company.slack.quiet()
        await company.tom.unreact(message, "bulb")
        await company.slack.quiet()
    await company.tom.react(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert buttons(word)
    await company.tom.unreact(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert not buttons(word)


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


@pytest.mark.parametrize(
    "answer, sentence", [(NOT_NOW, "Understood, not now."), (NEVER, "Understood. This message")]
)
async def test_a_no_is_final(company: Company, answer: str, sentence: str) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), answer)
    await company.settle()
    await company.tom.unreact(message, "bulb")
    await point_at(company, message, company.tom, company.ana)
    [word] = company.slack.dm(company.mia)
    assert word.text.startswith(sentence)
    assert not buttons(word)
    assert not company.slack.messages(company.ventes, message)
    assert "Nothing on" in await found(company, "text")


async def test_an_answer_given_twice_is_one_practice(company: Company) -> None:
    message = await asked(company, company.ventes)
    word = question(company, company.mia)
    await asyncio.gather(company.mia.click(word, PUBLISH), company.mia.click(word, PUBLISH))
    await company.settle()
    assert len(company.slack.messages(company.ventes, message)) == 1
    [told] = company.mia.ephemerals(word.channel)
    assert told.text == "This question is settled already: there is nothing more to answer."


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
    assert told == {"This question is settled already: there is nothing more to answer."}


async def test_nobody_else_answers(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    payload = company.slack.deliveries[-1].payload
    for number, action_id in enumerate((PUBLISH, EDIT, NEVER)):
        await company.slack.backend.courier.ask(
            "interactive", as_of(payload, company.tom, action_id, f"9.9.{number}")
        )
    await company.settle()
    assert not company.slack.messages(company.ventes, message)
    assert buttons(question(company, company.mia))
    assert company.tom.modal is None


def as_of(payload: dict[str, Any], who: Person, action_id: str, trigger_id: str) -> dict[str, Any]:
    """Return a click as if somebody else had made it."""
    [action] = payload["actions"]
    return {
        **payload,
        "user": {**payload["user"], "id": who.id},
        "actions": [{**action, "action_id": action_id}],
        "trigger_id": trigger_id,
    }


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


async def test_withdrawn_while_editing_nothing_typed_is_lost(company: Company) -> None:
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), EDIT)
    await company.tom.unreact(message, "bulb")
    await company.settle()
    late = await company.mia.submit({"nominations.edit.what": "Send a text."})
    assert list(late.errors.values()) == [
        "This question is settled already: there is nothing more to answer."
    ]
    assert company.mia.modal is not None
    assert "Send a text." in str(company.mia.modal.values)


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
