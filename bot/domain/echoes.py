"""Echoes: somebody tried a practice, and tells where, what happened and what they changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.words import tidy
from bot.errors import CordeeError, N_

ON_CARD = 2
"""How many echoes a practice's card shows: the latest ones."""


class EmptyEcho(CordeeError):
    """An echo that does not say what happened."""

    message = N_("Say in a few words what happened: what did not work is worth as much.")
    field = "happened"


class EchoGone(CordeeError):
    """The echo was taken back."""

    message = N_("This echo was taken back, so there is nothing left to change.")


class NotYourEcho(CordeeError):
    """Only whoever tried it tells how it went."""

    message = N_("Only the person who wrote this echo can change it.")


@dataclass(frozen=True, slots=True)
class EchoForm:
    """What the form *I tried it* says."""

    practice_id: str
    situation: str
    happened: str
    changed: str
    echo_id: str | None = None
    """The echo that the form corrects, when it does not tell a new one."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What became of a practice when somebody tried it."""

    echo_id: str
    team_id: str
    practice_id: str
    author_id: str
    situation: str
    """With whom, at which moment."""
    happened: str
    changed: str
    """What they did otherwise than the practice says."""
    tried_at: datetime
    """When it was told."""

    @property
    def words(self) -> str:
        """Return all that it says, to be found again."""
        return "\n".join(part for part in (self.situation, self.happened, self.changed) if part)


def tell(gesture: Gesture, form: EchoForm) -> Echo:
    """Return the echo that a form tells, or raise EmptyEcho."""
    return Echo(
        echo_id=new_id(),
        team_id=gesture.team_id,
        practice_id=form.practice_id,
        author_id=gesture.user_id,
        situation=tidy(form.situation),
        happened=_happened(form.happened),
        changed=tidy(form.changed),
        tried_at=gesture.at,
    )


def correct(echo: Echo, user_id: str, form: EchoForm) -> Echo:
    """Return the echo with new words, or raise when it is somebody else's or says nothing."""
    check_may_change(echo, user_id)
    return replace(
        echo,
        situation=tidy(form.situation),
        happened=_happened(form.happened),
        changed=tidy(form.changed),
    )


def check_may_change(echo: Echo, user_id: str) -> None:
    """Raise NotYourEcho when somebody else told it."""
    if user_id != echo.author_id:
        raise NotYourEcho


def _happened(typed: str) -> str:
    happened = tidy(typed)
    if not happened:
        raise EmptyEcho
    return happened
