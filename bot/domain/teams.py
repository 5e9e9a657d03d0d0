"""Teams: named groups of people of the workspace, each with its coaches."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.domain.words import folded, tidy
from bot.errors import CordeeError, N_

LONGEST_NAME = 40
LONGEST_HANDLE = 64
"""Some letters are several once folded."""
MOST_PEOPLE = 150
MOST_COACHES = 20
"""So many of both still fit in what a form carries, and in one paragraph."""


class EmptyTeamName(CordeeError):
    """A team whose name has no letter: nobody could look for it."""

    message = N_("Give the team a name with letters, so that it can be found.")
    field = "name"


class TeamNameTooLong(CordeeError):
    """A name that does not fit."""

    message = N_("This name is too long: a few words are enough.")
    field = "name"


class TeamExists(CordeeError):
    """Another team has this name, give or take accents and capitals."""

    message = N_("There is a team called “{name}” already. Choose another name, or edit that one.")
    field = "name"


class EmptyTeam(CordeeError):
    """A team of nobody."""

    message = N_("Choose at least one person: a team is people.")
    field = "people"


class TeamWithoutCoach(CordeeError):
    """A team that nobody coaches: what it needs would reach nobody."""

    message = N_("Choose at least one coach: what the team needs reaches them.")
    field = "coaches"


class TooManyInTeam(CordeeError):
    """More people than a form can show again."""

    message = N_(
        "A team holds {most} people at most here. Make two of them: somebody may be in both."
    )
    field = "people"


class TooManyCoaches(CordeeError):
    """More coaches than a form can show again."""

    message = N_("A team has {most} coaches at most.")
    field = "coaches"


class TeamUnknown(CordeeError):
    """There is no team of this name any more."""

    message = N_("This team was renamed or removed meanwhile. Open the teams again.")


@dataclass(frozen=True, slots=True)
class Team:
    """A named group of people; the same person may be in several."""

    team_id: str
    """The Slack workspace."""
    handle: str
    """Its name as it is compared and looked for."""
    name: str
    people: frozenset[str] = frozenset()
    coaches: frozenset[str] = frozenset()
    """A coach belongs to the team, whether among its people or not."""

    @property
    def everyone(self) -> frozenset[str]:
        """Return all who belong to it."""
        return self.people | self.coaches


@dataclass(frozen=True, slots=True)
class TeamForm:
    """What the form of a team says."""

    name: str
    people: tuple[str, ...]
    coaches: tuple[str, ...]
    handle: str = ""
    """The team that the form changes; empty for a new one."""
    shown_people: tuple[str, ...] = ()
    shown_coaches: tuple[str, ...] = ()
    """Whom the form showed at first: only what this person changed counts."""

    @property
    def added(self) -> set[str]:
        """Return who was not shown at first."""
        return {*self.people, *self.coaches} - {*self.shown_people, *self.shown_coaches}


def handle_of(name: str) -> str:
    """Return a name as it is compared and looked for; empty when it has no letter."""
    return folded(name)


def made_of(team_id: str, form: TeamForm, before: Team | None) -> Team:
    """Return the team that a form makes, or makes of the one before; raise what is missing.

    Somebody else may have changed the team since the form was shown: whom they added or took out
    stays so.
    """
    name = " ".join(tidy(form.name).split())
    team = Team(
        team_id=team_id,
        handle=_checked_handle(name),
        name=name,
        people=_changed(before.people if before else (), form.people, form.shown_people),
        coaches=_changed(before.coaches if before else (), form.coaches, form.shown_coaches),
    )
    if not team.people:
        raise EmptyTeam
    if not team.coaches:
        raise TeamWithoutCoach
    if len(team.people) > MOST_PEOPLE:
        raise TooManyInTeam(most=MOST_PEOPLE)
    if len(team.coaches) > MOST_COACHES:
        raise TooManyCoaches(most=MOST_COACHES)
    return team


def carried_by(people: Collection[str], teams: Iterable[Team]) -> tuple[Team, ...]:
    """Return the teams that carried something together, by name; none where one did alone.

    Several did when no team holds all of these people, those left out who are in none. A part of
    a larger team is not named beside it.
    """
    theirs = {team: team.everyone & set(people) for team in teams}
    involved = {team: among for team, among in theirs.items() if among}
    placed = frozenset[str]().union(*involved.values())
    if any(among == placed for among in involved.values()):
        return ()
    whole = [team for team in involved if not any(_is_part(team, o, involved) for o in involved)]
    return tuple(sorted(whole, key=lambda team: team.handle))


def _is_part(team: Team, other: Team, involved: Mapping[Team, Set[str]]) -> bool:
    """Tell whether what a team brings, another brings with more people, or is larger itself."""
    if involved[team] == involved[other]:
        return team.everyone < other.everyone
    return involved[team] < involved[other]


def is_shared(people: Collection[str], teams: Iterable[Team]) -> bool:
    """Tell whether people of several teams made something together."""
    return bool(carried_by(people, teams))


def spread(people: Collection[str], teams: Sequence[Team]) -> int:
    """Return from how many sides something was tried: a tie-breaker for search, never shown."""
    among = {team.everyone & set(people) for team in teams}
    apart = {some for some in among if some and not any(some < other for other in among)}
    return len(apart)


def _checked_handle(name: str) -> str:
    handle = handle_of(name)
    if not handle:
        raise EmptyTeamName
    if len(name) > LONGEST_NAME or len(handle) > LONGEST_HANDLE:
        raise TeamNameTooLong
    return handle


def _changed(
    before: Collection[str], chosen: Collection[str], shown: Collection[str]
) -> frozenset[str]:
    return frozenset((set(before) - (set(shown) - set(chosen))) | (set(chosen) - set(shown)))
