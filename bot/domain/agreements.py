"""Agreement by consent: a proposal stands unless somebody objects with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.words import tidy
from bot.errors import CordeeError, N_

WORKING_DAYS_TO_OBJECT = 2


class EmptyObjection(CordeeError):
    """An objection without a reason: nobody could answer it."""

    message = N_("Say what worries you: with a reason, it can be amended.")
    field = "reason"


class Stance(StrEnum):
    """Where somebody stands on a proposal; a leader's stance weighs the same as anyone's."""

    IN = "in"
    HELPS = "helps"
    """Is not in it, and lends a hand."""
    OBJECTS = "objects"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said of a proposal; a later word replaces an earlier one."""

    user_id: str
    stance: Stance
    at: datetime
    reason: str = ""
    """Why they object; empty for the other stances."""


def objection(user_id: str, typed: str, at: datetime) -> Voice:
    """Return a reasoned objection, or raise EmptyObjection."""
    reason = tidy(typed)
    if not reason:
        raise EmptyObjection
    return Voice(user_id, Stance.OBJECTS, at, reason)


def objections(voices: Iterable[Voice]) -> list[Voice]:
    """Return the objections that stand, in the order they came."""
    standing = (voice for voice in voices if voice.stance is Stance.OBJECTS)
    return sorted(standing, key=lambda voice: voice.at)
