"""What may be taken up, what may be said of it, and what becomes of it when its words change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import follow_ups as rules
from bot.domain.answers import Answer, AnswerAudience
from bot.domain.checkins import CheckIn
from bot.domain.follow_ups import (
    AlreadySaid,
    Became,
    EmptyOutcome,
    FollowUp,
    NothingChosen,
    NotTheirOutcome,
    OpenAgain,
    OutcomeForm,
    WordsGone,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
CHECKIN = CheckIn("c1", "T1", "C1", "q1", NOW, LATER)
ANSWER = Answer("a1", "T1", "c1", "U1", "Des devis plus courts.", NOW)
UNNAMED = replace(ANSWER, user_id="", audience=AnswerAudience.UNNAMED)

OPEN = rules.take_up(CHECKIN, ANSWER, NOW)


def says(became: str = "something", outcome: str = "Un modèle d’une page.") -> OutcomeForm:
    return OutcomeForm(OPEN.follow_up_id, became, outcome)


CLOSED = rules.close(OPEN, says(), "U2", LATER)


def test_words_are_taken_up_as_they_were_said() -> None:
    assert (OPEN.words, OPEN.author_id, OPEN.channel_id) == (ANSWER.text, "U1", "C1")
    assert OPEN.is_open


def test_without_a_name_they_stay_without_one() -> None:
    assert rules.take_up(CHECKIN, UNNAMED, NOW).author_id == ""


@pytest.mark.parametrize(
    "answer",
    [
        None,
        replace(ANSWER, text=""),
        replace(ANSWER, audience=AnswerAudience.COACH),
        replace(ANSWER, audience=AnswerAudience.UNNAMED),
    ],
    ids=["gone", "emptied", "for the coach", "without a name and not shown"],
)
def test_what_the_team_may_not_read_is_not_taken_up(answer: Answer | None) -> None:
    with pytest.raises(WordsGone):
        rules.take_up(CHECKIN, answer, NOW)
    assert rules.follow(OPEN, answer, LATER).is_withdrawn


@pytest.mark.parametrize("became", [Became.SOMETHING, Became.NOTHING])
def test_somebody_says_what_came_of_it(became: Became) -> None:
    said = rules.close(OPEN, says(became.value), "U2", LATER)
    assert (said.became, said.closed_by, said.closed_at) == (became, "U2", LATER)
    assert said.outcome == "Un modèle d’une page."


def test_nothing_is_said_without_words_or_a_choice() -> None:
    with pytest.raises(EmptyOutcome):
        rules.close(OPEN, says(outcome=" \u200b\n"), "U2", LATER)
    for became in ("", "open", "withdrawn", "else"):
        with pytest.raises(NothingChosen):
            rules.close(OPEN, says(became), "U2", LATER)


def test_who_comes_second_is_told_what_the_first_wrote() -> None:
    with pytest.raises(AlreadySaid) as refused:
        rules.close(CLOSED, says(), "U3", LATER)
    assert refused.value.params == {"words": CLOSED.outcome}


def test_only_whoever_wrote_it_corrects_it_and_not_once_it_is_open_again() -> None:
    corrected = rules.correct(CLOSED, says("nothing", "Finalement non."), "U2")
    assert (corrected.became, corrected.outcome) == (Became.NOTHING, "Finalement non.")
    assert corrected.closed_at == CLOSED.closed_at
    with pytest.raises(NotTheirOutcome):
        rules.correct(CLOSED, says(), "U1")
    with pytest.raises(OpenAgain):
        rules.correct(rules.reopen(CLOSED, LATER), says(), "U2")


def test_what_is_opened_again_waits_anew_with_what_was_said_so_far() -> None:
    again = rules.reopen(CLOSED, LATER)
    assert again.is_open
    assert (again.opened_at, again.closed_at) == (LATER, None)
    assert (again.outcome, again.closed_by) == (CLOSED.outcome, "U2")


def test_words_follow_their_author_while_it_is_open() -> None:
    edited = replace(ANSWER, text="Des devis d’une page.")
    assert rules.follow(OPEN, edited, LATER).words == "Des devis d’une page."
    assert rules.follow(CLOSED, edited, LATER).words == ANSWER.text
    assert rules.follow(OPEN, ANSWER, LATER) == OPEN


def test_words_that_are_withdrawn_close_what_waits_for_them() -> None:
    gone = rules.follow(OPEN, None, LATER)
    assert (gone.words, gone.author_id, gone.became) == ("", "", Became.WITHDRAWN)
    assert gone.closed_at == LATER
    still = rules.follow(CLOSED, None, LATER)
    assert (still.words, still.outcome, still.became) == ("", CLOSED.outcome, Became.SOMETHING)
    for what in (gone, still):
        with pytest.raises(WordsGone):
            rules.close(what, says(), "U2", LATER)
        with pytest.raises(WordsGone):
            rules.reopen(what, LATER)


def test_what_somebody_wrote_goes_with_them_and_waits_again() -> None:
    left = rules.without_person(CLOSED, "U2", LATER)
    assert left.is_open
    assert (left.outcome, left.closed_by) == ("", "")
    assert left.words == CLOSED.words
    unsaid = rules.without_person(rules.reopen(CLOSED, LATER), "U2", LATER)
    assert (unsaid.outcome, unsaid.is_open) == ("", True)


@pytest.mark.parametrize("follow_up", [OPEN, CLOSED, replace(CLOSED, closed_by="U1")])
def test_nothing_of_somebody_is_left_once_they_are_erased(follow_up: FollowUp) -> None:
    left = rules.without_person(follow_up, "U1", LATER)
    assert "U1" not in repr(left)
    assert left.is_withdrawn
    assert not left.is_open


def test_nobody_is_left_of_words_that_were_withdrawn_before() -> None:
    left = rules.without_person(rules.follow(CLOSED, None, LATER), "U2", LATER)
    assert (left.became, left.outcome, left.people) == (Became.WITHDRAWN, "", set())
