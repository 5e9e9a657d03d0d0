"""What has served its time is forgotten, and only that."""

from datetime import timedelta

from sqlalchemy import select

from sandbox.nouns import Message
from storage.tables import outbox, receipts, wins
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

FRIDAY = 4


async def tell(company: Company, words: str) -> Message:
    await company.ana.command(f"/reussite {words}", company.ventes)
    await company.ana.submit()
    await company.settle()
    return company.last(company.ventes)


async def kept(company: Company) -> tuple[int, set[str], int]:
    """Return how many receipts there are, which kinds of notices, and how many wins."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        return (
            len((await connection.execute(select(receipts))).all()),
            set((await connection.execute(select(outbox.c.kind))).scalars()),
            len((await connection.execute(select(wins))).all()),
        )


async def test_receipts_are_forgotten_after_a_month(company_on_both: Company) -> None:
    company = company_on_both
    await tell(company, "on a signé Béta")
    await company.let(days=29)
    assert await kept(company) == (1, {"win.card"}, 1)
    await company.let(days=2)
    assert await kept(company) == (0, {"win.card"}, 1)


async def test_notices_are_forgotten_after_thirteen_months(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"))
    await company.let(days=4, hours=7)
    assert len(company.slack.messages(company.marketing)) == 1
    assert (await kept(company))[1] == {"digest"}
    await choose_rhythm(company, company.marketing)
    await company.let(days=394)
    assert (await kept(company))[1] == {"digest"}
    await company.let(days=2)
    assert (await kept(company))[1] == set()


async def test_a_win_can_be_withdrawn_years_later(company: Company) -> None:
    card = await tell(company, "on a signé Béta")
    for _ in range(3):
        await company.let(days=400)
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.settle()
    assert "Béta" not in card.text


async def test_what_waits_is_not_forgotten(company: Company) -> None:
    company.slack.installation.token_state = "token_revoked"
    await company.cordee.services.retention.forget_old()
    database = company.cordee.services.outbox._database
    company.slack.installation.token_state = "live"
    await company.ana.command("/reussite on a signé Béta", company.ventes)
    await company.ana.submit()
    company.clock.advance(timedelta(days=500))
    await company.cordee.services.retention.forget_old()
    async with database.engine.connect() as connection:
        assert len((await connection.execute(select(outbox))).all()) == 1
    await company.settle()
    assert company.last(company.ventes).text.startswith("on a signé Béta")


async def test_it_happens_once_a_day(company: Company) -> None:
    await company.settle()
    async with company.cordee.services.outbox._database.engine.begin() as connection:
        await connection.execute(
            receipts.insert(),
            {"team_id": "T1", "key": "old", "at": company.clock.now() - timedelta(days=60)},
        )
    await company.let(hours=23)
    assert (await kept(company))[0] == 1
    await company.let(hours=1)
    assert (await kept(company))[0] == 0
