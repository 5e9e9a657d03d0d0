"""What an amendment changed: each field before and after, as a chapter keeps and tells it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.domain import amendments
from bot.domain.amendments import LONGEST, Change
from bot.domain.objectives import Objective
from bot.domain.trials import Trial

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TRIAL = Trial(
    "t1", "T1", "C1", "U1", "Call back", "They forget", "", "", ("U1",), NOW.date(), NOW, NOW
)
OBJECTIVE = Objective("o1", "T1", "C1", "d1", "U1", "Be known", "", "", NOW.date(), NOW, NOW)


def test_each_field_that_changed_is_told_in_the_order_of_the_form() -> None:
    now = replace(TRIAL, needs="A phone", why="", ends_on=date(2026, 12, 18), change="Call back")
    assert amendments.changes(TRIAL, now) == [
        Change("why", "They forget", ""),
        Change("ends_on", "2026-11-23", "2026-12-18"),
        Change("needs", "", "A phone"),
    ]
    revised = replace(OBJECTIVE, aim="Be known and liked")
    assert amendments.changes(OBJECTIVE, revised) == [
        Change("aim", "Be known", "Be known and liked")
    ]
    assert amendments.changes(TRIAL, TRIAL) == []


def test_nobody_is_named_in_what_a_chapter_keeps() -> None:
    now = replace(TRIAL, people=("U1", "U2"))
    assert amendments.changes(TRIAL, now) == [Change("people", "", "")]


def test_long_words_are_told_around_what_changed() -> None:
    same = "the same words again and again, " * 10
    before, after = replace(TRIAL, why=f"{same}old end"), replace(TRIAL, why=f"{same}new end")
    [change] = amendments.changes(before, after)
    assert change.before.startswith("… ")
    assert (change.before[-7:], change.after[-7:]) == ("old end", "new end")
    assert max(map(len, (change.before, change.after))) <= LONGEST


WORDS = st.text(max_size=400)


@given(WORDS, WORDS)
@pytest.mark.parametrize("field", ["change", "why", "needs"])
def test_what_a_chapter_keeps_is_read_again(field: str, one: str, other: str) -> None:
    before: dict[str, Any] = {field: one}
    now: dict[str, Any] = {field: other}
    changed = amendments.changes(replace(TRIAL, **before), replace(TRIAL, **now))
    assert amendments.read(amendments.written(changed)) == changed


def test_words_that_are_no_changes_are_left_alone() -> None:
    assert amendments.read("why signs") == []
    assert amendments.read("") == []
