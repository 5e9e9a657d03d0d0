"""A team tells a win, finds in it what works, and a colleague elsewhere takes it up."""

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company


def section_texts(message: Message) -> list[str]:
    return [b["text"]["text"] for b in message.blocks if b["type"] == "section"]


def small_print(message: Message) -> str:
    [line] = [block for block in message.blocks if block["type"] == "context"]
    return str(line["elements"][0]["text"])


async def test_a_win_becomes_a_practice(company_on_both: Company) -> None:
    company = company_on_both
    ana, luc, tom, mia = company.ana, company.luc, company.tom, company.mia

    # Ana, from sales, tells what three of them made happen together.
    await ana.command(
        f"/reussite Béta a signé après trois mois de silence, avec <@{luc.id}> et @tom",
        company.ventes,
    )
    assert ana.modal is not None
    assert ana.modal.title == "Raconter une réussite"
    await ana.submit(
        {
            "wins.share.enablers": "Un SMS la veille : certains clients y répondent mieux.",
            "wins.share.customer": "Il a choisi son heure.",
        }
    )
    await company.settle()
    card = company.last(company.ventes)
    story, enablers, customer = section_texts(card)
    assert story.endswith("avec @Luc Petit et @Tom Hill")
    assert "Un SMS la veille" in enablers
    assert "Il a choisi son heure." in customer
    assert small_print(card) == f"Together: <@{ana.id}>, <@{luc.id}>, and <@{tom.id}>"

    # Under it, Tom says how; two colleagues would like to keep that.
    how = await tom.say(
        company.ventes,
        "I text the day before: two lines, no link. E-mail goes unread, a text does not.",
        thread=card,
    )
    await luc.react(how, "bulb")
    await company.settle()
    assert not company.slack.dm(tom)
    await mia.react(how, "bulb::skin-tone-4")
    await company.settle()

    # Tom is asked in private and in English; nobody is told who pointed at it, nor how many.
    [question] = company.slack.dm(tom)
    assert question.text.startswith("Colleagues would like to keep")
    assert not company.slack.dm(ana)

    # He edits it first; the card comes in the thread of the win.
    await tom.click(question, "nominations.edit_first")
    assert tom.modal is not None
    await tom.pick("nominations.edit.tags", "sms", "follow-up")
    await tom.submit(
        {
            "nominations.edit.title": "A text (SMS) the day before",
            "nominations.edit.situation": "Customers who do not answer e-mail",
        }
    )
    await company.settle()
    practice = company.slack.messages(company.ventes, card)[-1]
    assert practice.text.startswith("A text (SMS) the day before")
    passed_on = f"Passed on by <@{tom.id}> · #sms #follow-up · "
    assert small_print(practice).startswith(passed_on), "and the message that it is from"
    [question] = company.slack.dm(tom)
    assert question.text.startswith("Thank you!")

    # Weeks later Luc looks for it in French, in another channel, reads it and shares it there.
    await company.let(days=20)
    await found_and_shared(company, luc)

    # At home everybody finds both, without a figure about anybody.
    home = await mia.open_home()
    assert home is not None
    told = "\n".join(b.get("text", {}).get("text", "") for b in home.blocks)
    assert "Béta a signé" in told
    assert "A text (SMS) the day before" in told

    # Another win comes of it. Ana thinks better of hers: its words go, everywhere.
    [_, withdraw, _] = [o["value"] for o in card.blocks[0]["accessory"]["options"]]
    await ana.click(card, "wins.menu", withdraw)
    await ana.submit()
    await company.settle()
    assert card.text == "This win was withdrawn."
    home = await mia.open_home()
    assert home is not None
    assert "Béta" not in str(home.blocks)


async def found_and_shared(company: Company, reader: Acting) -> None:
    """Let somebody search in their language, read what is found and share it."""
    outcome = await reader.command("/pratiques SMS répond e-mail", company.marketing)
    assert outcome.text.startswith("Trouvé pour «\u00a0SMS répond e-mail\u00a0»")
    assert "A text (SMS) the day before" in outcome.text
    assert "Béta a signé après trois mois de silence" in outcome.text
    assert outcome.message is not None
    assert outcome.message.visible_to == reader.id
    await reader.click(outcome.message, "practices.read")
    assert reader.modal is not None
    assert reader.modal.title == "Une pratique"
    await reader.close_modal()
    await reader.click(outcome.message, "practices.share_here")
    await company.settle()
    shared = company.last(company.marketing)
    assert shared.text.startswith("A text (SMS) the day before")
    assert "Customers who do not answer e-mail" in shared.text
