"""Practices through Bolt: tips, searches, what is private, what guests and others may see."""

import asyncio
from typing import Any

import pytest

from sandbox.errors import ClientRefused
from sandbox.gestures import Acting, CommandOutcome
from sandbox.nouns import Channel, View
from tests.support.company import Company

TITLE, WHAT, AUDIENCE = "practices.share.title", "practices.share.what", "practices.share.audience"
WHERE = "practices.share.channel"
SPEAKERS = pytest.mark.parametrize("name", ["ana", "tom"])


def somebody(company: Company, name: str) -> Acting:
    person: Acting = getattr(company, name)
    return person


def form(person: Acting) -> View:
    assert person.modal is not None
    return person.modal


def entered(person: Acting, field: str) -> Any:
    return form(person).values[field][field]


async def tip(
    company: Company, who: Acting, title: str, channel: Channel, what: str = "", **more: str
) -> None:
    """Pass on a tip in a channel."""
    await who.command("/tip", channel)
    fields = {f"practices.share.{name}": value for name, value in more.items()}
    assert (await who.submit({TITLE: title, WHAT: what or title, **fields})).ok
    await company.settle()


def titles(outcome: CommandOutcome) -> list[str]:
    lines = [block["text"]["text"] for block in outcome.blocks if block["type"] == "section"]
    return [line.split("*")[1] for line in lines if line.startswith(":bulb:")]


def labels(outcome: CommandOutcome) -> list[str]:
    rows = [block["elements"] for block in outcome.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


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
    await person.submit({"practices.share.tags": "sms, relance"})
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


@pytest.mark.parametrize("method", ["users.info", "conversations.members"])
async def test_a_search_that_slack_holds_up_gives_the_words_back(
    company: Company, method: str
) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    company.slack.will_delay(method, 6, times=20)
    outcome = await company.tom.command("/practices big director", company.marketing)
    assert "Slack is not answering me right now." in outcome.text
    assert "/practices big director" in outcome.text


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


# ------------------------------------------------------------------ searching


async def test_words_are_found_without_accents_or_capitals(company_on_both: Company) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes, tags="Prix, Été")
    for words in ("sms", "REUNION", "réunion SMS", "ete", "l'été", "« prix »"):
        found = await company.mia.command(f"/practices {words}", company.marketing)
        assert titles(found) == ["Un SMS avant la réunion"], words


async def test_marks_are_no_magic(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    nothing = ["sms fax", "s_s", "_", "' OR 1=1 --", "<@U1> & <b>", "sms; DROP TABLE practices"]
    for words in nothing:
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert titles(outcome) == [], words
    for words in ("%sms%", '"sms"', "(SMS)", "sms*", "-sms"):
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert titles(outcome) == ["Un SMS avant"], words


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne vois aucun mot à chercher"), ("tom", "I see no word to look for")],
)
async def test_a_search_without_a_word_says_so_and_shows_the_latest(
    company: Company, name: str, sentence: str
) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("!?", "🎉", "« »", "...", "%", "\\"):
        outcome = await somebody(company, name).command(f"/practices {words}", company.marketing)
        assert outcome.text.startswith(sentence), words
        assert words in outcome.text
        assert titles(outcome) == ["Un SMS avant"]


async def test_an_endless_search_is_answered(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("a " * 2500, "é" * 5000, "&" * 5000, "sms🎉 " * 900):
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert len(outcome.text) < 3000
        assert "…" in outcome.text


@pytest.mark.parametrize(
    "name, command, sentence",
    [
        ("ana", "/pratiques fax", "Rien encore sur «\u00a0fax\u00a0»."),
        ("tom", "/practices fax", "Nothing on “fax” yet."),
        ("ana", "/pratiques", "Aucune pratique n’a encore été transmise."),
        ("tom", "/practices", "No practice has been passed on yet."),
    ],
)
async def test_nothing_found_is_said_kindly(
    company: Company, name: str, command: str, sentence: str
) -> None:
    outcome = await somebody(company, name).command(command, company.ventes)
    assert outcome.text.startswith(sentence)
    assert outcome.message is not None
    assert outcome.message.visible_to == somebody(company, name).id


async def test_more_than_a_page_is_turned(company: Company) -> None:
    for number in range(7):
        await tip(company, company.ana, f"Astuce {'abcdefg'[number]} été", company.ventes)
        await company.let(minutes=1)
    outcome = await company.tom.command("/practices été", company.marketing)
    assert titles(outcome) == [f"Astuce {letter} été" for letter in "gfedc"]
    assert labels(outcome)[-1] == "More"
    assert outcome.message is not None
    await company.tom.click(outcome.message, "practices.more")
    [page] = company.tom.ephemerals(company.marketing)
    shown = CommandOutcome(page.text, page.blocks)
    assert titles(shown) == ["Astuce b été", "Astuce a été"]
    assert "More" not in labels(shown)


async def test_what_is_found_can_be_read(company: Company) -> None:
    await tip(
        company, company.ana, "Un SMS", company.ventes, "Écrire & attendre", situation="Devis"
    )
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.read")
    page = form(company.tom)
    assert page.title == "A practice"
    told = "\n".join(b["text"]["text"] for b in page.blocks if b["type"] == "section")
    assert ":bulb: *Un SMS*\nÉcrire &amp; attendre\n*When it works*\nDevis" in told


async def test_what_is_found_can_be_shared_once_a_day(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert [m.text[:6] for m in company.slack.messages(company.marketing)] == ["Un SMS"]
    assert company.tom.ephemerals(company.marketing)[-1].text == (
        "This practice was shared here today already."
    )
    await company.let(days=1)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert len(company.slack.messages(company.marketing)) == 2


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne suis pas dans ce canal."), ("tom", "I am not in this channel.")],
)
async def test_what_cannot_be_shared_here_says_so(
    company: Company, name: str, sentence: str
) -> None:
    person = somebody(company, name)
    outside = company.slack.add_channel("dehors", members=[person], with_bot=False)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await person.command("/practices sms", outside)
    await person.click(outcome.message, "practices.share_here")
    assert person.ephemerals(outside)[-1].text.startswith(sentence)


async def test_in_a_direct_message_there_is_nobody_to_share_with(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    message = await company.tom.write_to_bot("hello")
    outcome = await company.tom.command("/practices sms", message.channel)
    assert labels(outcome) == ["Read"]


async def test_a_practice_that_is_gone_says_so_from_home_too(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.projets)
    home = await company.luc.open_home()
    assert home is not None
    company.slack.remove_member(company.projets, company.luc)
    await company.settle()
    await company.luc.click(home, "practices.read")
    assert company.luc.modal is None
    assert company.slack.dm(company.luc)[-1].text == "Je ne retrouve plus cette pratique."


# ------------------------------------------------------------------ what is private


async def test_what_is_private_is_found_by_members_only(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/astuce Parler au directeur", company.projets)
    assert entered(company.ana, AUDIENCE)["selected_option"]["value"] == "channel"
    await company.ana.submit()
    await company.settle()
    for words in ("", "directeur"):
        ours = await company.luc.command(f"/pratiques {words}", company.ventes)
        assert titles(ours) == ["Parler au directeur"]
        theirs = await company.tom.command(f"/practices {words}", company.ventes)
        assert titles(theirs) == []
        assert "Parler au directeur" not in theirs.text


async def test_what_is_private_is_read_and_shared_at_home_only(company: Company) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    ours = await company.luc.command("/pratiques directeur", company.ventes)
    await company.luc.click(ours.message, "practices.share_here")
    assert company.luc.ephemerals(company.ventes)[-1].text == (
        "Cette pratique vient d’un canal privé, et elle y reste."
    )
    # Somebody else who learnt its id finds nothing either.
    payload = dict(company.slack.deliveries[-1].payload)
    payload["user"] = {**payload["user"], "id": company.tom.id}
    for number, action_id in enumerate(("practices.read", "practices.share_here")):
        [action] = payload["actions"]
        forged = {
            **payload,
            "actions": [{**action, "action_id": action_id}],
            "trigger_id": f"1.2.{number}",
        }
        await company.slack.backend.courier.ask("interactive", forged)
    await company.settle()
    assert company.tom.modal is None
    assert not company.slack.messages(company.ventes)

    here = await company.luc.command("/pratiques directeur", company.projets)
    await company.luc.click(here.message, "practices.share_here")
    await company.settle()
    assert len(company.slack.messages(company.projets)) == 2


async def test_whoever_leaves_a_private_channel_finds_its_practices_no_more(
    company: Company,
) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    assert titles(await company.luc.command("/pratiques", company.ventes))
    company.slack.remove_member(company.projets, company.luc)
    await company.settle()
    assert not titles(await company.luc.command("/pratiques", company.ventes))


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


async def test_a_guest_finds_what_is_told_in_their_channels(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Un SMS", company.ventes)
    await tip(company, company.ana, "Un appel", company.marketing)
    outcome = await guest.command("/practices", company.marketing)
    assert titles(outcome) == ["Un appel"]
    home = await guest.open_home()
    assert home is not None
    assert "Un SMS" not in str(home.blocks)
    assert "Un appel" in str(home.blocks)


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
