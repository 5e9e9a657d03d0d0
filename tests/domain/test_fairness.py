"""Who is shown in digests: nobody waits long, few do not fill them, and no team is absent."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.digests import CARRIED, PLACES, ItemKind, places_for
from bot.domain.fairness import Candidate, choose, remembered
from bot.domain.teams import Team

WINS = PLACES[ItemKind.WIN]

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def told(item_id: str, people: str, days: int = 0, *, is_here: bool = True) -> Candidate:
    """Return something that was told some days after the Monday, by people of one letter."""
    return Candidate(item_id, frozenset(people), MONDAY + days * DAY, is_here)


def team(handle: str, people: str) -> Team:
    return Team("T1", handle, handle, frozenset(people))


def shown(
    candidates: Sequence[Candidate],
    last: dict[str, int] | None = None,
    teams: Iterable[Team] = (),
    most: int = 6,
) -> str:
    """Return what is chosen, in order; `last` says on which day each person was last shown."""
    days = {person: MONDAY + day * DAY for person, day in (last or {}).items()}
    memory = remembered(days, teams)
    chosen, _ = choose(candidates, most, memory, MONDAY + 30 * DAY)
    return "".join(candidate.item_id for candidate in chosen)


# ------------------------------------------------------------------ one choice


def test_whoever_was_shown_last_time_gives_way() -> None:
    candidates = [told("1", "A"), told("2", "B", 5)]
    assert shown(candidates, {"A": 7, "B": 0}) == "21"
    assert shown(candidates, {"A": 0, "B": 7}) == "12"


def test_each_choice_makes_its_people_shown() -> None:
    candidates = [told("1", "A"), told("2", "A", 1), told("3", "A", 2), told("4", "B", 3)]
    assert shown(candidates) == "1423"


def test_what_is_made_with_somebody_who_was_never_shown_comes_before() -> None:
    assert shown([told("1", "A"), told("2", "AB", 1)], {"A": 7}) == "21"


def test_the_team_that_is_absent_longest_leads() -> None:
    teams = [team("north", "AB"), team("south", "CD")]
    candidates = [told("1", "A"), told("2", "B", 1), told("3", "C", 2)]
    assert shown(candidates, {"A": 0, "D": 7, "X": 14}, teams) == "231"
    assert shown(candidates, {"B": 7, "D": 0, "X": 14}, teams) == "312"


def test_a_shared_win_stands_for_each_of_its_teams() -> None:
    teams = [team("north", "A"), team("south", "B"), team("west", "C")]
    candidates = [told("1", "AB"), told("2", "C", 1), told("3", "B", 2)]
    assert shown(candidates, {"A": 0, "B": 7, "C": 1, "X": 14}, teams) == "123"


def test_who_is_in_no_team_is_of_a_side_too() -> None:
    teams = [team("north", "AB")]
    candidates = [told("1", "A"), told("2", "Z", 5)]
    assert shown(candidates, {"B": 7, "Y": 0, "X": 14}, teams) == "12"
    assert shown(candidates, {"B": 7, "Y": 0, "C": 8}, [*teams, team("south", "C")]) == "21"


def test_among_equals_what_waits_longest_comes_first() -> None:
    assert shown([told("1", "A", 3), told("2", "B", 1), told("3", "C", 2)]) == "231"


def test_what_names_nobody_any_more_gives_way() -> None:
    assert shown([told("1", ""), told("2", "A", 5)], {"A": 0, "B": 7}) == "21"


def test_what_was_told_in_the_channel_has_its_places() -> None:
    here = [told(f"h{number}", "A") for number in range(9)]
    elsewhere = [told(f"e{number}", f"{number}", is_here=False) for number in range(9)]
    memory = remembered({"A": MONDAY}, ())
    chosen, _ = places_for([*elsewhere, *here], WINS, memory, MONDAY + DAY)
    assert [c.item_id[0] for c in chosen] == ["h"] * WINS.kept + ["e"] * (WINS.most - WINS.kept)
    chosen, _ = places_for([*elsewhere, *here[:1]], WINS, memory, MONDAY + DAY)
    assert [c.item_id[0] for c in chosen] == ["h"] + ["e"] * (WINS.most - 1)


def test_the_order_in_which_things_are_looked_at_changes_nothing() -> None:
    candidates = [told(str(number), random.Random(number).choice("ABCD")) for number in range(9)]
    shuffled = random.Random(1).sample(candidates, len(candidates))
    assert shown(shuffled) == shown(candidates)


# ------------------------------------------------------------------ a year of a company

PEOPLE = [f"p{number:02}" for number in range(40)]
FEW = frozenset(PEOPLE[:4])
"""They tell most of the wins."""
TEAMS = [
    Team("T1", f"team {number}", f"Team {number}", frozenset(PEOPLE[number::5]))
    for number in range(5)
]
QUIET_WEEKS = frozenset({7, 18, 31, 32, 33, 51})
"""Holidays: the few who are there tell hardly anything, and some weeks have no digest."""
WITHOUT_DIGEST = frozenset({32, 51})

LONGEST_WAIT = 6
"""Digests without somebody who has something to tell: forty people who all have, at once, and six
places a week. It could not be less, and it is as long as what was not shown may still be."""
LONGEST_ABSENCE = 1
"""Digests without a team that has something to tell."""

Choose = Callable[[Sequence[Candidate], dict[str, datetime], datetime], list[Candidate]]


def fairly(
    candidates: Sequence[Candidate], last: dict[str, datetime], at: datetime
) -> list[Candidate]:
    return places_for(candidates, WINS, remembered(last, TEAMS), at)[0]


def newest_first(
    candidates: Sequence[Candidate], _last: dict[str, datetime], _at: datetime
) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: candidate.told_at)[-WINS.most :]


def wins_of_week(draw: random.Random, week: int) -> list[Candidate]:
    """Tell a week: a few tell several wins each, the others one now and then, some together."""
    tellers = [person for person in FEW for _ in range(draw.randint(2, 5))]
    tellers += [person for person in PEOPLE if person not in FEW and draw.random() < 1 / 9]
    if week in QUIET_WEEKS:
        tellers = draw.sample(tellers, 2)
    elif week == 40:  # back from a fair, everybody has something to tell
        tellers += PEOPLE
    return [
        Candidate(
            f"{week}:{number}",
            frozenset({person, *([draw.choice(PEOPLE)] if draw.random() < 0.2 else [])}),
            MONDAY + week * WEEK + timedelta(minutes=draw.randrange(5 * 24 * 60)),
        )
        for number, person in enumerate(sorted(tellers))
    ]


@dataclass
class Year:
    """What a year of digests came to, as the test looks at it."""

    waits: list[int] = field(default_factory=list)
    """For each person and each digest in which they had something to tell: since how many."""
    absences: list[int] = field(default_factory=list)
    """The same for teams."""
    untold: set[str] = field(default_factory=set)
    """Who had something to tell and was never shown."""
    places: list[frozenset[str]] = field(default_factory=list)
    """Whose each place was."""


def live(choose_by: Choose, seed: int) -> Year:
    """Let a year pass."""
    draw, year = random.Random(seed), Year()
    waiting: list[Candidate] = []
    last: dict[str, datetime] = {}
    waits, absences = dict.fromkeys(PEOPLE, 0), dict.fromkeys((t.handle for t in TEAMS), 0)
    had: set[str] = set()
    for week in range(52):
        waiting += wins_of_week(draw, week)
        now = MONDAY + week * WEEK + 5 * DAY
        if week in WITHOUT_DIGEST:
            continue
        waiting = [win for win in waiting if win.told_at > now - WEEK - CARRIED]
        chosen = choose_by(waiting, last, now)
        with_something = set().union(*(win.people for win in waiting))
        seen = set().union(*(win.people for win in chosen))
        waiting = [win for win in waiting if win not in chosen]
        had |= with_something
        last |= dict.fromkeys(seen, now)
        year.places += [win.people for win in chosen]
        for person in PEOPLE:
            waits[person] = waits[person] + 1 if person in with_something - seen else 0
            year.waits.append(waits[person])
        for one in TEAMS:
            is_absent = with_something & one.people and not seen & one.people
            absences[one.handle] = absences[one.handle] + 1 if is_absent else 0
            year.absences.append(absences[one.handle])
    year.untold = had - set(last)
    return year


def share_of_the_few(year: Year) -> float:
    return len([place for place in year.places if place <= FEW]) / len(year.places)


@pytest.mark.parametrize("seed", range(3))
def test_in_a_year_everybody_with_something_to_tell_appears(seed: int) -> None:
    year = live(fairly, seed)
    assert not year.untold
    assert max(year.waits) <= LONGEST_WAIT
    assert max(year.absences) <= LONGEST_ABSENCE
    assert share_of_the_few(year) < 1 / 4


@pytest.mark.parametrize("seed", range(3))
def test_newest_first_would_let_a_few_fill_the_digest(seed: int) -> None:
    naive = live(newest_first, seed)
    assert max(naive.waits) > 2 * LONGEST_WAIT
    assert share_of_the_few(naive) > 1 / 2
