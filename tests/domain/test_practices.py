"""Practices: what is contributed, and when the author of a nominated message is asked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from, sets

from bot.domain.gestures import Gesture
from bot.domain.nominations import (
    Consent,
    NominatedMessage,
    NominationSettled,
    NotYourMessage,
    answer,
    publish_as_said,
    weigh,
)
from bot.domain.practices import (
    LONGEST_TITLE,
    EmptyPractice,
    EmptyTitle,
    PracticeForm,
    contribute,
)
from bot.domain.visibility import Audience
from bot.domain.wins import Source

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Gesture("view:V1:h", "T1", "U1", NOW)
FORM = PracticeForm("Un SMS", "Écrire un SMS avant.", "Devis", ("sms",), Audience.EVERYONE, "C1")
SAID = NominatedMessage("T1", Source("C1", "1.2"), "U1", Consent.GATHERING, NOW)
PEOPLE = ["U1", "U2", "U3", "U4"]


def test_a_tip_needs_a_title_and_what_to_do() -> None:
    with pytest.raises(EmptyTitle):
        contribute(ANA, replace(FORM, title=" \u200e "))
    with pytest.raises(EmptyPractice):
        contribute(ANA, replace(FORM, what="\n"))
    assert contribute(ANA, replace(FORM, situation="")).situation == ""


def test_what_was_said_in_private_stays_there() -> None:
    said = publish_as_said(SAID, "Un SMS avant. Toujours.", is_private=True, at=NOW)
    assert said.audience is Audience.CHANNEL
    assert said.title == "Un SMS avant."
    assert publish_as_said(SAID, "x", is_private=False, at=NOW).audience is Audience.EVERYONE


def test_a_long_message_has_a_short_title() -> None:
    practice = publish_as_said(SAID, "mot " * 2000, is_private=False, at=NOW)
    assert len(practice.title) <= LONGEST_TITLE
    assert practice.what == "mot " * 2000


def test_two_others_make_the_question() -> None:
    assert weigh(SAID, {"U2"}) == SAID
    asked = weigh(SAID, {"U2", "U3"})
    assert (asked.consent, asked.asked) == (Consent.ASKED, 1)
    assert weigh(asked, {"U2", "U3", "U4"}) == asked


def test_ones_own_reaction_means_nothing() -> None:
    assert weigh(SAID, {"U1", "U2"}) == SAID


def test_reactions_taken_back_withdraw_the_question_and_may_bring_it_again() -> None:
    asked = weigh(SAID, {"U2", "U3"})
    withdrawn = weigh(asked, {"U2"})
    assert withdrawn.consent is Consent.GATHERING
    again = weigh(withdrawn, {"U2", "U4"})
    assert (again.consent, again.asked) == (Consent.ASKED, 2)


@pytest.mark.parametrize("settled", set(Consent) - {Consent.GATHERING, Consent.ASKED})
@given(people=sets(sampled_from(PEOPLE)))
def test_once_settled_no_reaction_asks_again(settled: Consent, people: set[str]) -> None:
    message = replace(SAID, consent=settled, asked=1)
    assert weigh(message, people) == message


@given(lists(sets(sampled_from(PEOPLE)), max_size=8))
def test_a_question_stands_just_while_enough_others_point(turns: list[set[str]]) -> None:
    message = SAID
    for people in turns:
        message = weigh(message, people)
        enough = len(people - {"U1"}) >= 2
        assert (message.consent is Consent.ASKED) == enough


def test_only_the_author_answers_once() -> None:
    asked = weigh(SAID, {"U2", "U3"})
    with pytest.raises(NotYourMessage):
        answer(asked, "U2", Consent.PUBLISHING)
    never = answer(asked, "U1", Consent.NEVER)
    with pytest.raises(NominationSettled):
        answer(never, "U1", Consent.PUBLISHING)
    with pytest.raises(NominationSettled):
        answer(SAID, "U1", Consent.PUBLISHING)
