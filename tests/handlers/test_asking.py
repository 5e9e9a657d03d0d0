"""What people hand to the bot through Bolt: mentions and their answers, direct messages."""

from typing import Any

import pytest

from sandbox.errors import NotAllowed
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Json, Message
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.tips import labels, somebody, tip, titles

SAID = "Text first, the day before. They answer."


async def ask(
    company: Company,
    who: Acting,
    words: str,
    channel: Channel | None = None,
    thread: Message | None = None,
) -> list[Message]:
    """Mention the bot, and return what it answers in the thread."""
    where = channel or company.ventes
    mention = f"<@{company.slack.bot_user_id}> {words}"
    asked = await who.say(where, mention, thread=thread)
    await company.settle()
    replies = company.slack.messages(where, asked)
    return [m for m in replies if m.bot_id and m.ts > asked.ts]


def entered(person: Acting, field: str) -> Any:
    assert person.modal is not None
    return person.modal.values[field][field]


# ------------------------------------------------------------------ mentions


@pytest.mark.parametrize(
    "question, answer",
    [
        ("how do we handle an objection?", "This has worked for colleagues:"),
        ("que dit-on à une objection ?", "Voici ce qui a marché"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_question_is_answered_in_its_thread_and_its_language(
    company_on_both: Company, question: str, answer: str, language: str
) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, language=language)
    await tip(company, company.ana, "Objection prix : parler valeur", company.marketing)
    await tip(company, company.tom, "Price objection: say what it saves", company.marketing)
    await tip(company, company.tom, "Bring cakes", company.marketing)
    [told] = await ask(company, company.luc, question)
    assert told.text.startswith(answer)
    assert sorted(titles(told)) == [
        "Objection prix : parler valeur",
        "Price objection: say what it saves",
    ]
    assert len(company.slack.messages(company.ventes)) == 1


@pytest.mark.parametrize(
    "language, answer",
    [("fr", "Voici ce qui a marché"), ("en", "This has worked for colleagues:")],
)
async def test_in_doubt_the_channels_language_is_spoken(
    company: Company, language: str, answer: str
) -> None:
    await choose_rhythm(company, company.ventes, language=language)
    await tip(company, company.ana, "Objection prix", company.marketing)
    [told] = await ask(company, company.mia, "objection ?")
    assert told.text.startswith(answer)


async def test_the_three_best_are_told(company: Company) -> None:
    for letter in "abcd":
        await tip(company, company.ana, f"Objection {letter}", company.marketing)
    [told] = await ask(company, company.mia, "objection?")
    assert len(titles(told)) == 3
    await company.tom.click(told, "practices.read", told.blocks[2]["elements"][0]["value"])
    assert company.tom.modal is not None


async def test_a_question_in_a_thread_is_answered_there(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.marketing)
    root = await company.tom.say(company.ventes, "They say that it is too expensive")
    [told] = await ask(company, company.mia, "any objection?", thread=root)
    assert told.thread_ts == root.ts
    assert titles(told) == ["Objection prix"]


@pytest.mark.parametrize(
    "question, answer",
    [
        ("how do we sell a fax?", "I found nothing on this yet"),
        ("comment vend-on un fax ?", "Je n’ai encore rien trouvé"),
    ],
)
async def test_nothing_is_said_to_be_nothing(company: Company, question: str, answer: str) -> None:
    await tip(company, company.ana, "Objection prix", company.marketing)
    [told] = await ask(company, company.mia, question)
    assert told.text.startswith(answer)
    assert ":bulb:" in told.text
    assert not titles(told)


@pytest.mark.parametrize(
    "words", ["", "help", "aide ?", "Hello!", "bonjour :wave:", "🎉", ":bulb::skin-tone-2:", "?"]
)
async def test_a_call_is_answered_with_help(company: Company, words: str) -> None:
    [told] = await ask(company, company.tom, words)
    assert told.text.startswith("I ask, remember and pass on.")


async def test_an_endless_question_is_answered(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.marketing)
    [told] = await ask(company, company.tom, "objection & <prix> " * 500)
    assert titles(told) == ["Objection prix"]


async def test_an_edited_question_is_not_answered_twice(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.marketing)
    mention = f"<@{company.slack.bot_user_id}> objection"
    asked = await company.mia.say(company.ventes, mention)
    await company.settle()
    await company.mia.edit(asked, f"{mention} prix ?")
    await company.settle()
    # Slack may tell of the mention again, by another event.
    [event] = [d for d in company.slack.deliveries if event_of(d.payload) == "app_mention"]
    again = {**event.payload, "event_id": "EvAgain"}
    await company.slack.forge("events_api", again)
    again["event"] = {**again["event"], "edited": {"user": company.mia.id, "ts": "1.2"}}
    await company.slack.forge("events_api", {**again, "event_id": "EvEdited"})
    await company.settle()
    assert len(company.slack.messages(company.ventes, asked)) == 1


def event_of(payload: Json) -> str:
    return str(payload.get("event", {}).get("type"))


async def test_a_question_that_was_taken_back_is_not_answered(company: Company) -> None:
    asked = await company.mia.say(company.ventes, f"<@{company.slack.bot_user_id}> objection?")
    await company.slack.quiet()
    await company.mia.delete(asked)
    await company.settle()
    assert not [m for m in company.slack.messages(company.ventes) if m.bot_id]
    assert not company.slack.messages(company.ventes, asked)


async def test_a_question_where_the_bot_has_just_left_is_not_answered(company: Company) -> None:
    asked = await company.mia.say(company.ventes, f"<@{company.slack.bot_user_id}> objection?")
    await company.slack.quiet()
    company.slack.remove_bot(company.ventes)
    await company.settle()
    assert not company.slack.messages(company.ventes, asked)


async def test_bots_and_workflows_are_not_answered(company: Company) -> None:
    bot = company.slack.add_person("Robo Bot", bot=True)
    company.slack.add_member(company.ventes, bot)
    assert not await ask(company, bot, "objection?")
    mention = await company.mia.say(company.ventes, f"<@{company.slack.bot_user_id}> objection?")
    await company.settle()
    [event] = [d for d in company.slack.deliveries if event_of(d.payload) == "app_mention"][-1:]
    told = {k: v for k, v in event.payload["event"].items() if k != "user"}
    workflow = {**told, "bot_id": "B1", "subtype": "bot_message", "ts": "1795424401.000100"}
    await company.slack.forge(
        "events_api", {**event.payload, "event_id": "EvFlow", "event": workflow}
    )
    await company.settle()
    assert len(company.slack.messages(company.ventes, mention)) == 1


async def test_somebody_who_has_left_is_not_answered(company: Company) -> None:
    asked = await company.mia.say(company.ventes, f"<@{company.slack.bot_user_id}> objection?")
    company.slack.change_person(company.mia, deactivated=True)
    await company.settle()
    assert not company.slack.messages(company.ventes, asked)


async def test_a_guest_is_told_what_is_told_there_only(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Objection ailleurs", company.ventes)
    await tip(company, company.ana, "Objection ici", company.marketing)
    for who in (guest, company.ana):
        [told] = await ask(company, who, "une objection ?", company.marketing)
        assert titles(told) == ["Objection ici"]


async def test_another_organisation_is_told_nothing_of_ours(company: Company) -> None:
    other = company.slack.add_person("Eva Else", external=True)
    shared = company.slack.add_channel(
        "partenaires", members=[company.ana, company.tom, other], shared=True
    )
    await tip(company, company.ana, "Objection ailleurs", company.ventes)
    await tip(company, company.ana, "Objection ici", shared)
    [told] = await ask(company, other, "how do you handle an objection?", shared)
    assert told.text.startswith("What I keep is for the people of the workspace")
    [told] = await ask(company, company.tom, "how do we handle an objection?", shared)
    assert titles(told) == ["Objection ici"]
    with pytest.raises(NotAllowed):
        await other.command("/practices objection", shared)


async def test_what_is_private_is_told_at_home_only(company_on_both: Company) -> None:
    company = company_on_both
    await tip(company, company.ana, "Objection du directeur", company.projets)
    [told] = await ask(company, company.ana, "une objection ?", company.ventes)
    assert not titles(told)
    assert "directeur" not in told.text
    [told] = await ask(company, company.luc, "une objection ?", company.projets)
    assert titles(told) == ["Objection du directeur"]


async def test_what_is_asked_is_kept_nowhere(company: Company) -> None:
    await ask(company, company.mia, "what about zebras?")
    await company.mia.write_to_bot("what about zebras?")
    await company.settle()
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        tables = await connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        for (table,) in tables.all():
            # The name of a table of ours.
            rows = await connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608
            assert "zebra" not in str(rows.all()), table


async def test_whoever_asked_can_keep_their_own_words(company: Company) -> None:
    root = await company.tom.say(company.ventes, "Well?")
    [told] = await ask(company, company.mia, f"{SAID} Thanks <@{company.tom.id}>", thread=root)
    await company.tom.click(told, "asking.tell")
    assert company.tom.modal is None
    refused = company.tom.ephemerals(company.ventes)[-1]
    assert refused.text == "Only the person who wrote this message can do that."
    await company.mia.click(told, "asking.tell")
    assert entered(company.mia, "wins.share.story")["value"] == f"{SAID} Thanks @Tom Hill"
    people = entered(company.mia, "wins.share.people")["selected_users"]
    assert people == [company.mia.id, company.tom.id]
    assert (await company.mia.submit()).ok
    await company.mia.click(told, "asking.pass_on")
    assert entered(company.mia, "practices.share.title")["value"] == "Text first, the day before."
    assert (await company.mia.submit()).ok
    await company.settle()
    # The practice's card goes to the thread of the message that it was told from.
    assert company.slack.messages(company.ventes, root)[-1].text.startswith("Text first")
    assert company.last(company.ventes).text.startswith("Text first")


# ------------------------------------------------------------------ direct messages


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


# ------------------------------------------------------------------ answers follow


async def answered(company: Company) -> tuple[Message, Message]:
    """Let two practices be told in an answer; return it and the card of the first."""
    await tip(company, company.ana, "Objection prix", company.marketing, "Dire la valeur.")
    card = company.last(company.marketing)
    await tip(company, company.tom, "Objection délai", company.marketing)
    [told] = await ask(company, company.luc, "une objection ?")
    assert sorted(titles(told)) == ["Objection délai", "Objection prix"]
    return told, card


async def choose(company: Company, card: Message, verb: str, form: Json | None = None) -> None:
    """Choose from the menu of Ana's card, and submit what it opens."""
    menus = [b["accessory"] for b in card.blocks if b.get("accessory", {}).get("options")]
    [value] = [o["value"] for o in menus[0]["options"] if o["value"].startswith(verb)]
    await company.ana.click(card, menus[0]["action_id"], value)
    assert (await company.ana.submit(form)).ok
    await company.settle()


async def test_an_answer_follows_what_it_tells(company_on_both: Company) -> None:
    company = company_on_both
    told, card = await answered(company)
    await choose(company, card, "revise", {"practices.revise.title": "Objection tarif"})
    assert sorted(titles(told)) == ["Objection délai", "Objection tarif"]
    await choose(company, card, "withdraw")
    assert titles(told) == ["Objection délai"]
    assert "valeur" not in told.text
    assert labels(told)[-2:] == ["Raconter la réussite", "À transmettre"]


async def test_an_answer_tells_no_more_what_became_private(company: Company) -> None:
    await tip(company, company.ana, "Objection du directeur", company.projets, audience="everyone")
    card = company.last(company.projets)
    [told] = await ask(company, company.luc, "une objection ?")
    assert titles(told) == ["Objection du directeur"]
    await choose(company, card, "show", {"practices.show.audience": "channel"})
    assert "directeur" not in told.text
    assert told.text.startswith("Ce que j’avais trouvé là-dessus a été retiré")


async def test_an_answer_on_its_way_tells_what_is_true_when_it_comes(company: Company) -> None:
    await tip(company, company.ana, "Objection prix", company.marketing)
    card = company.last(company.marketing)
    asked = await company.luc.say(company.ventes, f"<@{company.slack.bot_user_id}> objection ?")
    await company.slack.quiet()
    company.slack.will_fail("chat.postMessage", "internal_error")
    await company.settle()
    await choose(company, card, "withdraw")
    await company.let(minutes=5)
    [told] = company.slack.messages(company.ventes, asked)
    assert not titles(told)
