"""When an author is asked, what may be answered, and what is kept of a yes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from, sets

from bot.domain import nominations as rules
from bot.domain.nominations import Consent, NominatedMessage, Proposal
from bot.domain.practices import LONGEST_TITLE
from bot.domain.visibility import Audience
from bot.domain.wins import Source

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MESSAGE = NominatedMessage(
    "T1", Source("C1", "1.0", "0.5"), "U-author", Consent.GATHERING, first_at=NOW
)

PEOPLE = ["U-author", "U1", "U2", "U3"]


def standing(consent: Consent, proposes: Proposal = Proposal.PRACTICE) -> NominatedMessage:
    return replace(MESSAGE, consent=consent, proposes=proposes, asked=1, asked_at=NOW)


@pytest.mark.parametrize(
    "people, threshold, is_enough",
    [
        ({"U1"}, 1, True),
        ({"U1"}, 2, False),
        ({"U1", "U2"}, 2, True),
        ({"U1", "U-author"}, 2, False),
        (set(), 1, False),
        ({"U1", "U2", "U3", "U4"}, 5, False),
    ],
)
def test_a_practice_takes_enough_others(people: set[str], threshold: int, is_enough: bool) -> None:
    consent = Consent.ASKED if is_enough else Consent.GATHERING
    assert rules.weigh(MESSAGE, people, threshold) is consent


@pytest.mark.parametrize(
    "people, consent",
    [({"U1"}, Consent.ASKED), ({"U-author"}, Consent.ASKED), (set(), Consent.GATHERING)],
)
def test_a_win_takes_anybody(people: set[str], consent: Consent) -> None:
    assert rules.weigh(replace(MESSAGE, proposes=Proposal.WIN), people, 5) is consent


@pytest.mark.parametrize("settled", set(Consent) - {Consent.GATHERING, Consent.ASKED})
@given(people=sets(sampled_from(PEOPLE)))
def test_once_settled_no_reaction_asks_again(settled: Consent, people: set[str]) -> None:
    assert rules.weigh(standing(settled), people, 1) is settled


@given(lists(sets(sampled_from(PEOPLE)), max_size=8), integers(1, 5))
def test_a_question_stands_just_while_enough_others_point(
    turns: list[set[str]], threshold: int
) -> None:
    message = MESSAGE
    for people in turns:
        message = replace(message, consent=rules.weigh(message, people, threshold))
        enough = len(people - {"U-author"}) >= threshold
        assert (message.consent is Consent.ASKED) == enough


def test_a_long_message_has_a_short_title() -> None:
    practice = rules.publish_as_said(MESSAGE, "mot " * 2000, is_private=False, at=NOW)
    assert len(practice.title) <= LONGEST_TITLE
    assert practice.what == "mot " * 2000


def test_each_question_has_its_own_name() -> None:
    asked = rules.ask(MESSAGE, NOW)
    assert (asked.consent, asked.asked, asked.asked_at) == (Consent.ASKED, 1, NOW)
    win = replace(MESSAGE, proposes=Proposal.WIN)
    assert MESSAGE.subject != win.subject
    again = rules.ask_again(replace(asked, consent=Consent.GATHERING))
    assert again == asked, "the same question, which began to wait when it was first asked"


@pytest.mark.parametrize("given", [Consent.PUBLISHING, Consent.PUBLISHED, Consent.NEVER])
def test_after_not_now_another_answer_may_come(given: Consent) -> None:
    assert rules.answer(standing(Consent.NOT_NOW), "U-author", given).consent is given


@pytest.mark.parametrize("consent", set(Consent) - {Consent.ASKED, Consent.EXPIRED})
def test_what_is_settled_takes_no_answer(consent: Consent) -> None:
    with pytest.raises(rules.NominationSettled):
        rules.answer(standing(consent), "U-author", Consent.NOT_NOW)


def test_what_has_expired_says_so() -> None:
    with pytest.raises(rules.QuestionExpired):
        rules.answer(standing(Consent.EXPIRED), "U-author", Consent.PUBLISHING)


@pytest.mark.parametrize("consent", Consent)
def test_only_the_author_answers(consent: Consent) -> None:
    with pytest.raises(rules.NotYourMessage):
        rules.answer(standing(consent), "U1", Consent.NEVER)
    with pytest.raises(rules.NotYourMessage):
        rules.give(standing(consent), "U1")


@pytest.mark.parametrize("consent", set(Consent) - {Consent.PUBLISHING, Consent.PUBLISHED})
def test_what_the_author_writes_is_taken_whatever_became_of_the_question(consent: Consent) -> None:
    assert rules.give(standing(consent), "U-author").consent is Consent.PUBLISHED


@pytest.mark.parametrize("consent", [Consent.PUBLISHING, Consent.PUBLISHED])
def test_what_is_given_is_given_once(consent: Consent) -> None:
    with pytest.raises(rules.NominationSettled):
        rules.give(standing(consent), "U-author")


def test_a_question_waits_for_a_week() -> None:
    asked = standing(Consent.ASKED)
    almost = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert not rules.has_expired(asked, almost)
    assert rules.has_expired(asked, NOW + timedelta(days=7))
    assert not rules.has_expired(MESSAGE, NOW + timedelta(days=700)), "nobody was asked"


@pytest.mark.parametrize(
    "is_private, audience", [(True, Audience.CHANNEL), (False, Audience.EVERYONE)]
)
def test_a_message_is_published_as_it_was_said(is_private: bool, audience: Audience) -> None:
    words = "Text first. They answer."
    practice = rules.publish_as_said(MESSAGE, words, is_private=is_private, at=NOW)
    assert (practice.title, practice.what) == ("Text first.", words)
    assert practice.people == (practice.author_id,) == ("U-author",)
    assert (practice.source, practice.channel_id) == (MESSAGE.source, "C1")
    assert practice.audience is audience
