"""The rules of conclusions: who may, in which order, and what a trial would become."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain import conclusions as rules
from bot.domain.conclusions import (
    AdaptedMeanwhile,
    DebriefFirst,
    KeptMeanwhile,
    OwnerFirst,
    StoppedMeanwhile,
)
from bot.domain.debriefs import DebriefAnswer
from bot.domain.gestures import Gesture
from bot.domain.objectives import Objective, Outcome
from bot.domain.stages import MovedOn, Stage
from bot.domain.trials import Conclusion, EmptyLesson, NotInTrial, Trial
from bot.domain.words import LONGEST
from bot.errors import CordeeError

NOW = datetime(2026, 12, 18, 9, tzinfo=UTC)
TRIAL = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Text the evening before. Two lines.",
    why="Builders do not read e-mail.",
    signs="They come.",
    needs="",
    people=("U1", "U2"),
    ends_on=NOW.date(),
    proposed_at=NOW,
    due_at=NOW,
    stage=Stage.CONCLUDING,
)
OBJECTIVE = Objective(
    "o1", "T1", "C1", "d1", "U1", "Aim", "How", "Signs", NOW.date(), NOW, NOW, Stage.CONCLUDING
)


def by(user_id: str) -> Gesture:
    return Gesture("view:1", "T1", user_id, NOW)


def worked(words: str) -> DebriefAnswer:
    return DebriefAnswer("T1", "k1", "U2", "", "", words, "", NOW)


def test_its_owner_first_then_whoever_is_in_it() -> None:
    rules.check_may_conclude(TRIAL, "U1")
    with pytest.raises(OwnerFirst):
        rules.check_may_conclude(TRIAL, "U2")
    with pytest.raises(NotInTrial):
        rules.check_may_conclude(TRIAL, "U9")
    asked = replace(TRIAL, is_owner_asked=True)
    rules.check_may_conclude(asked, "U2")
    with pytest.raises(NotInTrial):
        rules.check_may_conclude(asked, "U9")


@pytest.mark.parametrize(
    "conclusion, refusal",
    [
        (Conclusion.KEPT, KeptMeanwhile),
        (Conclusion.ADAPTED, AdaptedMeanwhile),
        (Conclusion.STOPPED, StoppedMeanwhile),
    ],
)
def test_who_comes_second_is_told_what_the_first_chose(
    conclusion: Conclusion, refusal: type[CordeeError]
) -> None:
    for about in (TRIAL, OBJECTIVE):
        concluded = rules.conclude(about, by("U1"), conclusion, " It taught us. ")
        assert (concluded.lesson, rules.chosen(concluded)) == ("It taught us.", conclusion)
        with pytest.raises(refusal):
            rules.conclude(concluded, by("U1"), Conclusion.KEPT, "Mine")


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.RUNNING, Stage.DEBRIEFING])
def test_nothing_is_concluded_before_its_debrief(stage: Stage) -> None:
    for about in (replace(TRIAL, stage=stage), replace(OBJECTIVE, stage=stage)):
        with pytest.raises(DebriefFirst):
            rules.conclude(about, by("U1"), Conclusion.KEPT, "Yes")


def test_what_was_withdrawn_has_moved_on() -> None:
    with pytest.raises(MovedOn):
        rules.conclude(replace(TRIAL, stage=Stage.WITHDRAWN), by("U1"), Conclusion.KEPT, "Yes")


def test_a_conclusion_says_what_it_taught() -> None:
    for about in (TRIAL, OBJECTIVE):
        with pytest.raises(EmptyLesson):
            rules.conclude(about, by("U1"), Conclusion.STOPPED, " \u200b ")


def test_an_objective_is_kept_changed_or_closed() -> None:
    for conclusion, outcome in {
        Conclusion.KEPT: Outcome.KEPT,
        Conclusion.ADAPTED: Outcome.CHANGED,
        Conclusion.STOPPED: Outcome.CLOSED,
    }.items():
        concluded = rules.conclude(OBJECTIVE, by("U1"), conclusion, "So")
        assert isinstance(concluded, Objective)
        assert (concluded.outcome, concluded.concluded_at) == (outcome, NOW)


def test_the_practice_of_a_trial_says_what_worked_and_when() -> None:
    draft = rules.practice_from(TRIAL, [worked("The hour."), worked("")])
    assert draft.title == "Text the evening before."
    assert draft.what == "Text the evening before. Two lines.\nThe hour."
    assert draft.situation == "Builders do not read e-mail.\nThey come."
    long = rules.practice_from(TRIAL, [worked("word " * 400) for _ in range(9)])
    assert len(long.what) <= LONGEST


def test_an_objective_gives_its_words_to_the_next_one() -> None:
    form = rules.instead_of(OBJECTIVE, date(2027, 3, 1))
    assert (form.aim, form.how, form.signs) == ("Aim", "How", "Signs")
    assert (form.channel_id, form.ends_on) == ("C1", date(2027, 3, 1))
