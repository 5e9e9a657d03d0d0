"""Echoes weigh in a search: where answers are equal, what several teams tried comes first."""

from sqlalchemy import select

from bot.domain.teams import Team
from storage.tables import search_documents
from tests.support.company import Company
from tests.support.echoes import passed_on, tried
from tests.support.tips import titles


async def spread(company: Company) -> list[int]:
    """Return from how many teams practices were tried, least first."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        rows = await connection.execute(select(search_documents.c.spread))
        return sorted(rows.scalars())


async def two_teams(company: Company) -> None:
    """Let Luc be in sales, Tom and Mia in marketing."""
    sales = Team(company.slack.team_id, "sales", "Sales", frozenset({company.luc.id}))
    others = frozenset({company.tom.id, company.mia.id})
    marketing = Team(company.slack.team_id, "marketing", "Marketing", others)
    async with company.cordee.services.outbox._database.write(company.slack.team_id) as tx:
        await tx.add(sales, marketing)


async def test_what_several_teams_tried_comes_first(company_on_both: Company) -> None:
    company = company_on_both
    await two_teams(company)
    cards = [await passed_on(company, f"Un SMS {day}") for day in ("lundi", "mardi", "jeudi")]
    await tried(company, company.tom, cards[0], "Yes")
    await tried(company, company.mia, cards[0], "Yes")
    await tried(company, company.tom, cards[1], "Yes")
    await tried(company, company.luc, cards[1], "Yes")
    assert await spread(company) == [0, 1, 2]
    outcome = await company.ana.command("/pratiques SMS", company.ventes)
    assert titles(outcome) == ["Un SMS mardi", "Un SMS lundi", "Un SMS jeudi"]


async def test_an_echo_taken_back_weighs_no_more(company: Company) -> None:
    await two_teams(company)
    card = await passed_on(company, "Un SMS")
    await tried(company, company.tom, card, "Yes")
    await company.tom.click(card, "practices.read")
    await company.tom.click(None, "echoes.menu", "Take it back")
    await company.tom.submit()
    assert await spread(company) == [0]
