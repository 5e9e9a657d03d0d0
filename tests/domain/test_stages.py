"""Each event at each stage: where it leads, or that it is refused."""

from itertools import product

import pytest

from bot.domain.stages import (
    OF_OBJECTIVES,
    OF_TRIALS,
    AlreadyBegun,
    Event,
    MovedOn,
    Stage,
    Transitions,
    after,
)

P, O, R, D, C, END, W = Stage  # noqa: E741 - one letter a column keeps the table readable
NO = None

ALLOWED = {
    # event:         proposed, objected, running, debriefing, concluding, concluded, withdrawn
    Event.OBJECT: (O, O, NO, NO, NO, NO, NO),
    Event.CLEAR: (NO, P, NO, NO, NO, NO, NO),
    Event.AMEND: (P, P, NO, NO, NO, NO, NO),
    Event.START: (R, NO, NO, NO, NO, NO, NO),
    Event.EXTEND: (NO, NO, R, NO, NO, NO, NO),
    Event.END: (NO, NO, D, NO, NO, NO, NO),
    Event.REVEAL: (NO, NO, NO, C, NO, NO, NO),
    Event.CONCLUDE: (NO, NO, NO, NO, END, NO, NO),
    Event.WITHDRAW: (W, W, NO, NO, NO, NO, NO),
}
"""What the product says of trials, written a second time and read side by side."""

OTHERWISE = {(R, Event.AMEND): P, (R, Event.EXTEND): NO}
"""Where objectives differ: they may be revised, and are not extended."""


def told(stage: Stage, event: Event) -> Stage | None:
    return ALLOWED[event][list(Stage).index(stage)]


def outcome(stage: Stage, event: Event, transitions: Transitions) -> Stage | None:
    try:
        return after(stage, event, transitions)
    except MovedOn:
        return None


@pytest.mark.parametrize("stage, event", [*product(Stage, Event)])
def test_a_trial_goes_where_it_may(stage: Stage, event: Event) -> None:
    if event is Event.OBJECT and stage in {R, D, C}:
        with pytest.raises(AlreadyBegun):
            after(stage, event, OF_TRIALS)
    else:
        assert outcome(stage, event, OF_TRIALS) == told(stage, event)


@pytest.mark.parametrize("stage, event", [*product(Stage, Event)])
def test_an_objective_goes_where_it_may(stage: Stage, event: Event) -> None:
    if event is not Event.OBJECT:
        wanted = OTHERWISE.get((stage, event), told(stage, event))
        assert outcome(stage, event, OF_OBJECTIVES) == wanted


@pytest.mark.parametrize("transitions", [OF_TRIALS, OF_OBJECTIVES])
def test_every_stage_is_reached_and_has_an_end(transitions: Transitions) -> None:
    reached, found = {Stage.PROPOSED}, {Stage.PROPOSED}
    while found:
        found = {to for stage in found for to in transitions[stage].values()} - reached
        reached |= found
    assert reached == set(Stage)
    assert [stage for stage in Stage if not transitions[stage]] == [END, W]
