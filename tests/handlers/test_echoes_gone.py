"""Echoes that go: with their practice, with who told them, long afterwards; and what stays in."""

from sqlalchemy import select

from bot.views import ids
from sandbox.gestures import Acting
from storage.tables import metadata
from tests.support.company import Company
from tests.support.echoes import filled, page_of, passed_on, practice_of, shown, tried
from tests.support.freshness import RETIRE, asked, tried_and_stale

GONE = "L’écho qui était raconté ici a été retiré."


async def erase(company: Company, person: Acting) -> None:
    """Let somebody have everything erased that is theirs."""
    outcome = await person.command("/cordee privacy", company.ventes)
    await person.click(outcome.message, ids.PRIVACY_ERASE)
    await person.submit()
    await company.settle()


async def left_of(company: Company, person: Acting) -> list[str]:
    """Return the rows that still name a person."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        rows = [
            str(row)
            for table in metadata.sorted_tables
            for row in await connection.execute(select(table))
        ]
    return [row for row in rows if person.id in row]


async def test_with_the_practice_its_author_keeps_no_echo_either(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "The Antwerp surgeon")
    [word] = company.slack.dm(company.ana)
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    await company.ana.submit()
    await company.settle()
    assert shown(word) == GONE


async def test_what_somebody_told_goes_when_they_erase_it(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.luc, card, "Oui")
    await tried(company, company.tom, card, "The Antwerp surgeon")
    word = company.slack.dm(company.ana)[-1]
    await erase(company, company.tom)
    assert shown(word) == GONE
    assert "Oui" in shown(card)
    assert "Antwerp" not in shown(card)
    outcome = await company.luc.command("/pratiques Antwerp", company.marketing)
    assert "Rien" in outcome.text
    assert not await left_of(company, company.tom)


async def test_who_doubted_can_be_forgotten_too(company: Company) -> None:
    await tried_and_stale(company)
    [question] = asked(company, company.tom)
    await company.tom.click(question, RETIRE)
    await company.settle()
    await erase(company, company.tom)
    assert not await left_of(company, company.tom)


async def test_an_old_echo_is_taken_back_everywhere(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "The Antwerp surgeon")
    [word] = company.slack.dm(company.ana)
    await company.let(days=500)
    await page_of(company, company.tom, "SMS")
    await company.tom.click(None, "echoes.menu", "Take it back")
    await company.tom.submit()
    await company.settle()
    assert shown(word) == GONE
    assert "Antwerp" not in shown(card)


async def test_another_organisation_sees_no_echo_of_ours(company: Company) -> None:
    everybody = [company.ana, company.tom]
    shared = company.slack.add_channel("partenaires", members=everybody, shared=True)
    card = await passed_on(company, "Un SMS la veille", shared)
    await company.tom.click(card, "echoes.try")
    await company.tom.submit(filled(happened="The Antwerp surgeon"))
    await company.settle()
    assert "Antwerp" not in shown(card)
    assert "Antwerp" in shown(company.slack.dm(company.ana)[-1])


async def test_an_author_who_erases_it_leaves_no_question_behind(company: Company) -> None:
    await tried_and_stale(company)
    [question] = asked(company, company.tom)
    await erase(company, company.ana)
    assert shown(question) == "Settled, thank you: this practice is retired."
