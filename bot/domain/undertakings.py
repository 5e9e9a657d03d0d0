"""Undertakings: what a team agrees on by consent, a trial or an objective; what both allow."""

from dataclasses import replace
from datetime import datetime

from bot.domain import objectives, trials
from bot.domain.objectives import Objective
from bot.domain.stages import MovedOn, Stage
from bot.domain.trials import Trial
from bot.errors import CordeeError, N_

Undertaking = Trial | Objective
OPEN = frozenset({Stage.PROPOSED, Stage.OBJECTED})
"""Before it begins, anybody may object."""
JOINED = OPEN | {Stage.RUNNING}
"""While it lasts, people may be in it, or lend a hand."""


class OwnObjection(CordeeError):
    """Somebody objects to what they propose themselves."""

    message = N_("This is your own proposal: amend it or withdraw it, in its ⋯ menu.")


def object_to(about: Undertaking, user_id: str) -> Undertaking:
    """Return what somebody objected to, or raise why they cannot; it waits for its owner."""
    if isinstance(about, Trial):
        objected: Undertaking = trials.object_to(about)
    else:
        objected = objectives.object_to(about)
    if user_id == about.owner_id:
        raise OwnObjection
    return objected


def clear(about: Undertaking, decides_at: datetime) -> Undertaking:
    """Return what nobody objects to any more."""
    if isinstance(about, Trial):
        return trials.clear(about, decides_at)
    return objectives.clear(about, decides_at)


def join(about: Undertaking, user_id: str) -> Undertaking:
    """Return what somebody is in from now on; who is in an objective are its voices."""
    return trials.join(about, user_id) if isinstance(about, Trial) else heard(about)


def step_aside(about: Undertaking, user_id: str) -> Undertaking:
    """Return what somebody is not in any more; its owner stays."""
    _check_lasts(about)
    if isinstance(about, Trial) and user_id in about.people and user_id != about.owner_id:
        return trials.leave(about, user_id)
    return heard(about)


def heard(about: Undertaking) -> Undertaking:
    """Return what somebody spoke of while that may be, so that its card says so."""
    _check_lasts(about)
    return replace(about, version=about.version + 1)


def _check_lasts(about: Undertaking) -> None:
    if about.stage not in JOINED:
        raise MovedOn
