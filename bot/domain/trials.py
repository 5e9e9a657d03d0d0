"""Trials: a change that a team tries for a set time, agreed by consent, concluded by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain import stages
from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.stages import Event, Stage
from bot.domain.words import tidy
from bot.errors import CordeeError, N_

SHORTEST = timedelta(weeks=1)
LONGEST = timedelta(weeks=8)
MOST_IN_FORM = 50
"""How many people a form holds: the others stay in when it is amended."""
_OVER = frozenset({Stage.CONCLUDED, Stage.WITHDRAWN})


class Conclusion(StrEnum):
    """What becomes of a trial."""

    KEPT = "kept"
    """It became a practice."""
    ADAPTED = "adapted"
    """It became another trial."""
    STOPPED = "stopped"
    """What it taught stays findable."""


class TrialGone(CordeeError):
    """The trial is not known (any more)."""

    message = N_("I cannot find this trial any more.")


class EmptyChange(CordeeError):
    """A trial of nothing."""

    message = N_("Say in a few words what we would do differently.")
    field = "change"


class ProposedFromOutside(CordeeError):
    """A trial whose owner would not be there to look after it."""

    message = N_("You are not in this channel: join it, then propose the trial.")
    field = "channel"


class NotAllThere(CordeeError):
    """A trial with people who would read nothing of it."""

    message = N_("Not all of them are in this channel: invite them first, or leave them out.")
    field = "people"


class EndsTooSoon(CordeeError):
    """A trial that ends before anybody could notice anything."""

    message = N_("Give it a week at least: choose a day from {earliest} on.")
    field = "ends_on"


class EndsTooLate(CordeeError):
    """A trial that nobody would remember the beginning of."""

    message = N_("Eight weeks at most: choose {latest} or a day before. It can be extended once.")
    field = "ends_on"


class EndsOnDayOff(CordeeError):
    """A trial that would end when nobody is there to debrief it."""

    message = N_("Nobody works on {day}. The next working day is {next_day}.")
    field = "ends_on"


class EndsNoLater(CordeeError):
    """An extension that gives no more time."""

    message = N_("It has until {day} already: choose a later day.")
    field = "ends_on"


class ExtendedAlready(CordeeError):
    """A trial is extended once."""

    message = N_("This trial was extended once already. Conclude it, and adapt it if you like.")
    field = "ends_on"


class EmptyReason(CordeeError):
    """An extension or an early stop without a reason."""

    message = N_("Say why in a few words: the others will read it.")
    field = "reason"


class EmptyLesson(CordeeError):
    """A trial concluded without a word of what it taught."""

    message = N_("Say in a few words what it taught: that is what stays.")
    field = "lesson"


class NotItsOwner(CordeeError):
    """What only the owner of a trial does."""

    message = N_("Only its owner can do that.")


class NotInTrial(CordeeError):
    """What only those who are in a trial do."""

    message = N_("Only those who are in this trial can do that.")


@dataclass(frozen=True, slots=True)
class TrialForm:
    """What the form says, as it was typed."""

    change: str
    why: str
    ends_on: date
    signs: str
    people: tuple[str, ...]
    needs: str
    channel_id: str
    objective_id: str = ""
    born_of: str = ""
    seen: str = ""
    """What the form showed of the trial that it amends, as `amendments.mark` says it."""
    shown: tuple[str, ...] = ()
    """Who was in that trial when the form showed it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change that a team tries, from its proposal to what it taught."""

    trial_id: str
    team_id: str
    channel_id: str
    owner_id: str
    change: str
    """What we would do differently."""
    why: str
    """Why, and for which customers."""
    signs: str
    """What we would notice, in words."""
    needs: str
    """What we need to try it; the coach answers."""
    people: tuple[str, ...]
    """Who is in, in no order of merit; its owner is one of them."""
    ends_on: date
    proposed_at: datetime
    due_at: datetime | None
    """When the clock does the next thing to it, UTC; None when nothing waits for the clock."""
    stage: Stage = Stage.PROPOSED
    version: int = 1
    """Rises with each change, so that each change updates the posted card once."""
    started_at: datetime | None = None
    is_halfway: bool = False
    """The question of its middle was asked."""
    is_extended: bool = False
    is_owner_asked: bool = False
    """Its owner was asked to conclude it; from then on anybody in it may."""
    conclusion: Conclusion | None = None
    concluded_at: datetime | None = None
    lesson: str = ""
    """What it taught, once it is concluded."""
    objective_id: str = ""
    """The objective that it serves, where somebody said so."""
    born_of: str = ""
    """What it came from: `practice:…`, `trial:…`, or `checkin:…` for an answer to one."""
    became: str = ""
    """What it became: `practice:…` or `trial:…`."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"trial:{self.trial_id}"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can happen to it any more."""
        return self.stage in _OVER


def propose(gesture: Gesture, form: TrialForm, decides_at: datetime) -> Trial:
    """Return a trial as its owner proposes it, or raise EmptyChange."""
    return Trial(
        trial_id=new_id(),
        team_id=gesture.team_id,
        channel_id=form.channel_id,
        owner_id=gesture.user_id,
        people=_with(gesture.user_id, form.people),
        proposed_at=gesture.at,
        due_at=decides_at,
        born_of=form.born_of,
        objective_id=form.objective_id,
        ends_on=form.ends_on,
        **_words(form),
    )


def check_end(ends_on: date, starts_on: date) -> None:
    """Raise EndsTooSoon or EndsTooLate for an end that leaves too little time, or too much."""
    if ends_on < starts_on + SHORTEST:
        raise EndsTooSoon(earliest=starts_on + SHORTEST)
    if ends_on > starts_on + LONGEST:
        raise EndsTooLate(latest=starts_on + LONGEST)


def amend(trial: Trial, user_id: str, form: TrialForm, decides_at: datetime) -> Trial:
    """Return a trial as its owner amends it before it begins; it is decided on anew."""
    _check_owner(trial, user_id)
    amended = _after(trial, Event.AMEND)
    return replace(
        amended,
        due_at=decides_at,
        people=_with(trial.owner_id, _merged(trial, form)),
        ends_on=form.ends_on,
        objective_id=form.objective_id,
        **_words(form),
    )


def check_amendable(trial: Trial, user_id: str) -> None:
    """Raise NotItsOwner or MovedOn unless this person may amend it now."""
    _check_owner(trial, user_id)
    _after(trial, Event.AMEND)


def object_to(trial: Trial) -> Trial:
    """Return a trial that somebody objected to: it waits for its owner."""
    return replace(_after(trial, Event.OBJECT), due_at=None)


def clear(trial: Trial, decides_at: datetime) -> Trial:
    """Return a trial that nobody objects to any more."""
    return replace(_after(trial, Event.CLEAR), due_at=decides_at)


def join(trial: Trial, user_id: str) -> Trial:
    """Return a trial that somebody is in from now on, while it may still be joined."""
    if trial.stage not in {Stage.PROPOSED, Stage.OBJECTED, Stage.RUNNING}:
        raise stages.MovedOn
    people = (*trial.people, user_id) if user_id not in trial.people else trial.people
    return replace(trial, people=people, version=trial.version + 1)


def leave(trial: Trial, user_id: str) -> Trial:
    """Return a trial without somebody; its owner hands it over first."""
    people = tuple(person for person in trial.people if person != user_id)
    return replace(trial, people=people, version=trial.version + 1)


def start(trial: Trial, at: datetime, halfway_at: datetime) -> Trial:
    """Return a trial that begins, since nobody objects."""
    return replace(_after(trial, Event.START), started_at=at, due_at=halfway_at)


def reach_halfway(trial: Trial, ends_at: datetime) -> Trial:
    """Return a trial whose middle was reached; the clock looks at it again when it ends."""
    return replace(trial, is_halfway=True, due_at=ends_at, version=trial.version + 1)


def extend(trial: Trial, user_id: str, ends_on: date, ends_at: datetime, today: date) -> Trial:
    """Return a trial that goes on for a while, once."""
    check_extendable(trial, user_id)
    if ends_on <= max(trial.ends_on, today):
        raise EndsNoLater(day=max(trial.ends_on, today))
    if ends_on > today + LONGEST:
        raise EndsTooLate(latest=today + LONGEST)
    due_at = ends_at if trial.is_halfway else trial.due_at
    extended = _after(trial, Event.EXTEND)
    return replace(extended, ends_on=ends_on, is_extended=True, due_at=due_at)


def check_extendable(trial: Trial, user_id: str) -> None:
    """Raise NotItsOwner, ExtendedAlready or MovedOn unless this person may extend it now."""
    _check_owner(trial, user_id)
    if trial.is_extended:
        raise ExtendedAlready
    _after(trial, Event.EXTEND)


def end(trial: Trial) -> Trial:
    """Return a trial that has ended, to be debriefed."""
    return replace(_after(trial, Event.END), due_at=None)


def end_early(trial: Trial, user_id: str, today: date) -> Trial:
    """Return a trial that its owner ends before its time, to be debriefed."""
    _check_owner(trial, user_id)
    return replace(end(trial), ends_on=min(today, trial.ends_on))


def reveal(trial: Trial, ask_owner_at: datetime) -> Trial:
    """Return a trial whose debrief is out, to be concluded."""
    return replace(_after(trial, Event.REVEAL), due_at=ask_owner_at)


def ask_owner(trial: Trial) -> Trial:
    """Return a trial whose owner was asked, once, to conclude it."""
    return replace(trial, is_owner_asked=True, due_at=None, version=trial.version + 1)


def conclude(
    trial: Trial,
    gesture: Gesture,
    conclusion: Conclusion,
    lesson: str,
    became: str = "",
) -> Trial:
    """Return a trial as it is concluded by its owner, or by anybody in it who waited for them."""
    if trial.is_owner_asked and gesture.user_id not in trial.people:
        raise NotInTrial
    if not trial.is_owner_asked:
        _check_owner(trial, gesture.user_id)
    concluded = _after(trial, Event.CONCLUDE)
    taught = tidy(lesson)
    if not taught:
        raise EmptyLesson
    return replace(
        concluded,
        conclusion=conclusion,
        concluded_at=gesture.at,
        lesson=taught,
        became=became,
        due_at=None,
    )


def withdraw(trial: Trial, user_id: str) -> Trial:
    """Return a trial that its owner takes back before it begins."""
    _check_owner(trial, user_id)
    return replace(_after(trial, Event.WITHDRAW), due_at=None)


def hand_over(trial: Trial, to: str) -> Trial:
    """Return a trial in somebody else's hands, since its owner is not there any more."""
    people = tuple(person for person in trial.people if person != trial.owner_id)
    return replace(trial, owner_id=to, people=_with(to, people), version=trial.version + 1)


def abandon(trial: Trial, at: datetime) -> Trial:
    """Return a trial that ends because nobody who was in it is there any more."""
    left = replace(trial, due_at=None, version=trial.version + 1)
    if trial.started_at is None:
        return replace(left, stage=Stage.WITHDRAWN)
    return replace(left, stage=Stage.CONCLUDED, conclusion=Conclusion.STOPPED, concluded_at=at)


def _after(trial: Trial, event: Event) -> Trial:
    leads_to = stages.after(trial.stage, event, stages.OF_TRIALS)
    return replace(trial, stage=leads_to, version=trial.version + 1)


def _check_owner(trial: Trial, user_id: str) -> None:
    if user_id != trial.owner_id:
        raise NotItsOwner


def _merged(trial: Trial, form: TrialForm) -> list[str]:
    """Return who is in: whoever joined or stepped aside while the form was open still does."""
    left = set(form.shown).difference(trial.people)
    shown = form.shown or trial.people[:MOST_IN_FORM]
    joined = [user_id for user_id in trial.people if user_id not in shown]
    return [*(user_id for user_id in form.people if user_id not in left), *joined]


def _with(owner_id: str, people: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((owner_id, *people)))


def _words(form: TrialForm) -> dict[str, Any]:
    change = tidy(form.change)
    if not change:
        raise EmptyChange
    return {
        "change": change,
        "why": tidy(form.why),
        "signs": tidy(form.signs),
        "needs": tidy(form.needs),
    }
