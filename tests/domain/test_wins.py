"""Wins: what is told, by whom, and who may change it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.gestures import Gesture
from bot.domain.wins import (
    EmptyStory,
    NotYourWin,
    Source,
    Win,
    WinForm,
    WinWithdrawn,
    check_may_change,
    retell,
    revise,
    tell,
    withdraw,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Gesture("view:V1:h", "T1", "U1", NOW)
FORM = WinForm(" On a signé Béta ", ("U1", "U2", "U1"), " les SMS ", "", "C1", Source("C1", "1.2"))


def a_win() -> Win:
    return tell(ANA, FORM)


def test_a_win_is_told_by_those_who_made_it() -> None:
    win = a_win()
    assert (win.story, win.enablers, win.customer) == ("On a signé Béta", "les SMS", "")
    assert win.people == ("U1", "U2")
    assert (win.author_id, win.channel_id, win.told_at, win.source) == (
        "U1",
        "C1",
        NOW,
        Source("C1", "1.2"),
    )


def test_with_nobody_named_it_is_the_authors() -> None:
    assert tell(ANA, replace(FORM, people=())).people == ("U1",)


def test_the_author_may_tell_what_others_made() -> None:
    assert tell(ANA, replace(FORM, people=("U2", "U3"))).people == ("U2", "U3")


@pytest.mark.parametrize("story", ["", "  \n", "\u200f", "\u2800"])
def test_a_win_needs_words(story: str) -> None:
    with pytest.raises(EmptyStory):
        tell(ANA, replace(FORM, story=story))
    with pytest.raises(EmptyStory):
        revise(a_win(), "U1", replace(FORM, story=story))


@pytest.mark.parametrize("user_id", ["U1", "U2"])
def test_its_people_may_change_it(user_id: str) -> None:
    revised = revise(a_win(), user_id, replace(FORM, story="Deux clients", people=()))
    assert revised.story == "Deux clients"
    assert revised.people == ("U1", "U2")
    assert revised.version == 2


def test_others_may_not() -> None:
    with pytest.raises(NotYourWin):
        revise(a_win(), "U9", FORM)
    with pytest.raises(NotYourWin):
        withdraw(a_win(), "U9", NOW)
    with pytest.raises(NotYourWin):
        retell(a_win(), "U9", "C2")


def test_withdrawn_its_words_are_forgotten_and_nothing_can_be_changed() -> None:
    gone = withdraw(a_win(), "U2", NOW)
    assert (gone.story, gone.enablers, gone.customer, gone.withdrawn_at) == ("", "", "", NOW)
    with pytest.raises(WinWithdrawn):
        check_may_change(gone, "U1")
    with pytest.raises(WinWithdrawn):
        revise(gone, "U1", FORM)


def test_it_can_be_told_elsewhere() -> None:
    elsewhere = retell(a_win(), "U1", "C2")
    assert (elsewhere.channel_id, elsewhere.version) == ("C2", 2)
