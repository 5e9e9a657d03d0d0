"""Direction: the broad lines that a leader gives to a team, and who speaks as a leader."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.objectives import Objective
from bot.domain.teams import Team
from bot.domain.words import tidy
from bot.errors import CordeeError, N_


class EmptyDirection(CordeeError):
    """A direction that says nothing."""

    message = N_("Say in a few words where you would like us to go, and why.")
    field = "why"


class NotALeader(CordeeError):
    """A direction is written by those whom settings name as leaders."""

    message = N_("A direction is written by a leader whom the settings name. Ask an admin.")


class NoDirectionYet(CordeeError):
    """Objectives are proposed under a direction, and this channel has none."""

    message = N_("This channel has no direction yet: a leader whom the settings name writes it.")


class NotOfTheChannel(CordeeError):
    """Somebody who may not read the channel, or not any more."""

    message = N_("This belongs to the people of that channel, and you are not in it.")


@dataclass(frozen=True, slots=True)
class LeadersChanged:
    """Who is named from now on to write directions, and who is not any more; others stay."""

    named: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """The broad lines that a leader gives to a channel's team."""

    direction_id: str
    team_id: str
    channel_id: str
    author_id: str
    why: str
    limits: str
    """What is not to be touched."""
    is_open: str
    """What is the team's to decide."""
    given_at: datetime
    version: int = 1
    replaced_at: datetime | None = None
    """When another direction took its place."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"direction:{self.direction_id}"


@dataclass(frozen=True, slots=True)
class DirectionForm:
    """What the form says, as it was typed."""

    channel_id: str
    why: str
    limits: str
    is_open: str
    seen_direction_id: str = ""
    """The direction that the form showed; empty when there was none."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a channel's team is going: its direction, and the objectives that it set itself."""

    channel_id: str
    direction: Direction | None
    objectives: Sequence[Objective]
    """Those that are not over."""
    leaders: Sequence[str]
    may_give: bool
    """Whoever asks is a leader."""
    may_propose: bool
    """Whoever asks speaks as one of the team."""
    zone: str


def give(gesture: Gesture, form: DirectionForm) -> Direction:
    """Return the direction that a leader gives, or raise EmptyDirection."""
    if not tidy(form.why):
        raise EmptyDirection
    return Direction(
        direction_id=new_id(),
        team_id=gesture.team_id,
        channel_id=form.channel_id,
        author_id=gesture.user_id,
        why=tidy(form.why),
        limits=tidy(form.limits),
        is_open=tidy(form.is_open),
        given_at=gesture.at,
    )


def is_of_the_team(user_id: str, leaders: Collection[str], teams: Iterable[Team]) -> bool:
    """Tell whether somebody speaks as one of the team: everybody does who does not lead.

    Who leads or coaches is one of the team as well when a team has them among its people, coached
    by others, and with somebody who does not lead.
    """
    known = list(teams)
    leads = user_id in leaders or any(user_id in team.coaches for team in known)
    if not leads:
        return True
    together = [team.people - team.coaches for team in known]
    return any(user_id in people and people - set(leaders) - {user_id} for people in together)
