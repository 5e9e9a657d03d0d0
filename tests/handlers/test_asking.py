"""What is asked of the bot in a channel: mentions and their answers, through Bolt."""

from typing import Any

import pytest

from sandbox.errors import NotAllowed
from sandbox.gestures import Acting
from sandbox.nouns import Json
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.tips import ask, tip, titles

SAID = "Text first, the day before. They answer."


def entered(person: Acting, field: str) -> Any:
    assert person.modal is not None
    return person.modal.values[field][field]


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
    await other.click(told, "practices.read")
    assert other.modal is None
    assert other.ephemerals(shared)[-1].text.startswith("This is for the people of the workspace")


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
