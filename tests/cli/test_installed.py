"""The bot installed from its own manifest: what that declares is enough for all that it does."""

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.domain.people import Language
from bot.manifest import manifest
from sandbox.errors import UnknownCommand
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from tests.support.company import Company, small_company

SPOKEN: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: {"win": "/win", "tip": "/tip", "find": "/practices", "checkin": "checkin"},
    Language.FRENCH: {"win": "/reussite", "tip": "/astuce", "find": "/pratiques"}
    | {"checkin": "point"},
}
Words = Mapping[str, str]


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    """Install the app in one language, then in the other."""
    return Language(request.param)


@pytest.fixture
def say(language: Language) -> Words:
    """Give the commands that the manifest declares."""
    return SPOKEN[language]


@pytest.fixture(params=[False, True], ids=["http", "socket"])
async def installed(
    request: pytest.FixtureRequest, sqlite_url: str, language: Language
) -> AsyncIterator[Company]:
    """Give the company with just what the manifest declares, and check that it was enough."""
    async with small_company(sqlite_url, socket_mode=request.param) as company:
        slack = company.slack
        address = None if request.param else "https://cordee.example.org"
        slack.install_manifest(manifest(language, address))
        if request.param:
            await slack.connected()
        yield company
        refused = [call for call in slack.calls if call.answer.get("error") == "missing_scope"]
        assert not refused
        assert {delivery.status for delivery in slack.deliveries} == {"acked"}


def direct(company: Company, person: Acting) -> Channel:
    found = company.slack.workspace.direct([person.id, company.slack.bot_user_id])
    assert found is not None
    return found


def button(message: Message, ending: str) -> str:
    actions = [e for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    return str(next(a["action_id"] for a in actions if a["action_id"].endswith(ending)))


async def test_wins(installed: Company, say: Words) -> None:
    company, ana, tom = installed, installed.ana, installed.tom
    await ana.command(f"{say['win']} signé avec <@{tom.id}>", company.ventes)
    await ana.submit()
    await company.settle()
    card = company.last(company.ventes)
    await ana.click(card, "wins.menu", f"withdraw:{_win_of(card)}")
    if ana.modal:
        await ana.submit()
    await company.settle()
    assert "signé" not in company.last(company.ventes).text
    said = await tom.say(company.ventes, "Béta has signed")
    await ana.message_shortcut("wins.keep", said)
    await ana.submit()
    await company.settle()
    assert company.last(company.ventes).user == company.slack.bot_user_id


def _win_of(card: Message) -> str:
    [menu] = [b["accessory"] for b in card.blocks if "accessory" in b]
    value: str = menu["options"][0]["value"]
    return value.split(":")[1]


async def test_practices(installed: Company, say: Words) -> None:
    company, ana, luc, tom = installed, installed.ana, installed.luc, installed.tom
    await luc.command(f"{say['tip']} Rappeler le lendemain", company.projets)
    await luc.submit()
    said = await tom.say(company.ventes, "Some customers answer text messages first")
    reply = await luc.say(company.projets, "En privé aussi", await ana.say(company.projets, "?"))
    for message, reacting in ((said, (ana, luc)), (reply, (ana,))):
        for person in reacting:
            await person.react(message, "bulb")
    await company.settle()
    asked = company.slack.dm(tom)[-1]
    await tom.click(asked, button(asked, "publish"))
    await company.settle()
    assert company.slack.messages(company.ventes, said)
    assert (await ana.command(f"{say['find']} text messages", company.ventes)).blocks
    await ana.message_shortcut("practices.pass_on", said)
    await ana.submit()
    await company.settle()


async def test_questions_and_digests(installed: Company, say: Words) -> None:
    company, ana, luc = installed, installed.ana, installed.luc
    status = await ana.command(f"/cordee {say['checkin']}", company.ventes)
    assert status.message is not None
    await ana.click(status.message, button(status.message, "ask_now"))
    await company.settle()
    question = company.last(company.ventes)
    await luc.say(company.ventes, "Grâce à Tom", question)
    await ana.click(question, button(question, "open_answer"))
    await ana.submit({"checkins.answer.text": "Un client nous l'a appris"})
    await company.let(days=7)
    gathered = [m.text for m in company.slack.messages(company.ventes, question)]
    gathered += [m.text for m in company.slack.messages(company.ventes)]
    assert any("Grâce à Tom" in words and "Un client" in words for words in gathered)
    preview = await ana.command("/cordee digest", company.projets)
    assert preview.message is not None
    await ana.click(preview.message, button(preview.message, "send"))
    await company.settle()
    assert company.last(company.projets).user == company.slack.bot_user_id


async def test_the_bot_at_home_and_spoken_to(installed: Company) -> None:
    company, ana = installed, installed.ana
    assert await ana.open_home() is not None
    await ana.write_to_bot("bonjour")
    await company.settle()
    assert company.slack.dm(ana)[-1].user == company.slack.bot_user_id
    mention = await ana.say(company.ventes, f"<@{company.slack.bot_user_id}> ?")
    await company.settle()
    assert company.slack.messages(company.ventes, mention)
    company.slack.change_person(ana, locale="en-US")
    created = company.slack.add_channel("nouveau", members=[ana], with_bot=False)
    company.slack.invite_bot(created, by=ana)
    await company.settle()
    assert created.id in company.slack.dm(ana)[-1].text
    await ana.command("/cordee settings", created)
    assert ana.modal is not None
    assert ana.modal.callback_id == "settings.open"


async def test_commands_typed_in_a_direct_message(installed: Company, say: Words) -> None:
    company, ana = installed, installed.ana
    await ana.open_messages_tab()
    await company.settle()
    for words in (f"{say['win']} signé", f"{say['tip']} rappeler"):
        await ana.command(words, direct(company, ana))
        assert ana.modal is not None
        await ana.close_modal()
    for words in (f"{say['find']} sms", "/cordee digest", f"/cordee {say['checkin']}", "/cordee"):
        assert (await ana.command(words, direct(company, ana))).text


async def test_a_message_is_found_again_after_a_doubt(installed: Company, say: Words) -> None:
    company, ana = installed, installed.ana
    for room in (company.ventes, company.projets):
        company.slack.will_drop("chat.postMessage")
        await ana.command(f"{say['win']} signé", room)
        await ana.submit()
        await company.settle()
        await company.let(minutes=2)
        cards = [m for m in company.slack.messages(room) if "signé" in m.text]
        assert len(cards) == 1


async def test_the_commands_of_the_other_language_are_not_declared(
    installed: Company, language: Language
) -> None:
    [other] = set(Language) - {language}
    for name in ("win", "tip", "find"):
        with pytest.raises(UnknownCommand):
            await installed.ana.command(SPOKEN[other][name], installed.ventes)
    await installed.ana.command("/cordee help", installed.ventes)
