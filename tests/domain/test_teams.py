"""Teams: what a form makes of them, and who carried something together."""

from dataclasses import replace

import pytest

from bot.domain.teams import (
    MOST_COACHES,
    MOST_PEOPLE,
    EmptyTeam,
    EmptyTeamName,
    Team,
    TeamForm,
    TeamNameTooLong,
    TeamWithoutCoach,
    TooManyCoaches,
    TooManyInTeam,
    carried_by,
    is_shared,
    made_of,
    spread,
)

FORM = TeamForm("Ventes  Lyon ", ("U1", "U2"), ("U3",))


def team(name: str, *people: str, coaches: tuple[str, ...] = ()) -> Team:
    return Team("T1", name.lower(), name, frozenset(people), frozenset(coaches))


def test_a_team_is_looked_for_without_accents_or_capitals() -> None:
    made = made_of("T1", replace(FORM, name="Équipe  d'Été"), None)
    assert (made.handle, made.name) == ("equipe ete", "Équipe d'Été")


@pytest.mark.parametrize("name", ["", "   ", "🎉", "!!!", "\u200b", "l'"])
def test_a_name_has_letters(name: str) -> None:
    with pytest.raises(EmptyTeamName):
        made_of("T1", replace(FORM, name=name), None)


@pytest.mark.parametrize("name", ["x" * 41, "ﷺ" * 40])
def test_a_name_is_short(name: str) -> None:
    with pytest.raises(TeamNameTooLong):
        made_of("T1", replace(FORM, name=name), None)


def test_a_team_is_people_and_a_coach() -> None:
    with pytest.raises(EmptyTeam):
        made_of("T1", replace(FORM, people=()), None)
    with pytest.raises(TeamWithoutCoach):
        made_of("T1", replace(FORM, coaches=()), None)


def test_a_team_is_not_larger_than_its_form() -> None:
    many = tuple(f"U{i}" for i in range(MOST_PEOPLE + 1))
    with pytest.raises(TooManyInTeam):
        made_of("T1", replace(FORM, people=many), None)
    with pytest.raises(TooManyCoaches):
        made_of("T1", replace(FORM, coaches=many[: MOST_COACHES + 1]), None)


def test_only_what_this_person_changed_counts() -> None:
    """Somebody else added U4 and took U2 out since the form was shown."""
    before = Team("T1", "ventes", "Ventes", frozenset({"U1", "U4"}), frozenset({"U3"}))
    form = TeamForm("Ventes", ("U2", "U5"), ("U3",), "ventes", ("U1", "U2"), ("U3",))
    assert made_of("T1", form, before).people == {"U4", "U5"}


# ------------------------------------------------------------------ together


SALES = team("Sales", "ana", "luc", coaches=("zoe",))
LYON = team("Lyon", "ana")
MARKETING = team("Marketing", "tom", "mia")
TEAMS = [SALES, LYON, MARKETING]


@pytest.mark.parametrize(
    "people, named",
    [
        (["ana", "tom"], ["Marketing", "Sales"]),
        (["ana", "luc"], []),
        (["ana"], []),
        (["ana", "zoe"], []),
        (["zoe", "mia"], ["Marketing", "Sales"]),
        (["ana", "nobody"], []),
        (["ana", "nobody", "tom"], ["Marketing", "Sales"]),
        (["nobody"], []),
        ([], []),
    ],
)
def test_who_carried_it(people: list[str], named: list[str]) -> None:
    assert [team.name for team in carried_by(people, TEAMS)] == named
    assert is_shared(people, TEAMS) is bool(named)


def test_one_person_in_two_teams_makes_nothing_shared() -> None:
    assert not is_shared(["ana"], [SALES, team("Club", "ana")])
    assert not is_shared(["ana", "luc"], [SALES, team("Club", "ana")])


def test_from_how_many_sides() -> None:
    assert spread([], TEAMS) == 0
    assert spread(["nobody"], TEAMS) == 0
    assert spread(["ana", "luc"], TEAMS) == 1
    assert spread(["ana", "mia"], TEAMS) == 2
