"""Answers in threads follow what they tell, through Bolt."""

from sandbox.nouns import Json, Message
from tests.support.company import Company
from tests.support.tips import ask, labels, tip, titles


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
