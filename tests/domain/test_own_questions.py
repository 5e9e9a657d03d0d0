"""Which question comes next: the team's own at once, each in turn, none that is set aside."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.own_questions import (
    LONGEST_QUESTION,
    MOST_OWN,
    Choice,
    EmptyQuestion,
    EnoughQuestions,
    OwnQuestion,
    QuestionForm,
    QuestionGone,
    QuestionKnown,
    QuestionOfTheBank,
    QuestionSetAside,
    QuestionTooLong,
    bank_of,
    check_new,
    words_of,
)
from bot.domain.people import Language
from bot.domain.questions import BANK, QUESTIONS, Question

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def own(question_id: str, words: str = "Et les gîtes ?") -> OwnQuestion:
    return OwnQuestion(question_id, "T1", "C1", "U1", words, NOW)


def weeks(
    how_many: int,
    channel_id: str = "C1",
    added: tuple[OwnQuestion, ...] = (),
    vetoed: frozenset[str] = frozenset(),
) -> list[str]:
    """Return what is asked week after week."""
    asked: list[str] = []
    asked_at: dict[str, datetime] = {}
    for week in range(how_many):
        question = Choice(channel_id, added, vetoed, dict(asked_at)).next_question()
        assert question is not None
        asked.append(question.question_id)
        asked_at[question.question_id] = NOW + WEEK * week
    return asked


def test_the_bank_is_large_and_each_group_has_its_dozen() -> None:
    assert len(BANK) >= 60
    assert all(len(group) >= 12 for group in QUESTIONS.values())
    assert sum(len(group) for group in QUESTIONS.values()) == len(BANK)


def test_none_returns_before_all_the_others_were_asked_since() -> None:
    asked = weeks(3 * len(BANK))
    for first in range(2 * len(BANK)):
        assert len(set(asked[first : first + len(BANK)])) == len(BANK)


def test_each_channel_has_its_own_order() -> None:
    assert weeks(5, "C1") != weeks(5, "C2")
    assert weeks(5, "C1") == weeks(5, "C1")


def test_neighbours_open_different_things() -> None:
    opens = {key: group for group, questions in QUESTIONS.items() for key in questions}
    first = [opens[question.question_id] for question in bank_of("C1")[:60]]
    for start in range(0, 60, 5):
        assert len(set(first[start : start + 5])) == 5


def test_own_ones_come_first_in_their_order_then_each_in_turn() -> None:
    asked = weeks(2 * (len(BANK) + 2), added=(own("own-1"), own("own-2")))
    assert asked[:2] == ["own-1", "own-2"]
    assert len(set(asked[: len(BANK) + 2])) == len(BANK) + 2
    assert asked[len(BANK) + 2 :] == asked[: len(BANK) + 2]


def test_what_is_set_aside_never_comes() -> None:
    first = weeks(1)[0]
    assert first not in weeks(2 * len(BANK), vetoed=frozenset({first}))


def test_what_is_let_back_in_comes_as_what_waited_longest() -> None:
    asked_at = {key: NOW + WEEK * place for place, key in enumerate(BANK)}
    oldest = next(iter(BANK))
    without = Choice("C1", (), {oldest}, asked_at)
    assert without.next_question() != Question(oldest)
    assert Choice("C1", (), (), asked_at).next_question() == Question(oldest)


def test_nothing_is_asked_where_all_is_set_aside() -> None:
    choice = Choice("C1", (own("own-1"),), {*BANK, "own-1"}, {})
    assert choice.next_question() is None
    assert choice.next_to_take_along() is None
    assert len(choice.set_aside) == len(BANK) + 1
    assert choice.set_aside[0] == Question("own-1", "Et les gîtes ?")


def test_a_digest_takes_its_question_from_the_other_end() -> None:
    choice = Choice("C1", (), (), {})
    assert choice.next_to_take_along() == bank_of("C1")[-1]
    assert choice.next_question() == bank_of("C1")[0]


def test_a_channel_has_no_question_of_another() -> None:
    choice = Choice("C1", (own("own-1"),), (), {})
    assert choice.find("own-1") == Question("own-1", "Et les gîtes ?")
    assert choice.find("thanks-to") == Question("thanks-to")
    with pytest.raises(QuestionGone):
        choice.find("elsewhere")


def test_own_words_are_said_as_they_were_written() -> None:
    assert Question("own-1", "Answer").said(str.upper) == "Answer"
    assert Question("thanks-to").said(str.upper) == BANK["thanks-to"].upper()


def form(typed: str, question_id: str = "", bank_id: str | None = None) -> QuestionForm:
    return QuestionForm("C1", typed, Language.FRENCH, question_id, bank_id)


def test_words_are_kept_in_one_line() -> None:
    assert words_of(form("  Et les\n\tgîtes ? ")) == "Et les gîtes ?"
    assert words_of(form("sans point d’interrogation")) == "sans point d’interrogation"


@pytest.mark.parametrize("typed", ["", " \u200b\n", "?", " … ?!"])
def test_nothing_is_no_question(typed: str) -> None:
    with pytest.raises(EmptyQuestion):
        words_of(form(typed))


def test_a_long_question_is_refused() -> None:
    assert words_of(form("é" * LONGEST_QUESTION))
    with pytest.raises(QuestionTooLong):
        words_of(form("é" * (LONGEST_QUESTION + 1)))


def test_a_question_is_added_once() -> None:
    here = Choice("C1", (own("own-1"),), (), {})
    with pytest.raises(QuestionKnown):
        check_new(form("et les GITES"), "et les GITES", here)
    check_new(form("et les GITES", "own-1"), "et les GITES", here)
    with pytest.raises(QuestionOfTheBank):
        check_new(form("…", bank_id="thanks-to"), "…", here)
    aside = Choice("C1", (own("own-1"),), {"own-1", "thanks-to"}, {})
    for words, bank_id in (("et les gîtes", None), ("…", "thanks-to")):
        with pytest.raises(QuestionSetAside):
            check_new(form(words, bank_id=bank_id), words, aside)


def test_a_channel_keeps_so_many_of_its_own() -> None:
    full = Choice("C1", [own(str(key), f"question {key}") for key in range(MOST_OWN)], (), {})
    with pytest.raises(EnoughQuestions):
        check_new(form("encore une"), "encore une", full)
    check_new(form("corrigée", "3"), "corrigée", full)
