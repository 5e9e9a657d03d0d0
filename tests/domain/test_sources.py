"""What was told from a message: what becomes of it when the message changes or is deleted."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import text

from bot.domain.practices import NotYourPractice, Practice, PracticeWithdrawn
from bot.domain.sources import (
    DELETED,
    Change,
    Course,
    NotAsked,
    Question,
    Told,
    check_may_answer,
    course_of,
    says,
    take,
    title_of,
    to_ask,
    words_of,
)
from bot.domain.visibility import Audience
from bot.domain.wins import Source, Win, WinWithdrawn
from bot.domain.words import LONGEST

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HERE = Source("C1", "1.2")
SAID = "Un SMS la veille, et ils répondent presque tous au téléphone. Essayez avec les PME."
WIN = Win("w", "T1", "U1", ("U1", "U2"), SAID, "", "", "C1", NOW, HERE)
PRACTICE = Practice(
    "p",
    "T1",
    "U1",
    "Un SMS la veille, et ils répondent presque tous au téléphone.",
    SAID,
    "",
    (),
    Audience.EVERYONE,
    "C1",
    NOW,
    NOW,
    HERE,
    ("U1", "U2"),
)
BOTH = pytest.mark.parametrize("told", [WIN, PRACTICE], ids=["win", "practice"])


def edit(after: str, before: str = SAID, author_id: str = "U1") -> Change:
    return Change(HERE, author_id, "1.3", before, after)


def rewritten(told: Told, words: str) -> Told:
    return replace(told, story=words) if isinstance(told, Win) else replace(told, what=words)


LITTLE = SAID.replace("presque ", "")
NUMBERS = "On a signé 12 clients cette semaine grâce au SMS de la veille, bravo à toute l’équipe"


@BOTH
@pytest.mark.parametrize("author_id", ["U1", "U2"])
def test_a_small_change_of_ones_own_words_is_followed(told: Told, author_id: str) -> None:
    assert course_of(told, edit(LITTLE, author_id=author_id)) is Course.FOLLOW
    assert course_of(told, edit(SAID.upper(), author_id=author_id)) is Course.FOLLOW


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        edit("Finalement, un appel suffit."),
        edit(LITTLE, author_id="U9"),
        edit(""),
        edit("🎉"),
        edit("mot " * 9000),
    ],
    ids=["other words", "of somebody else", "no words", "a picture", "endless"],
)
def test_what_matters_more_is_asked(told: Told, change: Change) -> None:
    assert course_of(told, change) is Course.ASK


@BOTH
def test_a_number_that_changes_matters(told: Told) -> None:
    kept = rewritten(told, NUMBERS)
    for after in (NUMBERS.replace("12", "21"), NUMBERS.replace("12 ", ""), NUMBERS + " 3 fois"):
        assert course_of(kept, edit(after, NUMBERS)) is Course.ASK
    assert course_of(kept, edit(NUMBERS.replace("bravo", "merci"), NUMBERS)) is Course.FOLLOW


@BOTH
def test_no_edit_changes_nothing(told: Told) -> None:
    assert course_of(told, edit(SAID)) is Course.NOTHING
    assert course_of(told, edit(f" {SAID}\n")) is Course.NOTHING
    # Told again: it says so already.
    assert course_of(rewritten(told, LITTLE), edit(LITTLE)) is Course.NOTHING


@BOTH
def test_what_was_rewritten_since_is_asked_when_it_is_concerned(told: Told) -> None:
    kept = rewritten(told, "Un SMS la veille.")
    assert course_of(kept, edit(LITTLE)) is Course.NOTHING
    assert course_of(kept, edit(SAID + " Merci.")) is Course.NOTHING
    assert course_of(kept, edit(SAID.replace("la veille", "le matin"))) is Course.ASK
    assert course_of(kept, edit("Autre chose")) is Course.ASK


@given(text(max_size=60), text(max_size=60), text(max_size=60))
def test_any_change_has_a_course(kept: str, before: str, after: str) -> None:
    course = course_of(rewritten(WIN, kept), edit(after, before))
    assert (course is Course.NOTHING) or after.split() != before.split()


@BOTH
def test_new_words_are_taken_with_the_title_they_made(told: Told) -> None:
    new = take(told, "Un appel la veille. C’est tout.")
    assert words_of(new) == "Un appel la veille. C’est tout."
    assert title_of(new) == "Un appel la veille."
    assert new.version == 2
    assert says(new, " Un appel la veille.\nC’est tout.")
    assert len(words_of(take(told, "mot " * 5000))) <= LONGEST


def test_a_title_that_somebody_gave_stays() -> None:
    named = replace(PRACTICE, title="Prévenir")
    assert title_of(take(named, "Un appel la veille.")) == "Prévenir"


@BOTH
def test_who_is_asked(told: Told) -> None:
    assert to_ask(told, edit("")) == ("U1", "U2")
    assert to_ask(told, Change(HERE, "U2", DELETED)) == ("U2", "U1")
    assert to_ask(told, Change(HERE, "U9", DELETED)) == ("U1", "U2")
    imported: Any = replace(told, author_id="", people=("U2",))
    assert to_ask(imported, Change(HERE, "", DELETED)) == ("U2",)


@BOTH
def test_only_whoever_was_asked_answers(told: Told) -> None:
    question = Question(told.subject, HERE, "1.3", "U1")
    check_may_answer(told, question, "U1")
    with pytest.raises(NotAsked):
        check_may_answer(told, question, "U2")
    gone = replace(told, withdrawn_at=NOW)
    with pytest.raises((WinWithdrawn, PracticeWithdrawn)):
        check_may_answer(gone, question, "U1")


def test_who_is_no_longer_among_its_people_answers_nothing() -> None:
    question = Question(PRACTICE.subject, HERE, "1.3", "U2")
    with pytest.raises(NotYourPractice):
        check_may_answer(replace(PRACTICE, people=("U1",)), question, "U2")
