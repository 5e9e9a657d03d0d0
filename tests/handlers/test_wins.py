"""Wins through Bolt: the command, the form, the card and its menu."""

import asyncio

import pytest

from sandbox.errors import ClientRefused
from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company

STORY, PEOPLE, CHANNEL = "wins.share.story", "wins.share.people", "wins.share.channel"


async def told(company: Company, who: Acting, story: str, *people: Acting) -> Message:
    """Tell a win in #ventes and return its card."""
    await who.command("/win", company.ventes)
    await who.submit({STORY: story, PEOPLE: [who, *people]})
    await company.settle()
    return company.last(company.ventes)


def said(message: Message) -> str:
    """Return all that a message shows."""
    texts = [block.get("text", {}).get("text", "") for block in message.blocks]
    small = [block for block in message.blocks if block["type"] == "context"]
    texts += [element["text"] for block in small for element in block["elements"]]
    return "\n".join(texts)


def menu_choice(card: Message, verb: str) -> str:
    """Return the value of a choice in a card's menu."""
    values = [option["value"] for option in card.blocks[0]["accessory"]["options"]]
    return str(next(value for value in values if value.startswith(verb)))


async def test_a_win_is_told_in_its_channel(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command(f"/reussite on a signé Béta avec <@{company.tom.id}>", company.ventes)
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Raconter une réussite"
    await company.ana.submit({"wins.share.customer": "moins de relances"})
    await company.settle()
    card = company.last(company.ventes)
    assert card.text.startswith("on a signé Béta avec @Tom Hill")
    assert "moins de relances" in said(card)
    assert f"Together: <@{company.ana.id}> and <@{company.tom.id}>" in said(card)


async def test_the_form_speaks_the_language_of_who_opens_it(company: Company) -> None:
    await company.tom.command("/reussite", company.ventes)
    assert company.tom.modal is not None
    assert company.tom.modal.title == "Share a win"
    await company.luc.command("/win", company.ventes)
    assert company.luc.modal is not None
    assert company.luc.modal.title == "Raconter une réussite"


async def test_the_form_is_prefilled(company: Company) -> None:
    await company.tom.command("/win we won Beta with @luc and @Cordée", company.marketing)
    assert company.tom.modal is not None
    values = company.tom.modal.values
    assert values[STORY][STORY]["value"] == "we won Beta with @Luc Petit and @Cordée"
    assert values[PEOPLE][PEOPLE]["selected_users"] == [company.tom.id, company.luc.id]
    assert values[CHANNEL][CHANNEL]["selected_conversation"] == company.marketing.id


async def test_from_a_direct_message_no_channel_is_proposed(company: Company) -> None:
    message = await company.tom.write_to_bot("hello")
    await company.tom.command("/win we won Beta", message.channel)
    assert company.tom.modal is not None
    assert company.tom.modal.values[CHANNEL][CHANNEL]["selected_conversation"] is None


async def test_alone_one_is_asked_who_else_and_never_stopped(company: Company) -> None:
    await company.ana.command("/reussite signé", company.ventes)
    assert company.ana.modal is not None
    hints = [block.get("hint", {}).get("text") for block in company.ana.modal.blocks]
    assert "Qui a rendu cela possible avec toi\u00a0?" in hints
    assert (await company.ana.submit()).ok
    await company.settle()
    assert company.last(company.ventes).blocks[-1]["elements"][0]["text"] == f"<@{company.ana.id}>"


async def test_a_message_becomes_a_win_with_its_author(company: Company) -> None:
    message = await company.mia.say(company.marketing, "Acme signed & <3 thanks to @tom")
    await company.luc.message_shortcut("wins.keep", message)
    assert company.luc.modal is not None
    values = company.luc.modal.values
    assert values[STORY][STORY]["value"] == "Acme signed & <3 thanks to @Tom Hill"
    assert values[PEOPLE][PEOPLE]["selected_users"] == [company.mia.id]
    await company.luc.submit()
    await company.settle()
    card = company.last(company.marketing)
    assert card.text.startswith("Acme signed &amp; &lt;3 thanks to @Tom Hill")


async def test_a_message_of_a_bot_becomes_a_win_of_who_keeps_it(company: Company) -> None:
    card = await told(company, company.ana, "Béta")
    await company.tom.message_shortcut("wins.keep", card)
    assert company.tom.modal is not None
    assert company.tom.modal.values[PEOPLE][PEOPLE]["selected_users"] == [company.tom.id]


async def test_a_message_without_words_opens_an_empty_form(company: Company) -> None:
    message = await company.mia.say(company.ventes, "")
    await company.tom.message_shortcut("wins.keep", message)
    assert company.tom.modal is not None
    assert company.tom.modal.values[STORY][STORY]["value"] is None
    with pytest.raises(ClientRefused):
        await company.tom.submit()


async def test_what_was_said_can_be_completed_by_any_of_its_people(company: Company) -> None:
    card = await told(company, company.ana, "Béta a signé", company.tom)
    await company.tom.click(card, "wins.menu", menu_choice(card, "revise"))
    assert company.tom.modal is not None
    assert company.tom.modal.title == "Add to this win"
    await company.tom.submit({"wins.revise.enablers": "a text message the day before"})
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    assert "a text message the day before" in said(card)
    assert "Béta a signé" in said(card)


async def test_nobody_overwrites_words_they_have_not_seen(company: Company) -> None:
    card = await told(company, company.ana, "Béta a signé", company.tom)
    for person in (company.ana, company.tom):
        await person.click(card, "wins.menu", menu_choice(card, "revise"))
    await company.ana.submit({"wins.revise.enablers": "un SMS"})
    late = await company.tom.submit({"wins.revise.enablers": "a call"})
    assert list(late.errors.values()) == [
        "Somebody changed this win just now. Open it again, and add your words to theirs."
    ]
    assert company.tom.modal is not None
    enablers = company.tom.modal.values["wins.revise.enablers"]["wins.revise.enablers"]
    assert enablers["value"] == "a call"
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    assert "un SMS" in said(card)


async def test_a_win_is_withdrawn_once_its_author_is_sure(company: Company) -> None:
    card = await told(company, company.ana, "Béta a signé")
    await company.ana.click(card, "wins.menu", menu_choice(card, "withdraw"))
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Retirer la réussite\u00a0?"
    await company.ana.close_modal()
    await company.settle()
    assert "Béta" in said(company.last(company.ventes))

    await company.ana.click(card, "wins.menu", menu_choice(card, "withdraw"))
    await company.ana.submit()
    await company.settle()
    [gone] = company.slack.messages(company.ventes)
    # In the language of the channel.
    assert said(gone).strip() == gone.text == "This win was withdrawn."


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("luc", "Seules les personnes nommées dans cette réussite peuvent la modifier."),
        ("tom", "Only the people named in this win can change it."),
    ],
)
@pytest.mark.parametrize("verb", ["revise", "withdraw"])
async def test_others_cannot_change_it(
    company: Company, name: str, sentence: str, verb: str
) -> None:
    person: Acting = getattr(company, name)
    card = await told(company, company.ana, "Béta")
    await person.click(card, "wins.menu", menu_choice(card, verb))
    assert person.modal is None
    assert [message.text for message in person.ephemerals(company.ventes)] == [sentence]


async def test_a_win_submitted_twice_at_once_is_told_once(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/reussite Béta", company.ventes)
    await asyncio.gather(company.ana.submit(), company.ana.submit())
    payload = company.slack.deliveries[-1].payload
    again = await company.slack.backend.courier.ask("interactive", payload)
    assert again.status == "acked"
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1


async def test_people_of_another_organisation_change_nothing(company: Company) -> None:
    partner = company.slack.add_person("Pat Partner", external=True)
    company.slack.add_member(company.ventes, partner)
    card = await told(company, company.ana, "Béta")
    await partner.click(card, "wins.menu", menu_choice(card, "withdraw"))
    assert partner.modal is None
    [word] = partner.ephemerals(company.ventes)
    assert word.text == "This is for the people of the workspace where Cordée lives."
