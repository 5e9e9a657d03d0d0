"""*Not this one*: a win that its people keep out of digests, and let in again."""

from datetime import timedelta

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.handlers.test_digests import FRIDAY, FRIDAY_1630, preview, tell
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

WEEK = timedelta(days=7)


async def choose(person: Acting, card: Message, verb: str) -> str:
    """Choose in a win's menu as it stands; return what the person is told."""
    options = card.blocks[0]["accessory"]["options"]
    value = next(each["value"] for each in options if each["value"].startswith(verb))
    await person.click(card, "wins.menu", value)
    return person.ephemerals(card.channel)[-1].text


async def told(company: Company, words: str) -> Message:
    await tell(company, words)
    await company.settle()
    return company.last(company.ventes)


async def test_a_win_is_kept_out_and_let_in_again(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.ana.command(f"/reussite Béta signe avec <@{company.tom.id}>", company.ventes)
    await company.ana.submit()
    await company.let(minutes=1)
    card = company.last(company.ventes)
    other = await told(company, "Gamma renouvelle")
    said = await choose(company.tom, card, "keep_out")
    assert said == "Fine: digests will not tell it. Its card stays.", "Tom made it with Ana"
    await company.settle()
    assert "Béta" in card.text
    await choose(company.ana, other, "keep_out")
    await company.settle()
    assert "Béta" not in (await preview(company, company.ventes)).text
    assert "prochain récap" in await choose(company.ana, other, "let_in")
    await company.move_to(FRIDAY_1630)
    digest = company.last(company.ventes)
    assert "Béta" not in digest.text
    assert "Gamma" in digest.text
    await choose(company.ana, card, "let_in")
    await company.move_to(FRIDAY_1630 + WEEK)
    assert "Béta" in company.last(company.ventes).text, "what was not shown yet comes next time"


async def test_in_a_digest_already_it_stays_there_and_that_is_said(company: Company) -> None:
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    card = await told(company, "Béta signe")
    await company.move_to(FRIDAY_1630)
    digest = company.last(company.ventes)
    assert "Un récap l’a déjà racontée" in await choose(company.ana, card, "keep_out")
    await company.settle()
    assert "Béta" in digest.text


async def test_it_is_for_its_people_at_the_click(company: Company) -> None:
    card = await told(company, "Béta signe")
    refused = await choose(company.luc, card, "keep_out")
    assert refused == "Seules les personnes nommées dans cette réussite peuvent la modifier."
    assert "Béta" in (await preview(company, company.ventes)).text
    options = card.blocks[0]["accessory"]["options"]
    value = next(each["value"] for each in options if each["value"].startswith("keep_out"))
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.ana.click(card, "wins.menu", value)
    assert "retirée" in company.ana.ephemerals(company.ventes)[-1].text
