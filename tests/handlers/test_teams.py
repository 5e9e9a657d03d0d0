"""Teams through Bolt: who names them, what the form refuses, what others do meanwhile."""

import asyncio

import pytest

from bot.domain.teams import MOST_COACHES, Team
from sandbox.errors import ClientRefused
from sandbox.gestures import Acting
from sandbox.nouns import View
from sandbox.submissions import Submission
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

NAME, PEOPLE, COACHES = "teams.change.name", "teams.change.people", "teams.change.coaches"


async def open_teams(company: Company, by: Acting | None = None) -> None:
    """Open the list of teams, from the settings of a channel."""
    person = by or company.ana
    await person.command("/cordee settings", company.ventes)
    await person.click(None, "teams.open")


async def name_team(
    company: Company, name: str, people: list[Acting], coaches: list[Acting]
) -> Submission:
    """Name a team, as Ana does it."""
    await open_teams(company)
    await company.ana.click(None, "teams.new")
    return await company.ana.submit({NAME: name, PEOPLE: people, COACHES: coaches})


async def teams(company: Company) -> dict[str, Team]:
    found = await company.cordee.services.teams.teams(company.slack.team_id)
    return {team.name: team for team in found}


def front(person: Acting) -> View:
    assert person.modal is not None
    return person.modal


def listed(person: Acting) -> list[str]:
    """Return the teams in the list in front of somebody, each with its people and coaches."""
    sections = [block for block in front(person).blocks if block["type"] == "section"]
    return [block["text"]["text"] for block in sections if "accessory" in block]


def ids(*people: Acting) -> frozenset[str]:
    return frozenset(person.id for person in people)


# ------------------------------------------------------------------ naming one


async def test_a_team_is_named_and_stands_in_the_list(company_on_both: Company) -> None:
    company = company_on_both
    outcome = await name_team(company, " Équipe  Lyon", [company.tom, company.luc], [company.ana])
    assert outcome.ok
    assert front(company.ana).title == "Équipes", "the list is in front again, and shows it"
    assert listed(company.ana) == [
        f"*Équipe Lyon*\n<@{company.luc.id}> et <@{company.tom.id}>\n"
        f"Coach : <@{company.ana.id}>".replace(" :", "\u00a0:")
    ]
    [team] = (await teams(company)).values()
    assert team.handle == "equipe lyon"
    assert (team.people, team.coaches) == (ids(company.luc, company.tom), ids(company.ana))


async def test_a_team_is_changed_and_keeps_its_people_when_renamed(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await name_team(company, "Ventes", [company.tom, company.luc], [company.ana])
    await company.ana.click(None, "change:ventes")
    await company.ana.submit({NAME: "Ventes Lyon"})
    [team] = (await teams(company)).values()
    assert (team.handle, team.people) == ("ventes lyon", ids(company.luc, company.tom))
    await company.ana.click(None, "change:ventes lyon")
    await company.ana.submit({PEOPLE: [company.luc], COACHES: [company.ana, company.tom]})
    [team] = (await teams(company)).values()
    assert (team.people, team.coaches) == (ids(company.luc), ids(company.ana, company.tom))


async def test_somebody_may_be_in_several_and_coach_their_own(company: Company) -> None:
    await name_team(company, "Ventes", [company.tom, company.luc], [company.luc])
    await name_team(company, "Lyon", [company.luc], [company.luc])
    found = await teams(company)
    assert found["Ventes"].everyone & found["Lyon"].everyone == ids(company.luc)


async def test_a_team_is_removed_once_it_is_sure(company_on_both: Company) -> None:
    company = company_on_both
    await name_team(company, "Ventes", [company.tom], [company.ana])
    await company.ana.click(None, "remove:ventes")
    assert "Ventes" in front(company.ana).blocks[0]["text"]["text"]
    await company.ana.submit()
    assert listed(company.ana) == []
    assert await teams(company) == {}


async def test_people_are_listed_by_name_in_no_order_of_merit(company: Company) -> None:
    zoe = company.slack.add_person("Zoé Abel", locale="fr-FR", tz="Europe/Paris")
    await name_team(company, "Ventes", [zoe, company.tom, company.luc], [company.ana])
    people = listed(company.ana)[0].split("\n")[1]
    assert people == f"<@{company.luc.id}>, <@{company.tom.id}> et <@{zoe.id}>"


# ------------------------------------------------------------------ refused


@pytest.mark.parametrize("name", ["   ", "🎉", "…", "\u2800"])
async def test_a_name_that_nobody_could_look_for(company: Company, name: str) -> None:
    outcome = await name_team(company, name, [company.tom], [company.ana])
    assert list(outcome.errors) == [NAME]


@pytest.mark.parametrize("name", ["ventes", "VENTES", "  Ventés "])
async def test_a_name_that_exists_is_refused(company_on_both: Company, name: str) -> None:
    company = company_on_both
    await name_team(company, "Ventes", [company.tom], [company.ana])
    outcome = await name_team(company, name, [company.luc], [company.ana])
    assert "Ventes" in outcome.errors[NAME]
    await company.ana.submit({NAME: "Marketing"})
    await company.ana.click(None, "change:marketing")
    outcome = await company.ana.submit({NAME: name})
    assert "Ventes" in outcome.errors[NAME]
    assert set(await teams(company)) == {"Ventes", "Marketing"}


async def test_bots_and_people_of_other_organisations_are_refused_by_name(
    company: Company,
) -> None:
    robot = company.slack.add_person("Robot Ménager", bot=True)
    stranger = company.slack.add_person("Eve Autre", external=True)
    outcome = await name_team(company, "Ventes", [company.tom, robot, stranger], [company.ana])
    assert "Robot Ménager, Eve Autre" in outcome.errors[PEOPLE]
    outcome = await company.ana.submit({PEOPLE: [company.tom], COACHES: [stranger]})
    assert "Eve Autre" in outcome.errors[COACHES]
    assert await teams(company) == {}


async def test_who_has_left_stays_until_somebody_takes_them_out(company: Company) -> None:
    await name_team(company, "Ventes", [company.tom, company.luc], [company.ana])
    company.slack.change_person(company.tom, deactivated=True)
    await company.slack.quiet()
    await company.ana.click(None, "change:ventes")
    assert (await company.ana.submit({NAME: "Ventes Lyon"})).ok
    assert (await teams(company))["Ventes Lyon"].people == ids(company.luc, company.tom)


async def test_a_team_of_nobody_cannot_be_submitted(company: Company) -> None:
    with pytest.raises(ClientRefused):
        await name_team(company, "Ventes", [], [company.ana])
    with pytest.raises(ClientRefused):
        await company.ana.submit({PEOPLE: [company.luc], COACHES: []})


async def test_more_people_than_the_field_holds(company: Company) -> None:
    many = [company.slack.add_person(f"Coach {i}") for i in range(MOST_COACHES + 1)]
    with pytest.raises(ClientRefused):
        await name_team(company, "Ventes", [company.tom], many)


async def test_a_large_team_fits_in_the_list_and_in_its_form(company: Company) -> None:
    many = [company.slack.add_person(f"Personne {i:03}") for i in range(150)]
    assert (await name_team(company, "Tous & toutes", many, many[:20])).ok
    assert listed(company.ana)[0].count("<@") == 60
    await company.ana.click(None, "change:tous toutes")
    assert (await company.ana.submit({NAME: "Toutes et tous"})).ok
    assert len((await teams(company))["Toutes et tous"].people) == 150


# ------------------------------------------------------------------ who may


async def test_teams_are_for_those_who_may_change_settings(company: Company) -> None:
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await open_teams(company, company.luc)
    await company.luc.click(None, "teams.new")
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.submit(
        {NAME: "Ventes", PEOPLE: [company.tom], COACHES: [company.luc]}
    )
    assert not outcome.ok
    assert "admin" in outcome.errors[NAME]
    assert await teams(company) == {}


async def test_who_may_not_any_more_opens_nothing(company: Company) -> None:
    await name_team(company, "Ventes", [company.tom], [company.ana])
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await open_teams(company, company.luc)
    await choose_rhythm(company, company.ventes, keepers=[])
    for name in ("teams.new", "change:ventes", "remove:ventes"):
        await company.luc.click(None, name)
        assert front(company.luc).callback_id == "teams.open", "nothing came in front"
    assert "admin" in company.slack.dm(company.luc)[-1].text


# ------------------------------------------------------------------ at once


async def test_two_people_who_change_a_team_lose_nothing(company_on_both: Company) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await name_team(company, "Ventes", [company.luc], [company.ana])
    for person in (company.ana, company.tom):
        await open_teams(company, person)
        await person.click(None, "change:ventes")
    outcomes = await asyncio.gather(
        company.ana.submit({PEOPLE: [company.luc, company.mia]}),
        company.tom.submit({PEOPLE: [company.luc, company.tom]}),
    )
    assert all(outcome.ok for outcome in outcomes)
    assert (await teams(company))["Ventes"].people == ids(company.luc, company.mia, company.tom)


async def test_a_team_renamed_or_removed_meanwhile_is_said_so(company: Company) -> None:
    await name_team(company, "Ventes", [company.luc], [company.ana])
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await open_teams(company, company.tom)
    await company.tom.click(None, "change:ventes")
    await company.ana.click(None, "change:ventes")
    await company.ana.submit({NAME: "Ventes Lyon"})
    outcome = await company.tom.submit({PEOPLE: [company.tom]})
    assert "meanwhile" in outcome.errors[NAME]
    assert (await teams(company))["Ventes Lyon"].people == ids(company.luc)


async def test_two_people_who_name_one_team_at_once_name_one(company_on_both: Company) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    for person in (company.ana, company.tom):
        await open_teams(company, person)
        await person.click(None, "teams.new")
    given = {NAME: "Ventes", PEOPLE: [company.luc], COACHES: [company.ana]}
    outcomes = await asyncio.gather(company.ana.submit(given), company.tom.submit(given))
    assert sorted(outcome.ok for outcome in outcomes) == [False, True]


async def test_the_same_form_sent_twice_names_one_team(company_on_both: Company) -> None:
    company = company_on_both
    await open_teams(company)
    await company.ana.click(None, "teams.new")
    view = front(company.ana)
    company.ana.fill({NAME: "Ventes", PEOPLE: [company.luc], COACHES: [company.ana]})
    payload = company.ana.backend.interactions.submission(company.ana, view)
    sent = [company.ana.backend.courier.ask("interactive", payload) for _ in range(2)]
    first, second = await asyncio.gather(*sent)
    assert (first.status, second.status) == ("acked", "acked")
    assert set(await teams(company)) == {"Ventes"}
