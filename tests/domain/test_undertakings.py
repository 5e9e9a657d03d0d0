"""What people may say of a trial or an objective, at which stage."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import undertakings as rules
from bot.domain.objectives import Objective
from bot.domain.stages import AlreadyBegun, MovedOn, Stage
from bot.domain.trials import Trial
from bot.domain.undertakings import OwnObjection, Undertaking

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BOTH: list[Undertaking] = [
    Trial("t1", "T1", "C1", "U1", "Call", "", "", "", ("U1", "U2"), NOW.date(), NOW, NOW),
    Objective("o1", "T1", "C1", "d1", "U1", "Be known", "", "", NOW.date(), NOW, NOW),
]
both = pytest.mark.parametrize("about", BOTH, ids=["trial", "objective"])


@both
@pytest.mark.parametrize("stage", Stage)
def test_people_are_in_it_while_it_lasts(about: Undertaking, stage: Stage) -> None:
    there = replace(about, stage=stage)
    for say in (rules.join, rules.step_aside):
        if stage in rules.JOINED:
            assert say(there, "U3").version == about.version + 1
        else:
            with pytest.raises(MovedOn):
                say(there, "U3")


@both
def test_anybody_but_its_owner_objects_before_it_begins(about: Undertaking) -> None:
    objected = rules.object_to(about, "U2")
    assert (objected.stage, objected.due_at) == (Stage.OBJECTED, None)
    cleared = rules.clear(objected, NOW)
    assert (cleared.stage, cleared.due_at) == (Stage.PROPOSED, NOW)
    with pytest.raises(OwnObjection):
        rules.object_to(about, "U1")
    with pytest.raises(AlreadyBegun):
        rules.object_to(replace(about, stage=Stage.RUNNING), "U2")
    with pytest.raises(MovedOn):
        rules.object_to(replace(about, stage=Stage.WITHDRAWN), "U2")


def test_who_steps_aside_is_not_in_a_trial_any_more_except_its_owner() -> None:
    trial = BOTH[0]
    assert isinstance(trial, Trial)
    left = rules.step_aside(trial, "U2")
    kept = rules.step_aside(trial, "U1")
    assert isinstance(left, Trial)
    assert isinstance(kept, Trial)
    assert (left.people, kept.people) == (("U1",), ("U1", "U2"))
