"""Freshness: whether a question is open, and who may know the answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.freshness import StalePractice, question_about
from bot.domain.practices import Practice
from bot.domain.visibility import Audience

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PRACTICE = Practice(
    practice_id="p1",
    team_id="T1",
    author_id="U1",
    title="Text first",
    what="Text first",
    situation="",
    tags=(),
    audience=Audience.EVERYONE,
    channel_id="C1",
    created_at=NOW,
    fresh_at=NOW,
    asked_at=NOW + timedelta(days=183),
)
STALE = StalePractice("T1", "p1", NOW, Audience.EVERYONE, "C1", "U1", "U2")


def test_a_question_is_open_until_the_practice_is_known_to_hold() -> None:
    question = question_about(PRACTICE)
    assert question.is_open(PRACTICE)
    assert not question.is_open(replace(PRACTICE, asked_at=None))
    assert not question.is_open(replace(PRACTICE, fresh_at=NOW + timedelta(days=184)))
    assert not question.is_open(replace(PRACTICE, withdrawn_at=NOW))


def test_each_person_has_a_question_of_their_own_each_time() -> None:
    question = question_about(PRACTICE)
    later = question_about(replace(PRACTICE, fresh_at=NOW + timedelta(days=200)))
    subjects = {question.subject("U1"), question.subject("U2"), later.subject("U1")}
    assert len(subjects) == 3
    assert all(len(subject) <= 128 for subject in subjects)


def test_its_author_and_whoever_tried_it_last_may_know() -> None:
    assert STALE.who_may_know == ("U1", "U2")
    assert replace(STALE, tried_by="U1").who_may_know == ("U1",)
    assert replace(STALE, tried_by=None).who_may_know == ("U1",)
    assert replace(STALE, author_id="").who_may_know == ("U2",)
    assert replace(STALE, author_id="", tried_by=None).who_may_know == ()
