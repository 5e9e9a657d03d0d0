"""Help through Bolt: the command, unknown words, direct messages and mentions."""

import pytest

from sandbox.gestures import Acting
from tests.support.company import Company, small_company


def somebody(company: Company, name: str) -> Acting:
    person: Acting = getattr(company, name)
    return person


@pytest.mark.parametrize("name, command", [("ana", "*/reussite*"), ("tom", "*/win*")])
async def test_help_says_what_can_be_done(company: Company, name: str, command: str) -> None:
    person = somebody(company, name)
    for word in ("", " help", " aide", " HELP", " Aide  "):
        outcome = await person.command(f"/cordee{word}", company.ventes)
        assert command in outcome.text
        assert "*:bulb:*" in outcome.text
        assert outcome.message is not None
        assert outcome.message.visible_to == person.id


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne connais pas encore «\u00a0{}\u00a0»."), ("tom", "I do not know “{}” yet.")],
)
async def test_a_word_that_is_not_known_gets_help(
    company: Company, name: str, sentence: str
) -> None:
    shown = {
        "xyzzy": "xyzzy",
        "<!channel>": "&lt;!channel&gt;",
        "a&b": "a&amp;b",
        "@luc": "@luc.petit",
        "🎉": "🎉",
    }
    for typed, word in shown.items():
        outcome = await somebody(company, name).command(f"/cordee {typed}", company.ventes)
        assert outcome.text.startswith(sentence.format(word))
        assert ":bulb:" in outcome.text


async def test_an_endless_word_gets_help_too(company: Company) -> None:
    outcome = await company.tom.command(f"/cordee {'&' * 4000}", company.ventes)
    assert len(outcome.text) < 3000
    assert outcome.text.startswith("I do not know “&amp;&amp;")


@pytest.mark.parametrize(
    "locale, command",
    [("fr-CA", "*/reussite*"), ("en-AU", "*/win*"), ("ja-JP", "*/win*"), ("", "*/win*")],
)
async def test_an_unknown_language_is_answered_in_the_workspaces_own(
    company: Company, locale: str, command: str
) -> None:
    person = company.slack.add_person("Yuki Sato", locale=locale)
    company.slack.add_member(company.ventes, person)
    outcome = await person.command("/cordee help", company.ventes)
    assert command in outcome.text


@pytest.mark.parametrize("word", ["privacy", "confidentialite", "Confidentialité"])
async def test_privacy_is_told_in_words(company: Company, word: str) -> None:
    outcome = await company.luc.command(f"/cordee {word}", company.ventes)
    assert "Je ne compte ni ne classe personne" in outcome.text


@pytest.mark.parametrize(
    "name, hello", [("ana", "Je demande, je retiens"), ("tom", "I ask, remember")]
)
async def test_a_direct_message_is_answered_in_its_language(
    company: Company, name: str, hello: str
) -> None:
    person = somebody(company, name)
    message = await person.write_to_bot("?")
    await company.settle()
    answer = company.slack.dm(person)[-1]
    assert answer.text.startswith(hello)
    await person.say(message.channel, "help", thread=answer)
    await company.settle()
    [_, reply] = company.slack.messages(company.slack.channel(message.channel), answer)
    assert reply.text.startswith(hello)


async def test_a_mention_is_answered_in_its_thread(company: Company) -> None:
    message = await company.tom.say(company.ventes, f"<@{company.slack.bot_user_id}> hello?")
    await company.settle()
    [answer] = company.slack.messages(company.ventes, message)
    assert answer.text.startswith("I ask, remember")
    assert len(company.slack.messages(company.ventes)) == 1


async def test_what_is_said_in_a_channel_is_not_answered(company: Company) -> None:
    message = await company.tom.say(company.ventes, "hello")
    await company.mia.say(company.ventes, "hi", thread=message)
    await company.tom.edit(message, "hello all")
    await company.tom.delete(message)
    await company.settle()
    assert not [m for m in company.slack.channel(company.ventes.id).messages.values() if m.bot_id]


async def test_help_names_the_commands_that_the_workspace_has(sqlite_url: str) -> None:
    """The manifest declares the English ones: a French reader would type another in vain."""
    async with small_company(sqlite_url, commands=None) as company:
        outcome = await company.ana.command("/cordee aide", company.ventes)
        assert "*/win* ce qui s’est passé" in outcome.text
        assert "/reussite" not in outcome.text
