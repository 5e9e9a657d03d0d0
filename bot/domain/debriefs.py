"""Debriefs: four questions that each answers alone, revealed together."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.words import tidy
from bot.errors import CordeeError, N_

WORKING_DAYS_TO_ANSWER = 2
WORKING_DAYS_TO_CONCLUDE = 2
"""How long whoever owns what was looked back on has before they are asked what becomes of it."""
QUESTIONS = {
    "intended": N_("What did we intend?"),
    "happened": N_("What happened?"),
    "worked": N_("What worked, and why?"),
    "differently": N_("What will we do differently, and how?"),
}
"""By the name of their field, in the order in which they are asked."""


class EmptyDebrief(CordeeError):
    """Four empty answers."""

    message = N_("Write a few words under one question at least, or close the form.")
    field = "happened"


class EmptyTopic(CordeeError):
    """A debrief of nothing in particular."""

    message = N_("Say in a few words what we look back on.")
    field = "topic"


class NobodyToDebrief(CordeeError):
    """A debrief without anybody."""

    message = N_("Choose at least one person who took part.")
    field = "people"


class DebriefClosed(CordeeError):
    """The answers were revealed."""

    message = N_(
        "This debrief is out already. Add what you have to say in its thread: the team reads it "
        "there."
    )
    field = "intended"


class NotInDebrief(CordeeError):
    """Somebody who did not take part in what is debriefed."""

    message = N_("This debrief is for those who took part.")


class NotEveryoneReads(CordeeError):
    """Somebody who took part could not read what all answered."""

    message = N_(
        "Not everyone who took part can read this channel. Choose one that all can read, or "
        "invite them there first."
    )
    field = "channel"


class DebriefGone(CordeeError):
    """The debrief is not known (any more)."""

    message = N_("I cannot find this debrief any more.")


@dataclass(frozen=True, slots=True)
class Debrief:
    """Four questions to those who took part in something, hidden until they are revealed."""

    debrief_id: str
    team_id: str
    channel_id: str
    about: str
    """The subject of what is looked back on, `trial:…` or `objective:…`; empty for a topic."""
    topic: str
    """What is looked back on, in words."""
    opened_by: str
    """Who asked for it; empty for the clock."""
    people: tuple[str, ...]
    opened_at: datetime
    closes_at: datetime
    revealed_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was told."""
        return f"debrief:{self.debrief_id}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether those who took part may still answer."""
        return self.revealed_at is None and now < self.closes_at


@dataclass(frozen=True, slots=True)
class DebriefForm:
    """What the form to ask for a debrief says, as it was typed."""

    topic: str
    people: tuple[str, ...]
    channel_id: str


@dataclass(frozen=True, slots=True)
class DebriefAnswer:
    """What one person answered, for nobody's eyes but theirs until all are revealed."""

    team_id: str
    debrief_id: str
    user_id: str
    intended: str
    happened: str
    worked: str
    differently: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Revealed:
    """A debrief with what each answered, in the order of the people; nothing before it is out."""

    debrief: Debrief
    answers: tuple[DebriefAnswer, ...]


def open_debrief(
    team_id: str,
    channel_id: str,
    *,
    topic: str,
    people: tuple[str, ...],
    opened_at: datetime,
    closes_at: datetime,
    about: str = "",
    opened_by: str = "",
) -> Debrief:
    """Return a new debrief, or raise EmptyTopic or NobodyToDebrief to whoever asks for one.

    The clock opens one even where nobody is left, so that what has ended can be concluded.
    """
    words = tidy(topic)
    if opened_by and not words:
        raise EmptyTopic
    if opened_by and not people:
        raise NobodyToDebrief
    return Debrief(
        debrief_id=new_id(),
        team_id=team_id,
        channel_id=channel_id,
        about=about,
        topic=words,
        opened_by=opened_by,
        people=tuple(dict.fromkeys(people)),
        opened_at=opened_at,
        closes_at=closes_at if people else opened_at,
    )


def answer(debrief: Debrief, user_id: str, typed: dict[str, str], at: datetime) -> DebriefAnswer:
    """Return what somebody answers, by the questions' names.

    Raises NotInDebrief, DebriefClosed or EmptyDebrief.
    """
    if user_id not in debrief.people:
        raise NotInDebrief
    if not debrief.is_open(at):
        raise DebriefClosed
    said = {name: tidy(typed.get(name)) for name in QUESTIONS}
    if not any(said.values()):
        raise EmptyDebrief
    return DebriefAnswer(debrief.team_id, debrief.debrief_id, user_id, answered_at=at, **said)


def is_complete(debrief: Debrief, answered_by: Set[str], left: Set[str] = frozenset()) -> bool:
    """Tell whether everybody who was asked has answered or left: then nothing is waited for."""
    return answered_by | left >= set(debrief.people)
