"""Progress: each step that time does, what a long stop skips, in whose hands something is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.calendars import is_holiday
from bot.domain import objectives, progress as rules, trials
from bot.domain.chapters import ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.objectives import Objective, ObjectiveForm
from bot.domain.progress import Step
from bot.domain.stages import Stage
from bot.domain.trials import Trial, TrialForm
from bot.domain.undertakings import Undertaking
from bot.domain.workdays import Workdays

HOURS = WorkingHours("Europe/Paris", Workdays(country="FR"))
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEDNESDAY = MONDAY + timedelta(days=2)
ENDS_ON = date(2026, 12, 18)
ENDS_AT = datetime(2026, 12, 18, 9, tzinfo=UTC)
GESTURE = Gesture("view:1", "T1", "U1", MONDAY)


def step(about: Undertaking, now: datetime) -> Step:
    return rules.next_step(about, now, HOURS, is_holiday)


@pytest.fixture
def proposed() -> Trial:
    form = TrialForm("Call back within the hour", "", ENDS_ON, "", ("U2", "U3"), "", "C1")
    return trials.propose(GESTURE, form, WEDNESDAY)


@pytest.fixture
def objective() -> Objective:
    form = ObjectiveForm("Be remembered after lunch", "", "", ENDS_ON, "C1")
    return objectives.propose(GESTURE, form, WEDNESDAY, MONDAY.date())


def test_nothing_moves_before_its_time(proposed: Trial) -> None:
    assert step(proposed, MONDAY) == Step(proposed)
    assert step(trials.object_to(proposed), ENDS_AT).chapter is None


def test_a_trial_starts_reaches_its_middle_ends_and_its_owner_is_asked_once(
    proposed: Trial,
) -> None:
    started = step(proposed, WEDNESDAY)
    assert started.chapter is ChapterKind.STARTED
    assert started.about.stage is Stage.RUNNING
    middle = datetime(2026, 12, 7, 7, tzinfo=UTC)  # the middle is a Sunday
    assert started.about.due_at == middle
    assert step(started.about, middle - timedelta(seconds=1)).chapter is None
    halfway = step(started.about, middle)
    assert halfway.chapter is ChapterKind.HALFWAY
    assert halfway.about.due_at == ENDS_AT
    ended = step(halfway.about, ENDS_AT)
    assert (ended.chapter, ended.about.stage) == (ChapterKind.ENDED, Stage.DEBRIEFING)
    assert isinstance(ended.about, Trial)
    out = trials.reveal(ended.about, ENDS_AT + timedelta(days=4))
    asked = step(out, ENDS_AT + timedelta(days=4))
    assert (asked.about.is_owner_asked, asked.about.due_at) == (True, None)
    assert asked.chapter is None
    assert step(asked.about, ENDS_AT + timedelta(days=99)).about == asked.about


def test_what_passed_during_a_long_stop_comes_in_order_without_the_question_of_its_middle(
    proposed: Trial,
) -> None:
    late = ENDS_AT + timedelta(days=10)
    started = step(proposed, late)
    assert started.chapter is ChapterKind.STARTED
    assert started.about.due_at == late
    assert step(started.about, late).chapter is ChapterKind.ENDED


def test_a_trial_that_starts_late_has_its_middle_later(proposed: Trial) -> None:
    late = datetime(2026, 12, 9, 9, tzinfo=UTC)
    assert step(proposed, late).about.due_at == datetime(2026, 12, 14, 7, tzinfo=UTC)


def test_a_step_that_comes_too_early_waits_for_the_end(proposed: Trial) -> None:
    halfway = step(step(proposed, WEDNESDAY).about, datetime(2026, 12, 7, 7, tzinfo=UTC)).about
    early = replace(halfway, due_at=WEDNESDAY)
    assert step(early, WEDNESDAY) == Step(
        replace(early, due_at=ENDS_AT, version=halfway.version + 1)
    )


def test_an_objective_is_agreed_on_and_ends_without_a_middle(objective: Objective) -> None:
    agreed = step(objective, WEDNESDAY)
    assert (agreed.chapter, agreed.about.due_at) == (ChapterKind.STARTED, ENDS_AT)
    ended = step(agreed.about, ENDS_AT)
    assert (ended.chapter, ended.about.stage) == (ChapterKind.ENDED, Stage.DEBRIEFING)
    assert isinstance(ended.about, Objective)
    asked = step(objectives.reveal(ended.about, ENDS_AT), ENDS_AT)
    assert (asked.about.is_owner_asked, asked.about.due_at) == (True, None)


def test_somebody_who_is_there_takes_over_the_same_one_whoever_looks(proposed: Trial) -> None:
    assert rules.in_hands_of(proposed, ["U3", "U1"]) == proposed
    assert rules.in_hands_of(proposed, []) == proposed
    handed = rules.in_hands_of(proposed, ["U2", "U3"])
    assert handed.owner_id in {"U2", "U3"}
    assert rules.in_hands_of(proposed, ["U3", "U2"]) == handed
    others = [replace(proposed, trial_id=f"t{each}") for each in range(20)]
    assert {rules.in_hands_of(each, ["U2", "U3"]).owner_id for each in others} == {"U2", "U3"}


def test_nobody_left_ends_it(proposed: Trial, objective: Objective) -> None:
    assert rules.abandon(proposed, MONDAY).stage is Stage.WITHDRAWN
    assert rules.abandon(objective, MONDAY).stage is Stage.WITHDRAWN
    agreed = step(objective, WEDNESDAY).about
    assert rules.abandon(agreed, MONDAY).stage is Stage.CONCLUDED


def test_a_channel_is_missed_for_eight_weeks(proposed: Trial) -> None:
    assert not rules.is_given_up(proposed, ENDS_AT + timedelta(weeks=8), HOURS, is_holiday)
    assert rules.is_given_up(proposed, ENDS_AT + timedelta(weeks=8, days=1), HOURS, is_holiday)
