"""What digests showed, in the database, and what may be shown next."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.digests import Choice, Item, ItemKind, Period, Shown
from bot.domain.fairness import Candidate
from bot.domain.notices import NoticeState
from bot.domain.stages import Stage
from bot.domain.visibility import Audience, Sight
from storage.rows import Row, to_rows
from storage.tables import (
    digest_items,
    outbox,
    practice_people,
    practices,
    trial_people,
    trials,
    win_people,
    wins,
)
from storage.visibility import reached_by, sight_values

MOST_CONSIDERED = 200
"""How many things are considered of those told in a channel, and of those told elsewhere: the
latest, where there are more."""
_UNSAID = (NoticeState.REFUSED.value, NoticeState.DROPPED.value)


@to_rows.register
def _(choice: Choice) -> Iterable[Row]:
    for place, item in enumerate(choice.items):
        yield Row(
            digest_items,
            {
                "team_id": choice.team_id,
                "channel_id": choice.channel_id,
                "week": choice.week,
                "kind": item.kind.value,
                "item_id": item.item_id,
                "place": place,
                "shown_at": choice.shown_at,
            },
        )


class DigestStore:
    """What the digests of one workspace showed, and what they may show."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def chosen(self, channel_id: str, week: str) -> Choice | None:
        """Return what a channel's digest of a week shows, or None while nothing is chosen."""
        there = {"team": self._team_id, "channel": channel_id, "week": week}
        rows = (await self._connection.execute(_CHOSEN, there)).all()
        if not rows:
            return None
        items = tuple(Item(ItemKind(kind), item_id) for kind, item_id, _ in rows)
        return Choice(self._team_id, channel_id, week, items, rows[0].shown_at)

    async def forget(self, channel_id: str, week: str) -> None:
        """Forget what was chosen for a digest that was not told, so that it is chosen anew."""
        await self._connection.execute(
            delete(digest_items).where(*self._of(channel_id), digest_items.c.week == week)
        )

    async def showing(self, item_id: str) -> list[tuple[str, str]]:
        """Return the channels and the weeks in which something was chosen to be shown."""
        query = select(digest_items.c.channel_id, digest_items.c.week).where(
            digest_items.c.team_id == self._team_id,
            digest_items.c.item_id == item_id,
            is_said(),
        )
        return [(row.channel_id, row.week) for row in await self._connection.execute(query)]

    async def shown(
        self, channel_id: str, since: Mapping[ItemKind, datetime], people_since: datetime
    ) -> Shown:
        """Return what a channel's digests showed of some kinds, and whom, each since a moment."""
        people: dict[str, datetime] = {}
        items: dict[str, dict[str, datetime]] = {kind.value: {} for kind in since}
        values = {
            **{f"{kind.value}_since": at for kind, at in since.items()},
            "people_since": people_since,
        }
        there = {"team": self._team_id, "channel": channel_id, **values}
        query = _shown(tuple(since))
        for kind, name, at in await self._connection.execute(query, there):
            seen = people if kind == _PERSON else items[kind]
            seen[name] = max(at, seen.get(name, at))
        return Shown(people, {kind: items[kind.value] for kind in since})

    async def candidates(
        self, channel_id: str, period: Period, sight: Sight
    ) -> dict[ItemKind, list[Candidate]]:
        """Return the wins, practices and trials of a period that may be shown in a channel.

        Without those that were; with the people of each.
        """
        values = {
            "team": self._team_id,
            "channel": channel_id,
            "since": period.since,
            "until": period.until,
            **sight_values(sight),
        }
        rows = await self._connection.execute(_candidates(sight.everywhere), values)
        found: dict[tuple[str, str], tuple[datetime, bool, set[str]]] = {}
        for kind, item_id, at, is_here, person in rows:
            _, _, people = found.setdefault((kind, item_id), (at, bool(is_here), set()))
            if person:  # else nobody was named, or their name was taken out
                people.add(person)
        candidates: dict[ItemKind, list[Candidate]] = {told.kind: [] for told in _TOLD}
        for (kind, item_id), (at, is_here, people) in found.items():
            candidate = Candidate(item_id, frozenset(people), at, is_here)
            candidates[ItemKind(kind)].append(candidate)
        return candidates

    def _of(self, channel_id: str) -> Collection[ColumnElement[bool]]:
        return digest_items.c.team_id == self._team_id, digest_items.c.channel_id == channel_id


def is_said() -> ColumnElement[bool]:
    """Return the condition that a digest was told, or is about to be: not refused, not dropped."""
    return ~exists().where(announced(), outbox.c.state.in_(_UNSAID))


def announced() -> ColumnElement[bool]:
    """Return the condition that a notice is that of the digest which showed something."""
    key = "digest:" + digest_items.c.channel_id + ":" + digest_items.c.week
    return and_(outbox.c.team_id == digest_items.c.team_id, outbox.c.key == key)


_TEAM: BindParameter[str] = bindparam("team")
_CHANNEL: BindParameter[str] = bindparam("channel")
# Statements are built once: to build one costs as much as to run it.
_HERE = and_(digest_items.c.team_id == _TEAM, digest_items.c.channel_id == _CHANNEL)
_CHOSEN = (
    select(digest_items.c.kind, digest_items.c.item_id, digest_items.c.shown_at)
    .where(_HERE, digest_items.c.week == bindparam("week"))
    .order_by(digest_items.c.place)
)
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a kind of things to tell is kept, and its people."""

    kind: ItemKind
    key: Column[str]
    told_at: Column[datetime]
    person: Column[str]
    audience: ColumnElement[str]
    wanted: tuple[ColumnElement[bool], ...]
    """What else makes it something to tell."""

    @property
    def of_person(self) -> Column[str]:
        """Return what names the thing beside a person."""
        return self.person.table.c[self.key.name]


_TOLD = (
    _Told(
        ItemKind.WIN,
        wins.c.win_id,
        wins.c.told_at,
        win_people.c.user_id,
        wins.c.audience,
        (
            wins.c.kept_out.is_(False),
            wins.c.external_id.is_(None),  # what is brought from elsewhere is no news
            wins.c.withdrawn_at.is_(None),
        ),
    ),
    _Told(
        ItemKind.PRACTICE,
        practices.c.practice_id,
        practices.c.created_at,
        practice_people.c.user_id,
        practices.c.audience,
        (practices.c.external_id.is_(None), practices.c.withdrawn_at.is_(None)),
    ),
    _Told(
        ItemKind.TRIAL_CONCLUDED,
        trials.c.trial_id,
        trials.c.concluded_at,
        trial_people.c.user_id,
        literal(Audience.READERS.value),
        (trials.c.lesson != "",),  # that nobody was left to conclude is no news
    ),
    _Told(
        ItemKind.TRIAL_BEGUN,
        trials.c.trial_id,
        trials.c.started_at,
        trial_people.c.user_id,
        literal(Audience.READERS.value),
        (trials.c.stage == Stage.RUNNING.value,),
    ),
)


@cache
def _shown(kinds: tuple[ItemKind, ...]) -> CompoundSelect[Any]:
    """Return the statement for what was shown of these kinds, and for whom."""
    items = digest_items.c
    since = [
        and_(items.kind == kind.value, items.shown_at > bindparam(f"{kind.value}_since"))
        for kind in kinds
    ]
    return union_all(
        select(items.kind, items.item_id, items.shown_at).where(_HERE, or_(*since), is_said()),
        *map(_people_shown, _TOLD),
    )


def _people_shown(told: _Told) -> Select[Any]:
    items, people = digest_items.c, told.person.table
    there = and_(people.c.team_id == items.team_id, told.of_person == items.item_id)
    return (
        select(literal(_PERSON), told.person, items.shown_at)
        .select_from(digest_items.join(people, there))
        .where(
            _HERE,
            items.kind == told.kind.value,
            items.shown_at > bindparam("people_since"),
            told.person != "",  # whose name was taken out
            is_said(),
        )
    )


@cache
def _candidates(everywhere: bool) -> CompoundSelect[Any]:
    """Return the statement for what may be shown, and its people, told there or elsewhere too."""
    places = (True, False) if everywhere else (True,)
    return union_all(*(_named(told, is_here, everywhere) for told in _TOLD for is_here in places))


def _named(told: _Told, is_here: bool, everywhere: bool) -> Select[Any]:
    found, people = _waiting(told, is_here, everywhere).subquery(), told.person.table
    theirs = and_(people.c.team_id == _TEAM, told.of_person == found.c[told.key.name])
    return select(literal(told.kind.value), *found.c, literal(is_here), told.person).select_from(
        found.outerjoin(people, theirs)
    )


def _waiting(told: _Told, is_here: bool, everywhere: bool) -> Select[str, datetime]:
    """Return the latest of a kind that may be shown and was not yet, told there or elsewhere."""
    table: FromClause = told.key.table
    shown = select(digest_items.c.item_id).where(
        _HERE,
        digest_items.c.kind == told.kind.value,
        digest_items.c.shown_at > bindparam("since"),  # nothing is shown before it is told
        is_said(),
    )
    told_in = table.c.channel_id
    return (
        select(told.key, told.told_at)
        .where(
            table.c.team_id == _TEAM,
            told_in == _CHANNEL if is_here else told_in != _CHANNEL,
            *told.wanted,
            reached_by(everywhere, told.audience, told_in),
            told.told_at > bindparam("since"),
            told.told_at <= bindparam("until"),
            told.key.not_in(shown),
        )
        .order_by(told.told_at.desc(), told.key)
        .limit(MOST_CONSIDERED)
    )
