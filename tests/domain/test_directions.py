"""Direction: given by leaders; who speaks as one of the team."""

from datetime import UTC, datetime

import pytest

from bot.domain.directions import DirectionForm, EmptyDirection, give, is_of_the_team
from bot.domain.gestures import Gesture
from bot.domain.teams import Team

GESTURE = Gesture("g", "T1", "U1", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def team(people: set[str], coaches: set[str]) -> Team:
    return Team("T1", "any", "Any", frozenset(people), frozenset(coaches))


def test_it_says_something() -> None:
    given = give(GESTURE, DirectionForm("C1", " Vers le sud. ", "", " Tout. "))
    assert (given.why, given.is_open, given.author_id) == ("Vers le sud.", "Tout.", "U1")
    with pytest.raises(EmptyDirection):
        give(GESTURE, DirectionForm("C1", " \n", "Le budget.", "Tout."))


@pytest.mark.parametrize(
    "leaders, teams, speaks",
    [
        (set(), [], True),
        ({"U1"}, [], False),
        ({"U2"}, [], True),
        (set(), [team({"U2"}, {"U1"})], False),
        (set(), [team({"U1", "U2"}, {"U1"})], False),
        ({"U1"}, [team({"U1", "U2"}, {"U3"})], True),
        ({"U1", "U2"}, [team({"U1", "U2"}, {"U3"})], False),
        ({"U1"}, [team({"U1"}, {"U3"})], False),
        (set(), [team({"U2"}, {"U1"}), team({"U1", "U4"}, {"U3"})], True),
    ],
    ids=[
        "anybody",
        "a leader",
        "where others lead",
        "a coach",
        "a coach who is among the people they coach",
        "a leader in a team that another coaches",
        "among leaders only",
        "a leader alone",
        "a coach of another team",
    ],
)
def test_who_speaks_as_one_of_the_team(leaders: set[str], teams: list[Team], speaks: bool) -> None:
    assert is_of_the_team("U1", leaders, teams) is speaks
