"""The digest: the weekly story of the team, told from what the team gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.fairness import Candidate, Memory, choose
from bot.domain.follow_ups import FollowUp
from bot.domain.practices import Practice
from bot.domain.questions import Question
from bot.domain.schedules import DAYS_OF_WEEK, Schedule
from bot.domain.trials import Trial
from bot.domain.wins import Win

WEEK = timedelta(days=7)
LONGEST = timedelta(days=42)
"""How far back a digest looks at the most, after a pause: a monthly one needs five weeks."""
CARRIED = timedelta(days=42)
"""How long what was not shown the first time may still be."""
LONG_AGO = timedelta(weeks=26)
"""Who was not shown since then is as if they never were."""
ASKED_WITHIN = timedelta(weeks=104)
"""How long a question is remembered to have ended a digest: longer than the bank lasts."""
NOT_QUITE_TWO_WEEKS = timedelta(days=10)


class ItemKind(StrEnum):
    """What a digest shows; in the order in which it shows them."""

    FOLLOW_UP = "follow_up"
    """Something said that came to an end, one way or the other."""
    WAITING = "waiting"
    """Something said that still waits."""
    WIN = "win"
    PRACTICE = "practice"
    TRIAL_CONCLUDED = "trial_concluded"
    TRIAL_BEGUN = "trial_begun"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Places:
    """How many things of a kind a digest shows at the most."""

    most: int
    kept: int
    """So many of them are first offered to what was told in the channel itself."""


PLACES = {
    ItemKind.WIN: Places(most=6, kept=4),
    ItemKind.PRACTICE: Places(most=4, kept=2),
    ItemKind.TRIAL_CONCLUDED: Places(most=3, kept=2),
    ItemKind.TRIAL_BEGUN: Places(most=3, kept=2),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: since (excluded) until (included), UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a digest tells."""

    oldest: datetime
    """From when on what was not shown yet may still be."""
    since: datetime
    """Where the digest before it stopped."""
    until: datetime

    @classmethod
    def of_payload(cls, payload: Mapping[str, Any]) -> "Reach":
        """Return the reach that a notice carries."""
        return cls(*(datetime.fromisoformat(payload[end]) for end in ("oldest", "since", "until")))

    @property
    def payload(self) -> dict[str, str]:
        """Return what a notice carries of it."""
        ends = {"oldest": self.oldest, "since": self.since, "until": self.until}
        return {name: moment.isoformat() for name, moment in ends.items()}

    @property
    def news(self) -> Period:
        """Return the period since the digest before."""
        return Period(self.since, self.until)

    @property
    def whole(self) -> Period:
        """Return the period of all that may be told, what was carried over too."""
        return Period(self.oldest, self.until)

    @property
    def is_of_a_week(self) -> bool:
        """Tell whether it tells of a week, and not of all that a pause has left untold."""
        return self.until - self.since < NOT_QUITE_TWO_WEEKS


def reach_after(last: Reach | None, until: datetime) -> Reach:
    """Return the reach of a channel's next digest; the first one tells seven days."""
    if last is None:
        return Reach(until - WEEK, until - WEEK, until)
    since = max(last.until, until - LONGEST)
    return Reach(max(last.oldest, since - CARRIED), since, until)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a digest shows."""

    kind: ItemKind
    item_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What one digest shows, in its order: chosen once, and the same whenever it is told."""

    team_id: str
    channel_id: str
    week: str
    """The ISO week, such as `2026-W48`: a channel has one digest a week."""
    items: tuple[Item, ...]
    shown_at: datetime

    def ids(self, kind: ItemKind) -> list[str]:
        """Return what it shows of a kind, in order."""
        return [item.item_id for item in self.items if item.kind is kind]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a channel's digests showed lately, and whom, each with when it was last."""

    people: Mapping[str, datetime]
    items: Mapping[ItemKind, Mapping[str, datetime]]
    """Of the kinds that may be shown again."""


def places_for(
    candidates: Sequence[Candidate], places: Places, memory: Memory, at: datetime
) -> tuple[list[Candidate], Memory]:
    """Return what has a place, in order, what was told in the channel itself first."""
    here, memory = choose((c for c in candidates if c.is_here), places.kept, memory, at)
    left = [candidate for candidate in candidates if candidate not in here]
    others, memory = choose(left, places.most - len(here), memory, at)
    return [*here, *others], memory


def items_of(
    found: Mapping[ItemKind, Sequence[Candidate]], memory: Memory, at: datetime
) -> Iterable[Item]:
    """Return what a digest shows of what people did, in its order."""
    for kind, places in PLACES.items():
        told, memory = places_for(found.get(kind, ()), places, memory, at)
        yield from (Item(kind, each.item_id) for each in told)


def number_of(week: str) -> int:
    """Return the number of an ISO week such as `2026-W48`; the next week has the next number."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1).toordinal() // DAYS_OF_WEEK


@dataclass(frozen=True, slots=True)
class Digest:
    """What one channel is told of its week."""

    channel_id: str
    week: str
    reach: Reach
    wins: tuple[Win, ...]
    practices: tuple[Practice, ...]
    question: Question | None
    """What it ends with; None in a channel that has set all questions aside."""
    outcomes: tuple[FollowUp, ...] = ()
    """What became of what was said."""
    waiting: FollowUp | None = None
    """What has been followed up for weeks."""
    concluded: tuple[Trial, ...] = ()
    """What was tried, with what it taught."""
    begun: tuple[Trial, ...] = ()
    """What is tried from now on."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The wins that several teams carried, each with their names."""

    @property
    def people(self) -> set[str]:
        """Return everybody who is named in it."""
        told = {person for win in self.wins for person in win.people}
        passed_on = {who for each in self.practices for who in (each.author_id, *each.people)}
        followed = [*self.outcomes, *([self.waiting] if self.waiting else [])]
        said = {person for each in followed for person in each.people}
        tried = {person for each in (*self.concluded, *self.begun) for person in each.people}
        # What comes from elsewhere may have no author.
        return (told | passed_on | said | tried) - {""}

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to tell."""
        said = self.outcomes or self.waiting
        told = self.wins or self.practices or self.concluded or self.begun
        return not (said or told)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a channel's digest would tell now, and what one person can do with it."""

    digest: Digest
    is_sent: bool
    """This week's is out: what it would tell is for the next one."""
    planned: Schedule | None
    """When digests come by themselves; None where they do not."""
    may_post: bool
    """They set the channel's rhythm: so they may also post one sooner."""
    may_skip: bool
