"""Answers: which are shown without a name, who may choose which readers, in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from bot.domain import answers as rules
from bot.domain.answers import Answer, AnswerAudience, AnswerForm
from bot.domain.checkins import CheckIn
from bot.domain.gestures import Gesture
from bot.domain.people import Language, Person
from bot.domain.teams import Team
from tests.views.shown import NOW

TEAM, COACH, UNNAMED = AnswerAudience.TEAM, AnswerAudience.COACH, AnswerAudience.UNNAMED
CHECKIN = CheckIn("c1", "T1", "C1", "stuck-on", NOW, NOW + timedelta(days=2))
GATHERED = replace(CHECKIN, gathered_at=CHECKIN.closes_at)
LUC = Person("U1", "Luc", Language.FRENCH, "Europe/Paris")


def gesture(**later: float) -> Gesture:
    return Gesture("g", "T1", "U1", NOW + timedelta(**later))


def form(words: str = "voilà", audience: AnswerAudience = TEAM) -> AnswerForm:
    return AnswerForm("c1", words, audience)


@st.composite
def some_answers(draw: st.DrawFn) -> list[Answer]:
    """Return answers of up to nine people, by the form and in the thread, in any mix."""
    given_by = st.tuples(st.integers(1, 9), st.sampled_from(AnswerAudience))
    return [
        Answer(
            f"{at:04}",
            "T1",
            "c1",
            f"U{who}",
            f"words {at}",
            NOW + timedelta(minutes=at),
            audience=audience,
        )
        for at, (who, audience) in enumerate(draw(st.lists(given_by, max_size=20)))
    ]


@given(some_answers())
def test_without_a_name_five_are_shown_or_none(answers: list[Answer]) -> None:
    shown, untold = rules.part_from_names(CHECKIN, answers)
    without = [answer for answer in answers if answer.audience is UNNAMED]
    people = {answer.user_id for answer in without}
    assert bool(shown) == (len(people) >= rules.TOGETHER)
    assert untold == ([] if shown else without)
    if shown:
        assert sorted(each.text for each in shown) == sorted(each.text for each in without)


@given(some_answers())
def test_what_is_shown_says_nothing_of_whose_it_is(answers: list[Answer]) -> None:
    shown, _ = rules.part_from_names(CHECKIN, answers)
    known = {answer.answer_id for answer in answers}
    assert not [each for each in shown if each.user_id or each.answer_id in known]
    assert {each.answered_at for each in shown} <= {CHECKIN.closes_at}
    ids = [each.answer_id for each in shown]
    assert ids == sorted(ids), "an order made by chance, which is not that of the answers"


@given(some_answers())
def test_before_the_gathering_nothing_without_a_name_is_told(answers: list[Answer]) -> None:
    assert rules.gathered(GATHERED, answers).unnamed == ()
    shown, _ = rules.part_from_names(CHECKIN, answers)
    told = rules.gathered(GATHERED, [*reversed(shown), *answers])
    assert list(told.unnamed) == shown, "the same each time, whatever else there is"
    assert {answer.audience for answer in (*told.named, *told.late)} <= {TEAM}


def test_a_correction_of_what_was_gathered_stays_in_its_place() -> None:
    first = rules.answer_by_form(CHECKIN, gesture(hours=1), form(), None)
    changed = rules.answer_by_form(CHECKIN, gesture(hours=2), form("autrement"), first)
    assert changed.answered_at == NOW + timedelta(hours=2)
    late = rules.answer_by_form(GATHERED, gesture(days=3), form("encore"), changed)
    assert (late.answered_at, late.answer_id) == (changed.answered_at, first.answer_id)
    assert rules.gathered(GATHERED, [late]).named == (late,)
    to_coach = rules.answer_by_form(GATHERED, gesture(days=3), form(audience=COACH), late)
    assert to_coach.answered_at == NOW + timedelta(days=3)


@pytest.mark.parametrize(
    "checkin, later, what, why",
    [
        (CHECKIN, {"hours": 1}, form(" \u200b\n"), rules.EmptyAnswer),
        (GATHERED, {"days": 2}, form(audience=UNNAMED), rules.TooLateWithoutName),
        # Closed, and not gathered yet; gathered by a clock that is a little ahead.
        (CHECKIN, {"days": 2}, form(audience=UNNAMED), rules.TooLateWithoutName),
        (GATHERED, {"hours": 47}, form(audience=UNNAMED), rules.TooLateWithoutName),
        (GATHERED, {"days": 16}, form(), rules.CheckInClosed),
    ],
)
def test_what_is_refused(
    checkin: CheckIn, later: dict[str, float], what: AnswerForm, why: type[Exception]
) -> None:
    with pytest.raises(why):
        rules.answer_by_form(checkin, gesture(**later), what, None)


def test_nobody_is_their_own_coach() -> None:
    lyon = Team("T1", "lyon", "Lyon", frozenset({"U1", "U2"}), frozenset({"U3", "U1"}))
    nord = Team("T1", "nord", "Nord", frozenset({"U2"}), frozenset({"U4"}))
    assert rules.coaches_of("U1", [lyon, nord]) == {"U3"}
    assert rules.coaches_of("U2", [lyon, nord]) == {"U1", "U3", "U4"}
    assert rules.coaches_of("U4", [nord]) == set()
    assert rules.coaches_of("U9", [lyon, nord]) == set()


def test_who_may_choose_which_readers() -> None:
    guest = replace(LUC, is_guest=True)
    assert rules.audiences(CHECKIN, NOW, LUC, True) == (TEAM, COACH, UNNAMED)
    assert rules.audiences(CHECKIN, NOW, LUC, False) == (TEAM, UNNAMED)
    assert rules.audiences(GATHERED, NOW, LUC, True) == (TEAM, COACH)
    assert rules.audiences(CHECKIN, NOW, guest, True) == (TEAM,)
    assert rules.audiences(CHECKIN, NOW, None, True) == (TEAM, COACH, UNNAMED)
    rules.check_audience(TEAM, guest, ())
    rules.check_audience(UNNAMED, LUC, ())
    with pytest.raises(rules.GuestsSpeakUp):
        rules.check_audience(COACH, guest, ("U3",))
    with pytest.raises(rules.NoCoach):
        rules.check_audience(COACH, LUC, ())
