"""Debriefs: who is asked until when, what counts as an answer, when nobody is waited for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.debriefs import (
    Debrief,
    DebriefClosed,
    EmptyDebrief,
    EmptyTopic,
    NobodyToDebrief,
    NotInDebrief,
    answer,
    is_complete,
    open_debrief,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def opened(**changed: Any) -> Debrief:
    given: dict[str, Any] = {
        "topic": " The deal that we lost ",
        "people": ("U1", "U2", "U1"),
        "opened_by": "U3",
        "opened_at": NOW,
        "closes_at": LATER,
    }
    return open_debrief("T1", "C1", **(given | changed))


def test_each_is_asked_once_in_the_order_of_the_list() -> None:
    debrief = opened()
    assert debrief.people == ("U1", "U2")
    assert debrief.topic == "The deal that we lost"
    assert debrief.is_open(NOW)
    assert not debrief.is_open(LATER)


def test_whoever_asks_says_of_what_and_with_whom() -> None:
    with pytest.raises(EmptyTopic):
        opened(topic=" \n ")
    with pytest.raises(NobodyToDebrief):
        opened(people=())


def test_the_clock_opens_one_for_nobody_and_it_is_over_at_once() -> None:
    debrief = opened(people=(), opened_by="", about="trial:1")
    assert not debrief.is_open(NOW)
    assert is_complete(debrief, set())


@pytest.mark.parametrize("name", ["intended", "happened", "worked", "differently"])
def test_one_question_answered_is_an_answer(name: str) -> None:
    said = answer(opened(), "U1", {name: " words "}, NOW)
    assert getattr(said, name) == "words"


def test_what_is_refused() -> None:
    with pytest.raises(NotInDebrief):
        answer(opened(), "U3", {"happened": "words"}, NOW)
    with pytest.raises(EmptyDebrief):
        answer(opened(), "U1", {"happened": " ", "unknown": "words"}, NOW)
    with pytest.raises(DebriefClosed):
        answer(opened(), "U1", {"happened": "words"}, LATER)
    with pytest.raises(DebriefClosed):
        answer(replace(opened(), revealed_at=NOW), "U1", {"happened": "words"}, NOW)


def test_nobody_is_waited_for_who_answered_or_left() -> None:
    debrief = opened()
    assert not is_complete(debrief, {"U1"})
    assert is_complete(debrief, {"U1", "U2"})
    assert is_complete(debrief, {"U1"}, left={"U2"})
    assert is_complete(debrief, {"U1", "U2", "U9"})
