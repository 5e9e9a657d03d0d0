"""Stages: the way of what a team agrees on, from its proposal to what became of it."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import CordeeError, N_


class Stage(StrEnum):
    """Where a trial or an objective stands."""

    PROPOSED = "proposed"
    OBJECTED = "objected"
    """Back with its owner, to be amended."""
    RUNNING = "running"
    DEBRIEFING = "debriefing"
    CONCLUDING = "concluding"
    """The debrief is out; its owner says what becomes of it."""
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    """Taken back before it began."""


class Event(StrEnum):
    """What may happen to it."""

    OBJECT = "object"
    CLEAR = "clear"
    """The last objection was taken back."""
    AMEND = "amend"
    START = "start"
    EXTEND = "extend"
    END = "end"
    """At its date, or early."""
    REVEAL = "reveal"
    """Its debrief was revealed."""
    CONCLUDE = "conclude"
    WITHDRAW = "withdraw"


Transitions = Mapping[Stage, Mapping[Event, Stage]]
"""What may happen at each stage, and where it leads; what is not there is refused."""

OF_TRIALS: Transitions = {
    Stage.PROPOSED: {
        Event.OBJECT: Stage.OBJECTED,
        Event.AMEND: Stage.PROPOSED,
        Event.START: Stage.RUNNING,
        Event.WITHDRAW: Stage.WITHDRAWN,
    },
    Stage.OBJECTED: {
        Event.OBJECT: Stage.OBJECTED,
        Event.CLEAR: Stage.PROPOSED,
        Event.AMEND: Stage.PROPOSED,
        Event.WITHDRAW: Stage.WITHDRAWN,
    },
    Stage.RUNNING: {Event.EXTEND: Stage.RUNNING, Event.END: Stage.DEBRIEFING},
    Stage.DEBRIEFING: {Event.REVEAL: Stage.CONCLUDING},
    Stage.CONCLUDING: {Event.CONCLUDE: Stage.CONCLUDED},
    Stage.CONCLUDED: {},
    Stage.WITHDRAWN: {},
}

OF_OBJECTIVES: Transitions = {
    **OF_TRIALS,
    # The team may revise what it agreed on: it is agreed on anew, by the same consent.
    Stage.RUNNING: {Event.AMEND: Stage.PROPOSED, Event.END: Stage.DEBRIEFING},
}


class MovedOn(CordeeError):
    """What somebody wants to do does not go with where it stands."""

    message = N_("This has moved on meanwhile: that cannot be done any more.")


class AlreadyBegun(CordeeError):
    """An objection after the start."""

    message = N_(
        "It has begun already. Say it in its thread, or at the debrief: that is what it is for."
    )


def after(stage: Stage, event: Event, transitions: Transitions) -> Stage:
    """Return the stage to which an event leads, or raise MovedOn; AlreadyBegun for an objection."""
    leads_to = transitions[stage].get(event)
    if leads_to is not None:
        return leads_to
    if event is Event.OBJECT and stage not in {Stage.CONCLUDED, Stage.WITHDRAWN}:
        raise AlreadyBegun
    raise MovedOn
