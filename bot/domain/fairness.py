"""Who is shown next: whoever was shown longest ago, whatever anybody did and however often."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.teams import Team

NEVER = datetime.min.replace(tzinfo=UTC)
"""When somebody was last shown who never was."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be shown: whose it is, and since when it waits."""

    item_id: str
    people: frozenset[str]
    told_at: datetime
    is_here: bool = True
    """It was told in the very channel that is to be shown something."""


@dataclass(frozen=True, slots=True)
class Memory:
    """When people were last shown in a channel: nothing else is remembered of them."""

    shown: Mapping[str, datetime]
    """When each was last shown; who is absent was not, for long."""
    sides: Mapping[str, Collection[str]]
    """The teams that each person is of; those who are in none are of one side together."""
    seen: Mapping[str, datetime]
    """When each team was last shown."""
    last_time: datetime
    """When anybody was last shown, before this time."""

    def with_shown(self, people: Iterable[str], at: datetime) -> "Memory":
        """Return the memory after these people were shown."""
        shown = dict.fromkeys(people, at)
        seen = {side: at for person in shown for side in self._sides(person)}
        return replace(self, shown={**self.shown, **shown}, seen={**self.seen, **seen})

    def turn_of(self, candidate: Candidate) -> tuple[bool, datetime, datetime, datetime, str]:
        """Return what candidates are put in order by: the smallest comes first.

        What is only of people who were shown last time, or just now, gives way. Then the team that
        is absent longest leads, then the person; then what has waited longest.
        """
        people = candidate.people
        person = min((self.shown.get(one, NEVER) for one in people), default=self.last_time)
        sides = {side for one in people for side in self._sides(one)}
        team = min((self.seen.get(side, NEVER) for side in sides), default=NEVER)
        gives_way = person >= self.last_time and person != NEVER
        return gives_way, team, person, candidate.told_at, candidate.item_id

    def _sides(self, person: str) -> Collection[str]:
        return self.sides.get(person, (_NO_TEAM,))


_NO_TEAM = ""


def remembered(shown: Mapping[str, datetime], teams: Iterable[Team]) -> Memory:
    """Return what a channel remembers of who was shown in it, before it chooses.

    A team is its people: who only coaches is of the side of those who are in no team.
    """
    sides: dict[str, set[str]] = {}
    for team in teams:
        for person in team.people:
            sides.setdefault(person, set()).add(team.handle)
    seen: dict[str, datetime] = {}
    for person, at in shown.items():
        for side in sides.get(person, {_NO_TEAM}):
            seen[side] = max(at, seen.get(side, at))
    return Memory(shown, sides, seen, max(shown.values(), default=NEVER))


def choose(
    candidates: Iterable[Candidate], most: int, memory: Memory, at: datetime
) -> tuple[list[Candidate], Memory]:
    """Return what is shown, in its order, and who is remembered to have been shown with it.

    Each choice makes its people shown just now, so that the next one is somebody else's.
    """
    left, chosen = list(candidates), list[Candidate]()
    while left and len(chosen) < most:
        first = min(left, key=memory.turn_of)
        left.remove(first)
        chosen.append(first)
        memory = memory.with_shown(first.people, at)
    return chosen, memory
