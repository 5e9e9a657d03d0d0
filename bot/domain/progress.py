"""Progress: what time does to a trial or an objective, and in whose hands it is meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.domain import objectives, trials
from bot.domain.chapters import ChapterKind
from bot.domain.hours import WorkingHours
from bot.domain.objectives import Objective
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.domain.windows import middle_of, morning_of
from bot.domain.workdays import IsHoliday

CHANNEL_IS_MISSED_FOR = timedelta(weeks=8)
"""How long after its end something waits for a channel in which nothing can be said."""


@dataclass(frozen=True, slots=True)
class Step:
    """What something has become, and what there is to tell of it."""

    about: Undertaking
    chapter: ChapterKind | None = None


def next_step(
    about: Undertaking, now: datetime, hours: WorkingHours, is_holiday: IsHoliday
) -> Step:
    """Return the one thing that time does to something now; `hours` are its channel's.

    What was missed comes in order, one step after the other, without what has lost its sense.
    """
    if about.due_at is None or about.due_at > now:
        return Step(about)
    if isinstance(about, Trial):
        return _of_trial(about, now, hours, is_holiday)
    return _of_objective(about, now, hours, is_holiday)


def _of_trial(trial: Trial, now: datetime, hours: WorkingHours, is_holiday: IsHoliday) -> Step:
    ends_at = morning_of(trial.ends_on, hours, is_holiday)
    match trial.stage:
        case Stage.PROPOSED:
            middle = middle_of(now, ends_at, hours, is_holiday) if ends_at > now else now
            return Step(trials.start(trial, now, min(middle, max(ends_at, now))), _STARTED)
        case Stage.RUNNING if ends_at <= now:
            return Step(trials.end(trial), ChapterKind.ENDED)
        case Stage.RUNNING if not trial.is_halfway:
            return Step(trials.reach_halfway(trial, ends_at), ChapterKind.HALFWAY)
        case Stage.CONCLUDING if not trial.is_owner_asked:
            return Step(trials.ask_owner(trial))
        case _:
            return Step(_waiting(trial, ends_at))


def _of_objective(
    objective: Objective, now: datetime, hours: WorkingHours, is_holiday: IsHoliday
) -> Step:
    ends_at = morning_of(objective.ends_on, hours, is_holiday)
    match objective.stage:
        case Stage.PROPOSED:
            return Step(objectives.agree(objective, now, max(ends_at, now)), _STARTED)
        case Stage.RUNNING if ends_at <= now:
            return Step(objectives.end(objective), ChapterKind.ENDED)
        case Stage.CONCLUDING if not objective.is_owner_asked:
            return Step(objectives.ask_owner(objective))
        case _:
            return Step(_waiting(objective, ends_at))


_STARTED = ChapterKind.STARTED


def _waiting(about: Undertaking, ends_at: datetime) -> Undertaking:
    """Return something that was looked at too early: its channel's hours were changed, say."""
    due_at = ends_at if about.stage is Stage.RUNNING else None
    return replace(about, due_at=due_at, version=about.version + 1)


def in_hands_of(about: Undertaking, there: Collection[str]) -> Undertaking:
    """Return something in the hands of its owner while they are there, else of one who is.

    Who that is has nothing to do with merit, and is the same whoever looks.
    """
    if about.owner_id in there or not there:
        return about
    to = min(there, key=lambda person: sha256(f"{about.subject}:{person}".encode()).digest())
    if isinstance(about, Trial):
        return trials.hand_over(about, to)
    return objectives.hand_over(about, to)


def abandon(about: Undertaking, at: datetime) -> Undertaking:
    """Return something that ends because nobody who was in it is there any more."""
    if isinstance(about, Trial):
        return trials.abandon(about, at)
    return objectives.abandon(about, at)


def is_given_up(
    about: Undertaking, now: datetime, hours: WorkingHours, is_holiday: IsHoliday
) -> bool:
    """Tell whether something has waited long enough for a channel in which nothing can be said."""
    return now > morning_of(about.ends_on, hours, is_holiday) + CHANNEL_IS_MISSED_FOR
