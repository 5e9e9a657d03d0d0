"""Objectives: what a team commits to under a direction, in its own words, agreed by consent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain import stages
from bot.domain.agreements import Stance, Voice
from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.stages import Event, Stage
from bot.domain.words import tidy
from bot.errors import CordeeError, N_

NUMBERS_WITHOUT_REMARK = 1
LONGEST = timedelta(days=366)
_NUMBER = re.compile(
    r"""(?<![\w/.,])          # not in B2B, nor the second half of 24/7
    (?!20[2-4]\d\b)          # a year is no aim
    \d+(?:[\s.,\u00a0\u202f]\d+)*""",
    re.VERBOSE,
)
_OVER = frozenset({Stage.CONCLUDED, Stage.WITHDRAWN})


class Outcome(StrEnum):
    """What becomes of an objective at its end."""

    KEPT = "kept"
    CHANGED = "changed"
    CLOSED = "closed"


class EmptyAim(CordeeError):
    """An objective without an aim."""

    message = N_("Say in a few words what we aim for.")
    field = "aim"


class ObjectiveGone(CordeeError):
    """The objective is not known (any more)."""

    message = N_("I cannot find this objective any more.")


class NotTheTeams(CordeeError):
    """The words of an objective are the team's: a leader asks questions."""

    message = N_("These words are the team's. Ask your question in the thread: they will answer.")


class NotItsProposer(CordeeError):
    """What only whoever proposed an objective does."""

    message = N_("Only whoever proposed it can take it back. You can object to it, with a reason.")


class EmptyAsking(CordeeError):
    """A question without words."""

    message = N_("Write your question: the team will answer in the thread.")
    field = "question"


class ObjectiveElsewhere(CordeeError):
    """Something names an objective that its channel's team does not work towards."""

    message = N_("That objective is not one of this channel's now. Choose another one, or none.")
    field = "objective"


class EndsBeforeToday(CordeeError):
    """An objective that is over before it begins."""

    message = N_("Choose a day to come: {earliest} or later.")
    field = "ends_on"


class EndsInYears(CordeeError):
    """An objective that nobody would remember the reasons of."""

    message = N_(
        "Give it a year at most: choose a day until {latest}. It can be revised on the way."
    )
    field = "ends_on"


@dataclass(frozen=True, slots=True)
class ObjectiveForm:
    """What the form says, as it was typed."""

    aim: str
    how: str
    signs: str
    ends_on: date
    channel_id: str
    direction_id: str = ""
    """The direction that the form showed, under which it is proposed."""
    is_remarked: bool = False
    """Whoever fills it in has read the remark on its numbers."""
    seen_version: int | None = None
    """Which version of an objective the form showed, when it revises one."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What a team commits to under a direction, in its own words."""

    objective_id: str
    team_id: str
    channel_id: str
    direction_id: str
    owner_id: str
    """Who proposed it, and brings it to its end."""
    aim: str
    """What we aim for."""
    how: str
    signs: str
    """What we would notice, in words."""
    ends_on: date
    proposed_at: datetime
    due_at: datetime | None
    """When the clock does the next thing to it, UTC; None when nothing waits for the clock."""
    stage: Stage = Stage.PROPOSED
    version: int = 1
    """Rises with each change, so that each change updates the posted card once."""
    agreed_at: datetime | None = None
    is_owner_asked: bool = False
    outcome: Outcome | None = None
    concluded_at: datetime | None = None
    lesson: str = ""
    """What the team says of it, once it is over."""
    became: str = ""
    """The objective that took its place: `objective:…`."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"objective:{self.objective_id}"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can happen to it any more."""
        return self.stage in _OVER


def propose(
    gesture: Gesture, form: ObjectiveForm, decides_at: datetime, agreed_on: date
) -> Objective:
    """Return an objective as somebody proposes it, or raise what is wrong with it.

    It ends after the day on which it is agreed, unless somebody objects.
    """
    return Objective(
        objective_id=new_id(),
        team_id=gesture.team_id,
        channel_id=form.channel_id,
        direction_id=form.direction_id,
        owner_id=gesture.user_id,
        proposed_at=gesture.at,
        due_at=decides_at,
        ends_on=_end(form, agreed_on),
        **_words(form),
    )


def amend(
    objective: Objective, form: ObjectiveForm, decides_at: datetime, agreed_on: date
) -> Objective:
    """Return an objective as the team revises it; it is agreed on anew."""
    amended = _after(objective, Event.AMEND)
    return replace(amended, due_at=decides_at, ends_on=_end(form, agreed_on), **_words(form))


def changed(before: Objective, now: Objective) -> tuple[str, ...]:
    """Return the names of what a revision changed, in the order of the form."""
    names = ("aim", "how", "signs", "ends_on")
    return tuple(name for name in names if getattr(before, name) != getattr(now, name))


def object_to(objective: Objective) -> Objective:
    """Return an objective that somebody objected to: it waits to be amended."""
    return replace(_after(objective, Event.OBJECT), due_at=None)


def clear(objective: Objective, decides_at: datetime) -> Objective:
    """Return an objective that nobody objects to any more."""
    return replace(_after(objective, Event.CLEAR), due_at=decides_at)


def agree(objective: Objective, at: datetime, ends_at: datetime) -> Objective:
    """Return an objective that is agreed on, since nobody objects."""
    return replace(_after(objective, Event.START), agreed_at=at, due_at=ends_at)


def end(objective: Objective) -> Objective:
    """Return an objective whose time is over, to be debriefed."""
    return replace(_after(objective, Event.END), due_at=None)


def reveal(objective: Objective, ask_owner_at: datetime) -> Objective:
    """Return an objective whose debrief is out, to be concluded."""
    return replace(_after(objective, Event.REVEAL), due_at=ask_owner_at)


def ask_owner(objective: Objective) -> Objective:
    """Return an objective whose owner was asked, once, what becomes of it."""
    return replace(objective, is_owner_asked=True, due_at=None, version=objective.version + 1)


def conclude(
    objective: Objective, outcome: Outcome, lesson: str, at: datetime, became: str = ""
) -> Objective:
    """Return an objective as the team says what becomes of it."""
    concluded = _after(objective, Event.CONCLUDE)
    return replace(
        concluded,
        outcome=outcome,
        concluded_at=at,
        lesson=tidy(lesson),
        became=became,
        due_at=None,
    )


def withdraw(objective: Objective, user_id: str) -> Objective:
    """Return an objective that its owner takes back before it is agreed on."""
    if user_id != objective.owner_id:
        raise NotItsProposer
    return replace(_after(objective, Event.WITHDRAW), due_at=None)


def hand_over(objective: Objective, to: str) -> Objective:
    """Return an objective in somebody else's hands."""
    return replace(objective, owner_id=to, version=objective.version + 1)


def check_revisable(objective: Objective) -> None:
    """Raise MovedOn when the words of an objective cannot change any more."""
    stages.after(objective.stage, Event.AMEND, stages.OF_OBJECTIVES)


def question(objective: Objective, typed: str) -> str:
    """Return what somebody asks about an objective; raise EmptyAsking, or MovedOn once over."""
    if objective.is_over:
        raise stages.MovedOn
    if not tidy(typed):
        raise EmptyAsking
    return tidy(typed)


def people_of(objective: Objective, voices: Iterable[Voice]) -> tuple[str, ...]:
    """Return who is in it together, whoever proposed it among them; in no order of merit."""
    said = (voice.user_id for voice in voices if voice.stance is Stance.IN)
    return tuple(dict.fromkeys(person for person in (objective.owner_id, *said) if person))


def abandon(objective: Objective, at: datetime) -> Objective:
    """Return an objective that ends because nobody of its team is there any more."""
    left = replace(objective, due_at=None, version=objective.version + 1)
    if objective.agreed_at is None:
        return replace(left, stage=Stage.WITHDRAWN)
    return replace(left, stage=Stage.CONCLUDED, outcome=Outcome.CLOSED, concluded_at=at)


def has_many_numbers(form: ObjectiveForm) -> bool:
    """Tell whether an objective holds more numbers than go without a gentle remark."""
    found = [match for text in (form.aim, form.how, form.signs) for match in _NUMBER.findall(text)]
    return len(found) > NUMBERS_WITHOUT_REMARK


def _after(objective: Objective, event: Event) -> Objective:
    leads_to = stages.after(objective.stage, event, stages.OF_OBJECTIVES)
    return replace(objective, stage=leads_to, version=objective.version + 1)


def _end(form: ObjectiveForm, agreed_on: date) -> date:
    if form.ends_on <= agreed_on:
        raise EndsBeforeToday(earliest=agreed_on + timedelta(days=1))
    if form.ends_on > agreed_on + LONGEST:
        raise EndsInYears(latest=agreed_on + LONGEST)
    return form.ends_on


def _words(form: ObjectiveForm) -> dict[str, Any]:
    aim = tidy(form.aim)
    if not aim:
        raise EmptyAim
    return {"aim": aim, "how": tidy(form.how), "signs": tidy(form.signs)}
