"""Practices through Bolt: tips, the message shortcut, who may see them."""

import asyncio
from typing import Any

import pytest

from sandbox.errors import ClientRefused
from sandbox.gestures import Acting
from sandbox.nouns import View
from tests.support.company import Company
from tests.support.tips import TITLE, WHAT, somebody, tip, titles

AUDIENCE = "practices.share.audience"
WHERE = "practices.share.channel"
SPEAKERS = pytest.mark.parametrize("name", ["ana", "tom"])


def form(person: Acting) -> View:
    assert person.modal is not None
    return person.modal


def entered(person: Acting, field: str) -> Any:
    return form(person).values[field][field]


# ------------------------------------------------------------------ tips


@pytest.mark.parametrize(
    "name, command, title",
    [("ana", "/astuce", "Transmettre une astuce"), ("tom", "/tip", "Pass on a tip")],
)
async def test_a_tip_becomes_a_practice(
    company_on_both: Company, name: str, command: str, title: str
) -> None:
    company = company_on_both
    person = somebody(company, name)
    words = "Un SMS avant l'e-mail. Ils répondent & <3 @luc"
    await person.command(f"{command} {words}", company.ventes)
    assert form(person).title == title
    assert entered(person, TITLE)["value"] == "Un SMS avant l'e-mail."
    assert entered(person, WHAT)["value"] == words.replace("@luc", "@Luc Petit")
    assert entered(person, AUDIENCE)["selected_option"]["value"] == "everyone"
    await person.pick("practices.share.tags", "sms", "relance")
    await person.submit()
    await company.settle()
    card = company.last(company.ventes)
    assert card.text.startswith("Un SMS avant l'e-mail.")
    assert "&amp; &lt;3" in card.text
    assert f"<@{person.id}> · #sms #relance" in card.text
    assert titles(await company.mia.command("/practices SMS", company.marketing)) == [
        "Un SMS avant l'e-mail."
    ]


@pytest.mark.parametrize(
    "name, sentences",
    [
        (
            "ana",
            (
                "Donne-lui un titre court, pour qu’on la retrouve.",
                "Dis en quelques mots quoi faire, pour que quelqu’un d’autre puisse l’essayer.",
            ),
        ),
        (
            "tom",
            (
                "Give it a short title, so that it can be found again.",
                "Say in a few words what to do, so that somebody else can try it.",
            ),
        ),
    ],
)
async def test_an_empty_tip_asks_for_words(
    company: Company, name: str, sentences: tuple[str, str]
) -> None:
    person = somebody(company, name)
    await person.command("/tip", company.ventes)
    with pytest.raises(ClientRefused):
        await person.submit({TITLE: "SMS"})
    assert (await person.submit({TITLE: "\u200e", WHAT: "x"})).errors == {TITLE: sentences[0]}
    assert (await person.submit({TITLE: "SMS", WHAT: " \u2800"})).errors == {WHAT: sentences[1]}
    assert (await person.submit({WHAT: "Write first"})).ok


@SPEAKERS
async def test_a_tip_that_no_form_holds_comes_back(company: Company, name: str) -> None:
    person = somebody(company, name)
    words = "un <b> & " * 500
    outcome = await person.command(f"/tip {words}", company.ventes)
    assert person.modal is None
    assert words.strip().replace("&", "&amp;").replace("<b>", "&lt;b&gt;") in outcome.text


async def test_a_tip_submitted_twice_at_once_is_kept_once(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/astuce Un SMS", company.ventes)
    await asyncio.gather(company.ana.submit(), company.ana.submit())
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
    assert titles(await company.ana.command("/pratiques", company.ventes)) == ["Un SMS"]


async def test_where_it_cannot_be_told_the_tip_asks_where(company: Company) -> None:
    company.slack.granted_scopes.discard("chat:write.public")
    outside = company.slack.add_channel("dehors", members=[company.ana], with_bot=False)
    await company.ana.command("/astuce Un SMS", outside)
    assert entered(company.ana, WHERE)["selected_conversation"] == outside.id
    await company.ana.submit({WHERE: company.ventes})
    await company.settle()
    assert company.last(company.ventes).text.startswith("Un SMS")


async def test_from_a_direct_message_the_tip_asks_where(company: Company) -> None:
    message = await company.tom.write_to_bot("hello")
    await company.tom.command("/tip Text first", message.channel)
    assert entered(company.tom, WHERE)["selected_conversation"] is None


async def test_a_slow_slack_does_not_cost_the_words(company: Company) -> None:
    company.slack.will_delay("users.info", 5, times=20)
    company.slack.will_delay("conversations.info", 5, times=20)
    await company.tom.command("/tip Text first with @luc", company.ventes)
    assert entered(company.tom, WHAT)["value"] == "Text first with @luc.petit"
    assert entered(company.tom, WHERE)["selected_conversation"] == company.ventes.id


async def test_a_tip_form_that_came_too_late_gives_the_words_back(company: Company) -> None:
    company.slack.will_fail("views.open", "expired_trigger_id")
    outcome = await company.ana.command("/astuce Un SMS & un appel", company.ventes)
    assert "J’ai mis trop de temps" in outcome.text
    assert "/astuce Un SMS &amp; un appel" in outcome.text


# ------------------------------------------------------------------ the message shortcut


async def test_a_message_is_passed_on_in_its_thread(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first. They answer.")
    await company.tom.message_shortcut("practices.pass_on", message)
    assert entered(company.tom, TITLE)["value"] == "Text first."
    await company.tom.submit()
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    assert card.text.startswith("Text first.")


async def test_a_reply_is_passed_on_in_the_same_thread(company: Company) -> None:
    question = await company.mia.say(company.ventes, "How do you follow up?")
    reply = await company.tom.say(company.ventes, "Text first.", thread=question)
    await company.luc.message_shortcut("practices.pass_on", reply)
    await company.luc.submit()
    await company.settle()
    assert company.slack.messages(company.ventes, question)[-1].text.startswith("Text first.")


async def test_a_long_message_begins_the_tip_and_says_so(company: Company) -> None:
    message = await company.mia.say(company.ventes, "mot " * 2000)
    await company.tom.message_shortcut("practices.pass_on", message)
    assert "longer than a form" in form(company.tom).blocks[0]["elements"][0]["text"]
    assert (await company.tom.submit()).ok


@pytest.mark.parametrize("words", ["", "🎉"])
async def test_a_message_without_a_title_can_be_passed_on(company: Company, words: str) -> None:
    message = await company.mia.say(company.ventes, words)
    await company.tom.message_shortcut("practices.pass_on", message)
    assert entered(company.tom, TITLE)["value"] == (words or None)
    assert (await company.tom.submit({TITLE: "A party", WHAT: "Celebrate"})).ok


async def test_what_others_said_in_private_cannot_be_widened(company: Company) -> None:
    message = await company.luc.say(company.projets, "Parler au directeur d'abord")
    await company.ana.message_shortcut("practices.pass_on", message)
    audience = next(b for b in form(company.ana).blocks if b["block_id"] == AUDIENCE)
    assert [option["value"] for option in audience["element"]["options"]] == ["channel"]
    await company.luc.message_shortcut("practices.pass_on", message)
    assert entered(company.luc, AUDIENCE)["selected_option"]["value"] == "channel"
    assert (await company.luc.submit({AUDIENCE: "everyone"})).ok


# ------------------------------------------------------------------ what is private


async def test_an_author_may_widen_what_they_say_in_private(company: Company) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets, audience="everyone")
    assert titles(await company.tom.command("/practices", company.ventes))


async def test_a_private_channel_chosen_from_home_is_not_widened_unawares(
    company: Company,
) -> None:
    await company.ana.open_home()
    await company.ana.click(company.ana.home, "home.tip")
    fields = {TITLE: "Directeur", WHAT: "Lui parler", WHERE: company.projets}
    refused = await company.ana.submit(fields)
    assert refused.errors == {
        AUDIENCE: "Ce canal est privé\u00a0: choisis ses membres seulement, "
        "ou raconte-la dans un canal ouvert."
    }
    assert (await company.ana.submit({AUDIENCE: "channel"})).ok
    await company.settle()
    assert company.last(company.projets).text.startswith("Directeur")
    assert not titles(await company.tom.command("/practices", company.ventes))


@pytest.mark.parametrize("refusal", ["restricted_action", "is_archived", "not_in_channel"])
async def test_a_channel_that_refuses_the_card_keeps_the_practice(
    company: Company, refusal: str
) -> None:
    await company.ana.command("/astuce Un SMS avant. Ils répondent.", company.ventes)
    await company.ana.submit()
    company.slack.will_fail("chat.postMessage", refusal)
    await company.settle()
    [told] = company.slack.dm(company.ana)
    assert "La pratique est gardée quand même" in told.text
    found = await company.luc.command("/pratiques sms", company.marketing)
    assert "Un SMS avant" in found.text
