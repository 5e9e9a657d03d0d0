"""What people hand to the bot: calls, questions, and what carries them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from bot.domain.asking import (
    Handed,
    NothingToAsk,
    carried,
    handed_of,
    is_a_call,
    question_to,
)
from bot.domain.gestures import Gesture
from bot.domain.wins import Source
from bot.domain.words import without_mention

GESTURE = Gesture("event:1", "T1", "U1", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
HANDED = Handed(Source("C1", "2.0"), "U1", "UBOT")
CALLS = ["", " ", "?", "!!", "help", "Aide !", "À l’aide", "bonjour", "hi there", ":wave:", "merci"]
QUESTIONS = ["objection", "help with a price objection", "aide prix", "bonjour, un devis ?", "fax"]


@pytest.mark.parametrize("words", [*CALLS, ":bulb::skin-tone-2:", "🎉", "ok", "Hello :tada: !"])
def test_a_call_asks_for_nothing(words: str) -> None:
    assert is_a_call(words)


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_question_is_no_call(words: str) -> None:
    assert not is_a_call(words)


@given(st.text())
def test_any_text_is_one_or_the_other(words: str) -> None:
    assert is_a_call(words) in {True, False}


@pytest.mark.parametrize(
    "text, left",
    [
        ("<@UBOT> price?", "price?"),
        ("<@UBOT|cordee>, price?", "price?"),
        ("<@UBOT>: price", "price"),
        ("price <@UBOT> ?", "price  ?"),
        ("<@UBOT> :wave:", ":wave:"),
        ("<@UBOT> - price", "price"),
        ("<@U1> price", "<@U1> price"),
        ("<@UBOT>", ""),
    ],
)
def test_the_bots_own_name_is_left_out(text: str, left: str) -> None:
    assert without_mention(text, "UBOT") == left


def test_a_message_is_answered_in_its_thread_or_below_it() -> None:
    in_thread = replace(HANDED, source=Source("C1", "2.0", "1.0"))
    assert HANDED.answered_in == "2.0"
    assert in_thread.answered_in == "1.0"
    assert replace(HANDED, is_direct=True).answered_in is None
    assert replace(in_thread, is_direct=True).answered_in == "1.0"


@pytest.mark.parametrize("handed", [HANDED, replace(HANDED, is_direct=True)])
def test_what_a_button_carries_comes_back(handed: Handed) -> None:
    assert handed_of(json.loads(json.dumps(carried(handed)))) == handed


@pytest.mark.parametrize("typed", ["", " ", "!?", "🎉", "\u200e"])
def test_a_channel_is_not_asked_nothing(typed: str) -> None:
    with pytest.raises(NothingToAsk):
        question_to(GESTURE, "C1", typed)


def test_the_same_question_is_the_same_whatever_its_capitals_and_accents() -> None:
    one = question_to(GESTURE, "C1", "Négociation ?")
    assert one.topic == question_to(GESTURE, "C1", "negociation").topic
    assert one.topic != question_to(GESTURE, "C2", "negociation").topic
    assert one.topic != question_to(replace(GESTURE, user_id="U2"), "C1", "negociation").topic
    assert len(question_to(GESTURE, "C1", "mot " * 1000).words) <= 200
