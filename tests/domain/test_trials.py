"""Trials: what a proposal says, who may do what, and when it is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import trials as rules
from bot.domain.gestures import Gesture
from bot.domain.stages import AlreadyBegun, MovedOn, Stage
from bot.domain.trials import (
    Conclusion,
    EmptyChange,
    EmptyLesson,
    EndsNoLater,
    EndsTooLate,
    EndsTooSoon,
    ExtendedAlready,
    NotInTrial,
    NotItsOwner,
    Trial,
    TrialForm,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOON = NOW + timedelta(days=2)
FORM = TrialForm(
    change="Call back within the hour",
    why="They forget us over lunch",
    ends_on=date(2026, 12, 18),
    signs="They pick up",
    people=("U2", "U3"),
    needs="A second phone",
    channel_id="C1",
)


def gesture(user_id: str = "U1", at: datetime = NOW) -> Gesture:
    return Gesture(f"view:{user_id}:{at}", "T1", user_id, at)


@pytest.fixture
def proposed() -> Trial:
    return rules.propose(gesture(), FORM, SOON)


@pytest.fixture
def running(proposed: Trial) -> Trial:
    return rules.start(proposed, SOON, SOON + timedelta(days=12))


@pytest.fixture
def over(running: Trial) -> Trial:
    return rules.reveal(rules.end(running), SOON + timedelta(days=30))


def test_whoever_proposes_is_in_it(proposed: Trial) -> None:
    assert proposed.people == ("U1", "U2", "U3")
    assert (proposed.stage, proposed.due_at) == (Stage.PROPOSED, SOON)


def test_a_trial_of_nothing_is_refused() -> None:
    with pytest.raises(EmptyChange):
        rules.propose(gesture(), replace(FORM, change=" \n"), SOON)


@pytest.mark.parametrize(
    "days, refused", [(6, EndsTooSoon), (7, None), (56, None), (57, EndsTooLate), (-3, EndsTooSoon)]
)
def test_it_lasts_one_to_eight_weeks(days: int, refused: type[Exception] | None) -> None:
    begins = date(2026, 11, 25)
    if refused is None:
        rules.check_end(begins + timedelta(days=days), begins)
    else:
        with pytest.raises(refused):
            rules.check_end(begins + timedelta(days=days), begins)


def test_an_objection_stops_the_clock_until_it_is_amended(proposed: Trial) -> None:
    objected = rules.object_to(proposed)
    assert (objected.stage, objected.due_at) == (Stage.OBJECTED, None)
    again = SOON + timedelta(days=1)
    amended = rules.amend(objected, "U1", replace(FORM, signs="They call us"), again)
    assert (amended.stage, amended.due_at, amended.version) == (Stage.PROPOSED, again, 3)


def test_those_whom_a_form_cannot_hold_stay_in_an_amended_trial(proposed: Trial) -> None:
    crowd = tuple(f"U{at}" for at in range(100, 170))
    joined = replace(proposed, people=("U1", *crowd))
    shown = joined.people[: rules.MOST_IN_FORM]
    form = replace(FORM, people=shown[:-1])
    amended = rules.amend(joined, "U1", form, SOON)
    assert set(joined.people) - set(amended.people) == {shown[-1]}


def test_only_its_owner_amends_withdraws_or_extends(running: Trial, proposed: Trial) -> None:
    with pytest.raises(NotItsOwner):
        rules.amend(proposed, "U2", FORM, SOON)
    with pytest.raises(NotItsOwner):
        rules.withdraw(proposed, "U2")
    with pytest.raises(NotItsOwner):
        rules.extend(running, "U2", date(2026, 12, 23), SOON, date(2026, 12, 1))


def test_an_objection_after_the_start_is_told_where_it_belongs(running: Trial) -> None:
    with pytest.raises(AlreadyBegun):
        rules.object_to(running)


def test_it_is_extended_once(running: Trial) -> None:
    today = date(2026, 12, 7)
    with pytest.raises(EndsNoLater):
        rules.extend(running, "U1", running.ends_on, SOON, today)
    with pytest.raises(EndsNoLater):
        rules.extend(running, "U1", date(2026, 12, 21), SOON, date(2026, 12, 22))
    with pytest.raises(EndsTooLate):
        rules.extend(running, "U1", date(2027, 2, 2), SOON, today)
    extended = rules.extend(running, "U1", date(2027, 1, 8), SOON, today)
    assert extended.due_at == running.due_at  # its middle comes first
    with pytest.raises(ExtendedAlready):
        rules.extend(extended, "U1", date(2027, 1, 15), SOON, today)


def test_its_owner_may_end_it_before_its_time(running: Trial) -> None:
    with pytest.raises(NotItsOwner):
        rules.end_early(running, "U2", date(2026, 12, 1))
    ended = rules.end_early(running, "U1", date(2026, 12, 1))
    assert (ended.stage, ended.due_at) == (Stage.DEBRIEFING, None)
    assert ended.ends_on == date(2026, 12, 1)
    with pytest.raises(MovedOn):
        rules.end_early(ended, "U1", date(2026, 12, 2))


def test_each_step_of_the_clock_raises_the_version(running: Trial, over: Trial) -> None:
    assert rules.reach_halfway(running, SOON).version == running.version + 1
    assert rules.ask_owner(over).version == over.version + 1


def test_one_may_join_while_it_is_under_way(running: Trial, over: Trial) -> None:
    joined = rules.join(running, "U9")
    assert joined.people == ("U1", "U2", "U3", "U9")
    assert rules.join(joined, "U9").people == joined.people
    with pytest.raises(MovedOn):
        rules.join(over, "U9")


def test_its_owner_concludes_or_whoever_is_in_it_once_they_were_asked(over: Trial) -> None:
    with pytest.raises(NotItsOwner):
        rules.conclude(over, gesture("U2"), Conclusion.STOPPED, "Too early")
    asked = rules.ask_owner(over)
    with pytest.raises(NotInTrial):
        rules.conclude(asked, gesture("U8"), Conclusion.STOPPED, "Too early")
    with pytest.raises(EmptyLesson):
        rules.conclude(asked, gesture("U2"), Conclusion.STOPPED, " ")
    concluded = rules.conclude(asked, gesture("U2"), Conclusion.STOPPED, "Too early")
    assert (concluded.is_over, concluded.lesson, concluded.concluded_at) == (
        True,
        "Too early",
        NOW,
    )
    with pytest.raises(MovedOn):
        rules.conclude(concluded, gesture("U1"), Conclusion.KEPT, "Yes", "practice:1")


def test_somebody_who_is_in_it_takes_over(running: Trial) -> None:
    handed = rules.hand_over(running, "U3")
    assert (handed.owner_id, handed.people) == ("U3", ("U3", "U2"))


def test_nobody_left_ends_it_quietly(running: Trial, proposed: Trial) -> None:
    assert rules.abandon(proposed, NOW).stage is Stage.WITHDRAWN
    left = rules.abandon(running, NOW)
    assert (left.stage, left.conclusion, left.due_at) == (
        Stage.CONCLUDED,
        Conclusion.STOPPED,
        None,
    )
