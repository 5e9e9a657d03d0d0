"""Conclusions: what becomes of a trial or an objective, said once, by those whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain import objectives, trials
from bot.domain.debriefs import DebriefAnswer
from bot.domain.gestures import Gesture
from bot.domain.objectives import Objective, ObjectiveForm, Outcome
from bot.domain.practices import LONGEST_TITLE
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, EmptyLesson, NotInTrial, Trial, TrialForm
from bot.domain.undertakings import Undertaking
from bot.domain.words import LONGEST, first_sentence, shortened, tidy
from bot.errors import CordeeError, N_

_OUTCOMES = {
    Conclusion.KEPT: Outcome.KEPT,
    Conclusion.ADAPTED: Outcome.CHANGED,
    Conclusion.STOPPED: Outcome.CLOSED,
}


class KeptMeanwhile(CordeeError):
    """Somebody else kept it at the same moment."""

    message = N_(
        "Somebody was quicker, and chose to keep it. Your words are still here: add them in its "
        "thread."
    )
    field = "lesson"


class AdaptedMeanwhile(CordeeError):
    """Somebody else took it further at the same moment."""

    message = N_(
        "Somebody was quicker, and chose to go on differently. Your words are still here: add "
        "them in its thread."
    )
    field = "lesson"


class StoppedMeanwhile(CordeeError):
    """Somebody else ended it at the same moment."""

    message = N_(
        "Somebody was quicker, and chose to stop there. Your words are still here: add them in its "
        "thread."
    )
    field = "lesson"


class DebriefFirst(CordeeError):
    """What becomes of it is said once the debrief is out."""

    message = N_("First the debrief: once it is out, you say what becomes of it.")


class OwnerFirst(CordeeError):
    """Somebody who is in a trial concludes it before its owner was asked to."""

    message = N_(
        "Its owner says first what becomes of it. If they do not in the coming days, whoever is "
        "in it may."
    )


_CHOSEN: dict[Conclusion, type[CordeeError]] = {
    Conclusion.KEPT: KeptMeanwhile,
    Conclusion.ADAPTED: AdaptedMeanwhile,
    Conclusion.STOPPED: StoppedMeanwhile,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The practice that a trial would become, for its people to write better."""

    title: str
    what: str
    situation: str


def chosen(about: Undertaking) -> Conclusion | None:
    """Return what was chosen for something, or None while nothing was."""
    if isinstance(about, Trial):
        return about.conclusion
    return next((each for each, out in _OUTCOMES.items() if out is about.outcome), None)


def check_waits(about: Undertaking) -> None:
    """Raise what the first one chose, or DebriefFirst, unless it waits to be concluded."""
    conclusion = chosen(about)
    if conclusion is not None:
        raise _CHOSEN[conclusion]
    if about.stage is not Stage.CONCLUDING and not about.is_over:
        raise DebriefFirst


def check_may_conclude(trial: Trial, user_id: str) -> None:
    """Raise OwnerFirst or NotInTrial when it is not for this person to conclude a trial."""
    if trial.is_owner_asked and user_id not in trial.people:
        raise NotInTrial
    if not trial.is_owner_asked and user_id != trial.owner_id:
        raise OwnerFirst if user_id in trial.people else NotInTrial


def conclude(
    about: Undertaking, gesture: Gesture, conclusion: Conclusion, lesson: str, became: str = ""
) -> Undertaking:
    """Return something as it is concluded, with what it taught; raise why it cannot be."""
    check_waits(about)
    if isinstance(about, Trial):
        return trials.conclude(about, gesture, conclusion, lesson, became)
    if not tidy(lesson):
        raise EmptyLesson
    return objectives.conclude(about, _OUTCOMES[conclusion], lesson, gesture.at, became)


def practice_from(trial: Trial, answers: Iterable[DebriefAnswer]) -> Draft:
    """Return the practice that a trial would become, from its words and from its debrief."""
    worked = (answer.worked for answer in answers)
    return Draft(
        title=first_sentence(trial.change, LONGEST_TITLE),
        what=_joined(trial.change, *worked),
        situation=_joined(trial.why, trial.signs),
    )


def further(trial: Trial, form: TrialForm) -> TrialForm:
    """Return a form with what stays of a trial that is taken further."""
    return replace(form, people=trial.people, signs=trial.signs, objective_id=trial.objective_id)


def instead_of(objective: Objective, ends_on: date) -> ObjectiveForm:
    """Return a form with what stays of an objective that another one takes the place of."""
    return ObjectiveForm(
        aim=objective.aim,
        how=objective.how,
        signs=objective.signs,
        ends_on=ends_on,
        channel_id=objective.channel_id,
        direction_id=objective.direction_id,
    )


def _joined(*texts: str) -> str:
    return shortened("\n".join(text for text in texts if text), LONGEST)
