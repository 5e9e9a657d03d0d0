"""Which text answers best: by where its words stand, how rare they are, then what decides ties."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from bot.domain.findings import (
    BEGUN,
    AskedWord,
    Candidate,
    Form,
    best_first,
    edits_forgiven,
    nearest,
    slips,
    unheld,
)
from bot.domain.library import Kind

NOW = datetime(2026, 11, 24, tzinfo=UTC)
Asked = tuple[AskedWord, ...]


def asked(*words: str) -> Asked:
    return tuple(AskedWord(word, (Form(word),)) for word in words)


def text(
    item_id: str,
    title: str = "",
    situation: str = "",
    body: str = "",
    spread: int = 0,
    age: int = 0,
) -> Candidate:
    terms = "\n".join(f" {field} " if field else " " for field in (title, situation, body))
    return Candidate(Kind.PRACTICE, item_id, terms, spread, NOW - timedelta(days=age))


def order(words: Asked, *texts: Candidate) -> list[str]:
    return [finding.item_id for finding in best_first(words, texts)]


def test_a_title_counts_for_more_than_a_situation_and_that_for_more_than_the_rest() -> None:
    texts = text("rest", "a", "b", "price"), text("where", "a", "price"), text("title", "price")
    assert order(asked("price"), *texts) == ["title", "where", "rest"]


def test_all_words_count_for_more_than_one() -> None:
    texts = text("one", "price", body="lunch"), text("both", "lunch", body="price objection")
    assert order(asked("price", "objection"), *texts)[0] == "both"


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    common = [text(f"c{number}", "client") for number in range(8)]
    words = asked("client", "churn")
    assert order(words, *common, text("rare", "churn"))[0] == "rare"


def test_what_covers_too_little_is_no_answer() -> None:
    assert order(asked("price", "of", "cocoa", "beans"), text("t", "price")) == []
    assert order(asked("price"), text("t", "lunch")) == []


def test_a_word_counts_for_more_than_the_beginning_of_one() -> None:
    words = (AskedWord("pri", (Form("pri"), Form("price", BEGUN))),)
    assert order(words, text("begun", "price"), text("whole", "pri")) == ["whole", "begun"]


def test_a_word_is_a_whole_term() -> None:
    assert order(asked("price"), text("t", "prices priceless")) == []


@pytest.mark.parametrize("turned", [False, True])
def test_ties_go_to_what_several_teams_tried_then_to_what_is_fresh(*, turned: bool) -> None:
    texts = [
        text("old", "price", age=9),
        text("tried", "price", spread=2, age=99),
        text("fresh", "price", age=1),
        text("same", "price", age=1),
    ]
    if turned:
        texts.reverse()
    assert order(asked("price"), *texts) == ["tried", "fresh", "same", "old"]


def test_relevance_comes_before_what_teams_tried() -> None:
    texts = text("tried", body="price", spread=9), text("title", "price", age=900)
    assert order(asked("price"), *texts) == ["title", "tried"]


def test_words_that_nothing_holds() -> None:
    words = asked("price", "cocoa")
    assert [word.word for word in unheld(words, [text("t", "price")])] == ["cocoa"]
    assert unheld(words, []) == list(words)


@pytest.mark.parametrize(
    "one, other, edits",
    [
        ("objection", "objection", 0),
        ("objecton", "objection", 1),
        ("obejction", "objection", 1),
        ("objectionn", "objection", 1),
        ("ofjection", "objection", 1),
        ("renouvelment", "renouvellement", 2),
        ("ab", "ba", 1),
        ("", "ab", 2),
    ],
)
def test_slips(one: str, other: str, edits: int) -> None:
    assert slips(one, other, 2) == slips(other, one, 2) == edits


def test_short_words_and_numbers_are_taken_as_they_are() -> None:
    assert [edits_forgiven(word) for word in ("sms", "prix", "objection", "20262027")] == [
        0,
        1,
        2,
        0,
    ]


def test_the_nearest_words_are_meant_and_none_where_the_word_is_known() -> None:
    assert nearest("objecton", ["objectif", "objection", "abjection"]) == ["objection"]
    assert nearest("prix", ["prix", "prie"]) == []
    assert nearest("zzzzzz", ["prix", "objection"]) == []


words = st.text(alphabet="abcde", max_size=9)


@given(words, words)
def test_slips_are_a_distance(one: str, other: str) -> None:
    far = slips(one, other, 9)
    assert far == slips(other, one, 9)
    assert (far == 0) == (one == other)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))
    if far > 1:
        assert slips(one, other, 1) > 1
