"""Wins that several teams carried: marked on the card, in the digest, found by team."""

from sandbox.gestures import Acting
from tests.handlers.test_digests import digest_of
from tests.support.company import Company
from tests.support.echoes import passed_on, tried
from tests.support.rhythms import choose_rhythm


async def name_team(company: Company, name: str, people: list[Acting], coach: Acting) -> None:
    """Name a team, as Ana does it."""
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "teams.open")
    await company.ana.click(None, "teams.new")
    outcome = await company.ana.submit(
        {"teams.change.name": name, "teams.change.people": people, "teams.change.coaches": [coach]}
    )
    assert outcome.ok
    for _ in range(2):
        await company.ana.close_modal()


async def speak(company: Company, language: str) -> None:
    """Choose the language of a channel."""
    await choose_rhythm(company, company.ventes, language=language)


async def two_teams(company: Company, language: str = "fr") -> None:
    """Name Sales, of Ana and Luc, and Marketing, of Tom; Mia is in none."""
    await speak(company, language)
    await name_team(company, "Ventes & Cie", [company.ana, company.luc], company.ana)
    await name_team(company, "Marketing", [company.tom], company.tom)


async def tell(company: Company, story: str, *people: Acting) -> str:
    """Tell a win of these people; return what its card says."""
    await company.ana.command(f"/reussite {story}", company.ventes)
    await company.ana.submit({"wins.share.people": list(people)})
    await company.let(minutes=1)
    return company.last(company.ventes).text


async def test_a_win_of_two_teams_says_which(company_on_both: Company) -> None:
    company = company_on_both
    await two_teams(company)
    together = await tell(company, "Salon réussi", company.tom, company.luc)
    assert together.endswith(" · Portée par Marketing et Ventes &amp; Cie")
    alone = await tell(company, "Contrat signé", company.ana, company.luc)
    with_mia = await tell(company, "Démo faite", company.tom, company.mia)
    assert "Portée" not in alone + with_mia
    digest = await digest_of(company, company.ventes)
    assert digest.text.count("Portée par Marketing et Ventes &amp; Cie") == 1
    assert "_Tom Hill et Luc Petit_ · Portée par" in digest.text


async def test_a_digest_in_english_says_so_in_english(company: Company) -> None:
    await two_teams(company, "en")
    told = await tell(company, "Salon réussi", company.tom, company.luc)
    assert told.endswith(" · Shared by Marketing and Ventes &amp; Cie")


async def test_the_library_is_searched_by_team(company_on_both: Company) -> None:
    company = company_on_both
    await two_teams(company)
    await tell(company, "Salon des vignerons", company.tom)
    await tell(company, "Salon des maires", company.luc)
    outcome = await company.mia.command("/practices salon team:marketing", company.ventes)
    assert "vignerons" in outcome.text
    assert "maires" not in outcome.text
    outcome = await company.mia.command('/practices salon équipe:"ventes cie"', company.ventes)
    assert "vignerons" in outcome.text, "Ana told it, who is of that team"
    assert "maires" in outcome.text
    outcome = await company.mia.command("/practices salon team:inconnue", company.ventes)
    assert "vignerons" not in outcome.text


# ------------------------------------------------------------------ tried by several teams


async def spread(company: Company) -> int:
    """Return from how many teams the only practice was tried, as search knows it."""
    engine = company.cordee.services.teams._database.engine
    async with engine.connect() as connection:
        query = "SELECT spread FROM search_documents WHERE kind = 'practice'"
        [row] = await connection.exec_driver_sql(query)
    return int(row.spread)


async def test_search_knows_from_how_many_teams_a_practice_was_tried(
    company_on_both: Company,
) -> None:
    """It only decides between equal answers, and follows when teams change."""
    company = company_on_both
    card = await passed_on(company, "Call before nine", who=company.mia)
    for person in (company.luc, company.tom):
        await tried(company, person, card, "They answered.")
    assert await spread(company) == 0, "nobody is in a team yet"
    await two_teams(company)
    assert await spread(company) == 2
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "teams.open")
    await company.ana.click(None, "change:ventes cie")
    people = [company.ana, company.luc, company.tom]
    await company.ana.submit({"teams.change.people": people})
    assert await spread(company) == 1, "one team tried it, and a part of it"
    await company.ana.click(None, "remove:ventes cie")
    await company.ana.submit()
    assert await spread(company) == 1
