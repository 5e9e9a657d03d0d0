"""Digests that were posted: what is withdrawn, or shown to fewer people, leaves them too."""

from datetime import UTC, datetime, timedelta

from bot.views.digest_words import QUIET
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.told import choose, shown, tip

FRIDAY = 4
FRIDAY_1630 = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
WEEK = timedelta(days=7)


async def tell(company: Company, words: str) -> Message:
    await company.ana.command("/reussite", company.ventes)
    await company.ana.submit({"wins.share.story": words})
    await company.settle()
    company.clock.advance(timedelta(minutes=1))
    return company.last(company.ventes)


async def withdraw_win(company: Company, card: Message) -> None:
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.settle()


async def test_a_withdrawn_win_leaves_the_digests_that_told_it(company_on_both: Company) -> None:
    company = company_on_both
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"), language="en")
    await tell(company, "on a signé Alpha")
    await company.move_to(FRIDAY_1630)
    before = company.last(company.ventes).text
    card = await tell(company, "on a signé Béta")
    await tell(company, "Gamma renouvelle")
    await company.move_to(FRIDAY_1630 + WEEK)
    told = [company.last(channel) for channel in (company.ventes, company.marketing)]
    assert all("Béta" in digest.text for digest in told)
    await withdraw_win(company, card)
    for digest in told:
        assert "Béta" not in digest.text
        assert "Gamma" in digest.text
    earlier = company.slack.messages(company.ventes)[1]
    assert earlier.text == before
    assert earlier.edited is None, "a digest of another week is not touched"


async def test_alone_in_its_week_it_leaves_a_quiet_one(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), language="en")
    card = await tell(company, "on a signé Béta")
    await company.move_to(FRIDAY_1630)
    digest = company.last(company.ventes)
    question = digest.text.split("\n\n")[-1]
    await company.move_to(FRIDAY_1630 + 4 * WEEK)
    await withdraw_win(company, card)
    assert digest.text.startswith(QUIET)
    assert digest.text.split("\n\n")[-1] == question


async def test_a_long_one_is_told_anew_without_it(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), language="en")
    first = await tell(company, "le premier récit " * 40)
    for letter in "abcde":
        await company.ana.command("/reussite", company.ventes)
        story = f"récit {letter} {'& ' * 340}"
        await company.ana.submit({"wins.share.story": story, "wins.share.customer": "& " * 150})
        await company.let(minutes=1)
    await company.move_to(FRIDAY_1630)
    digest = company.last(company.ventes)
    parts = [digest, *company.slack.messages(company.ventes, digest)]
    assert len(parts) > 1
    await company.ana.click(first, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.settle()
    told = [digest, *company.slack.messages(company.ventes, digest)]
    text = "\n".join(shown(part) for part in told)
    assert "premier" not in text
    assert all(f"récit {letter}" in text for letter in "abcde")


async def test_a_withdrawn_practice_leaves_it_too(company: Company) -> None:
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"))
    card = await tip(company, company.ana, "Un SMS", company.ventes)
    await company.move_to(FRIDAY_1630)
    digest = company.last(company.marketing)
    assert "Un SMS" in digest.text
    await choose(company.ana, card, "withdraw")
    await company.ana.submit()
    await company.settle()
    assert "Un SMS" not in digest.text


async def test_shown_to_fewer_it_stays_in_its_own_channels_digest(company: Company) -> None:
    for channel in (company.projets, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    card = await tip(company, company.ana, "Un SMS", company.projets, audience="everyone")
    await company.move_to(FRIDAY_1630)
    here, elsewhere = (company.last(c) for c in (company.projets, company.marketing))
    assert "Un SMS" in here.text
    assert "Un SMS" in elsewhere.text
    await choose(company.ana, card, "show")
    await company.ana.submit({"practices.show.audience": "channel"})
    await company.settle()
    assert "Un SMS" in here.text
    assert "Un SMS" not in elsewhere.text
