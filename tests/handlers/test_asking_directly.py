"""What people write to the bot in private, through Bolt: what shall become of it."""

from typing import Any

import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.tips import labels, somebody, tip, titles

SAID = "Text first, the day before. They answer."


def entered(person: Acting, field: str) -> Any:
    assert person.modal is not None
    return person.modal.values[field][field]


async def write(company: Company, who: Acting, words: str) -> Message:
    """Write to the bot, and return what it answers."""
    await who.write_to_bot(words)
    await company.settle()
    return company.slack.dm(who)[-1]


@pytest.mark.parametrize(
    "name, asked, buttons",
    [
        (
            "ana",
            "Qu’est-ce que j’en fais\u00a0?",
            ["Raconter la réussite", "À transmettre", "Chercher"],
        ),
        ("tom", "What shall I do with it?", ["Tell it as a win", "Pass it on", "Look it up"]),
    ],
)
async def test_a_direct_message_is_asked_what_to_do_with(
    company_on_both: Company, name: str, asked: str, buttons: list[str]
) -> None:
    person = somebody(company_on_both, name)
    told = await write(company_on_both, person, "Béta <a> signé &\nreste")
    assert told.text == f"&gt; Béta &lt;a&gt; signé &amp; reste\n{asked}"
    assert labels(told) == buttons


@pytest.mark.parametrize("words", ["help", "Aide", "bonjour !", "hi", "?", ":tada:", "Hello there"])
async def test_a_direct_call_is_answered_with_help(company: Company, words: str) -> None:
    told = await write(company, company.tom, words)
    assert told.text.startswith("I ask, remember and pass on.")


async def test_a_direct_message_is_told_as_a_win(company: Company) -> None:
    told = await write(company, company.tom, f"Béta signed with <@{company.ana.id}> & <3")
    await company.tom.click(told, "asking.tell")
    story = "Béta signed with @Ana Morel & <3"
    assert entered(company.tom, "wins.share.story")["value"] == story
    assert entered(company.tom, "wins.share.channel")["selected_conversation"] is None
    assert (await company.tom.submit({"wins.share.channel": company.ventes})).ok
    await company.settle()
    assert company.last(company.ventes).text.startswith("Béta signed with @Ana Morel")


async def test_a_direct_message_is_passed_on(company: Company) -> None:
    told = await write(company, company.tom, SAID)
    await company.tom.click(told, "asking.pass_on")
    assert entered(company.tom, "practices.share.what")["value"] == SAID
    assert (await company.tom.submit({"practices.share.channel": company.marketing})).ok
    await company.settle()
    assert company.last(company.marketing).text.startswith("Text first")


async def test_a_direct_message_is_looked_up(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.ventes)
    await tip(company, company.ana, "Objection du directeur", company.projets)
    told = await write(company, company.tom, "objection")
    await company.tom.click(told, "asking.look_up")
    [found] = company.tom.ephemerals(told.channel)
    assert titles(found) == ["Objection prix"]
    assert "Share here" not in labels(found)


async def test_a_reply_to_the_bot_is_a_direct_message_too(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.ventes)
    root = await write(company, company.tom, "help")
    await company.tom.say(root.channel, "objection", thread=root)
    await company.settle()
    [_, told] = company.slack.messages(root.channel, root)
    assert labels(told) == ["Tell it as a win", "Pass it on", "Look it up"]
    await company.tom.click(told, "asking.pass_on")
    assert entered(company.tom, "practices.share.what")["value"] == "objection"
    await company.tom.click(told, "asking.look_up")
    [found] = company.tom.ephemerals(root.channel)
    assert found.thread_ts == root.ts


async def test_words_that_are_gone_are_said_to_be(company: Company) -> None:
    message = await company.tom.write_to_bot(SAID)
    await company.settle()
    told = company.slack.dm(company.tom)[-1]
    await company.tom.delete(message)
    for button in ("asking.tell", "asking.pass_on"):
        await company.tom.click(told, button)
        assert company.tom.modal is not None
        assert "I can read no words in that message any more" in str(company.tom.modal.blocks)
        await company.tom.close_modal()
    await company.tom.click(told, "asking.look_up")
    [said] = company.tom.ephemerals(told.channel)
    assert said.text.startswith("I can read no words in that message any more")


async def test_an_edit_or_a_deletion_asks_nothing(company: Company) -> None:
    message = await company.tom.write_to_bot(SAID)
    await company.settle()
    await company.tom.edit(message, "Something else")
    await company.settle()
    await company.tom.delete(message)
    await company.settle()
    assert len([m for m in company.slack.dm(company.tom) if m.bot_id]) == 1


async def test_a_file_without_a_word_is_answered_with_help(company: Company) -> None:
    message = await company.tom.write_to_bot("hello")
    await company.slack.quiet()
    event = company.slack.deliveries[-1].payload
    shared = {**event["event"], "subtype": "file_share", "text": "", "files": [{"id": "F1"}]}
    for number, words in enumerate(("", SAID)):
        told = {**shared, "text": words, "ts": f"179542440{number}.000200"}
        await company.slack.forge(
            "events_api", {**event, "event_id": f"EvFile{number}", "event": told}
        )
    await company.settle()
    answers = [m for m in company.slack.dm(company.tom) if m.bot_id]
    assert [m.text[:25] for m in answers] == ["I ask, remember and pass o"[:25]] * 2
    assert message.text == "hello"


async def test_the_longest_message_fits_its_form(company: Company) -> None:
    told = await write(company, company.tom, "mot & " * 2000)
    assert len(told.text) < 500
    await company.tom.click(told, "asking.pass_on")
    assert (await company.tom.submit({"practices.share.channel": company.ventes})).ok
    await company.tom.click(told, "asking.look_up")
    [found] = company.tom.ephemerals(told.channel)
    assert "I looked at the first ones" in found.text


async def test_a_slow_slack_still_opens_the_form(company: Company) -> None:
    told = await write(company, company.tom, SAID)
    company.slack.will_fail("conversations.history", "internal_error")
    await company.tom.click(told, "asking.tell")
    assert company.tom.modal is not None
    assert "One moment" in str(company.tom.modal.blocks)
    assert company.slack.dm(company.tom)[-1].text.startswith("Slack is not answering") or (
        company.tom.ephemerals(told.channel)[-1].text.startswith("Slack is not answering")
    )


async def test_a_form_that_is_closed_before_its_words_come_is_no_trouble(company: Company) -> None:
    told = await write(company, company.tom, SAID)
    company.slack.will_fail("views.update", "not_found")
    await company.tom.click(told, "asking.tell")
    assert company.slack.dm(company.tom)[-1] == told
    assert not company.tom.ephemerals(told.channel)


async def test_a_guest_looks_up_what_is_told_in_their_channels(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Objection ailleurs", company.ventes)
    await tip(company, company.ana, "Objection ici", company.marketing)
    told = await write(company, guest, "objection")
    await guest.click(told, "asking.look_up")
    [found] = guest.ephemerals(told.channel)
    assert titles(found) == ["Objection ici"]


async def test_a_bot_that_writes_is_not_answered(company: Company) -> None:
    await company.tom.write_to_bot("hello")
    await company.settle()
    event = company.slack.deliveries[-1].payload
    for number, change in enumerate(({"bot_id": "B1"}, {"user": company.slack.bot_user_id})):
        told = {**event["event"], **change, "text": SAID, "ts": f"179542450{number}.000100"}
        payload = {**event, "event_id": f"EvBot{number}", "event": told}
        await company.slack.forge("events_api", payload)
    await company.settle()
    assert len([m for m in company.slack.dm(company.tom) if m.bot_id]) == 1
