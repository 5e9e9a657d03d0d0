"""Who is shown next: whoever was shown longest ago, whatever anybody did and however often."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    sides: Sequence[Collection[str]]
    """The people of each team, then those who are in none: each is to be seen now and then."""
    last_time: datetime
    """When anybody was last shown, before this time."""

    def with_shown(self, people: Iterable[str], at: datetime) -> "Memory":
        """Return the memory after these people were shown."""
        return replace(self, shown={**self.shown, **dict.fromkeys(people, at)})

    def turn_of(self, candidate: Candidate) -> tuple[bool, datetime, datetime, datetime, str]:
        """Return what candidates are put in order by: the smallest comes first.

        What is only of people who were shown last time, or just now, gives way. Then the team that
        is absent longest leads, then the person; then what has waited longest.
        """
        person = min((self._of(one) for one in candidate.people), default=self.last_time)
        sides = [side for side in self.sides if not candidate.people.isdisjoint(side)]
        team = min((self._latest(side) for side in sides), default=NEVER)
        gives_way = person >= self.last_time and person != NEVER
        return gives_way, team, person, candidate.told_at, candidate.item_id

    def _of(self, person: str) -> datetime:
        return self.shown.get(person, NEVER)

    def _latest(self, side: Collection[str]) -> datetime:
        return max((self._of(person) for person in side), default=NEVER)


def remembered(
    shown: Mapping[str, datetime], teams: Iterable[Team], candidates: Iterable[Candidate]
) -> Memory:
    """Return what a channel remembers of who was shown in it, before it chooses.

    A team is its people: who only coaches is of the side of those who are in no team.
    """
    sides = [team.people for team in teams]
    placed = frozenset[str]().union(*sides)
    everybody = set(shown).union(*(candidate.people for candidate in candidates))
    return Memory(shown, [*sides, everybody - placed], max(shown.values(), default=NEVER))


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
