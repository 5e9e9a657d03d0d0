"""The library brought in and taken out: by whoever runs the bot, as those may see who ask."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.clock import Clock
from bot.domain.echoes import Echo
from bot.domain.library import Kind, parse
from bot.domain.lines import KINDS
from bot.domain.practices import Practice
from bot.domain.tags import canonical
from bot.domain.teams import spread
from bot.domain.transfer import Brought, follow, named
from bot.domain.trials import Trial
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from bot.services.library import find, items_of
from bot.services.practices import card
from bot.services.spelling import MERGING
from storage.database import Database
from storage.transactions import TeamTransaction

PAGE = 300
"""How many things one transaction reads or writes: others wait no longer than for these."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What is to be done about each thing that was brought."""

    new: list[Brought] = field(default_factory=list)
    changed: list[tuple[Brought, Practice | Win]] = field(default_factory=list)
    """With what is kept of it."""
    same: list[Brought] = field(default_factory=list)
    gone: list[Brought] = field(default_factory=list)
    """Withdrawn or erased since it was brought: it stays so."""


class TransferService:
    """Brings what exists, finds it and takes it away."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def look(self, team_id: str, brought: Sequence[Brought]) -> Sorted:
        """Return what bringing these things would do."""
        async with self._database.read(team_id) as tx:
            return await _sorted(tx, brought)

    async def bring(self, team_id: str, brought: Sequence[Brought]) -> Sorted:
        """Keep what is new, follow what has changed; the same things again change nothing.

        Nothing is posted and nobody is told. What was withdrawn here stays withdrawn.
        """
        async with self._database.write(team_id) as tx:
            await tx.alone("import")
            sorted_ = await _sorted(tx, await _spelt(tx, brought))
            await _add(tx, sorted_.new)
            for one, kept in sorted_.changed:
                await _replace(tx, one, kept, self._clock.now())
            await _remember(tx, [*sorted_.new, *(one for one, _ in sorted_.changed)])
        return sorted_

    async def told_in(self, team_id: str) -> set[str]:
        """Return the channels where something was told."""
        async with self._database.read(team_id) as tx:
            return await tx.library.channels()

    async def take_out(
        self, team_id: str, sight: Sight
    ) -> AsyncGenerator[list[tuple[Practice | Win, Sequence[Echo]]], None]:
        """Yield what may be seen in pages, practices before wins, each the oldest first."""
        async with self._database.read(team_id) as tx:
            for kind in KINDS:
                ids = await tx.transfer.in_order(kind, sight)
                for start in range(0, len(ids), PAGE):
                    yield await _page(tx, kind, ids[start : start + PAGE])

    async def search(
        self, team_id: str, typed: str, sight: Sight, most: int, skipped: int
    ) -> list[Practice | Win]:
        """Return what answers a search within somebody's sight, the best first."""
        query = parse(typed, self._clock.now().date())
        query = replace(query, kinds=query.kinds & frozenset(KINDS))
        async with self._database.read(team_id) as tx:
            items = await items_of(tx, await find(tx, query, sight, most, skipped))
        return [item for item in items if not isinstance(item, Trial)]


async def _several(
    tx: TeamTransaction, kind: Kind, ids: Sequence[str]
) -> dict[str, Practice] | dict[str, Win]:
    return await (tx.wins.several(ids) if kind is Kind.WIN else tx.practices.several(ids))


async def _page(
    tx: TeamTransaction, kind: Kind, ids: Sequence[str]
) -> list[tuple[Practice | Win, Sequence[Echo]]]:
    items = await _several(tx, kind, ids)
    echoes = await tx.echoes.of_practices(ids) if kind is Kind.PRACTICE else {}
    return [(items[i], sorted(echoes.get(i, ()), key=_by_time)) for i in ids if i in items]


def _by_time(echo: Echo) -> tuple[datetime, str, str]:
    return echo.tried_at, echo.author_id, echo.words


async def _sorted(tx: TeamTransaction, brought: Iterable[Brought]) -> Sorted:
    found = Sorted()
    for kind in KINDS:
        things = {one.item_id: one for one in brought if one.kind is kind}
        marks = await tx.transfer.marks(kind, things)
        ours = await tx.transfer.here(kind, [named(one.item) for one in things.values()])
        for item_id, one in things.items():
            if named(one.item) in ours or marks.get(item_id) == one.mark:
                found.same.append(one)
            elif item_id not in marks:
                found.new.append(one)
            elif (kept := await _kept(tx, one)) is not None:
                found.changed.append((one, kept))
            else:
                found.gone.append(one)
    return found


async def _kept(tx: TeamTransaction, one: Brought) -> Practice | Win | None:
    found = await _several(tx, one.kind, [one.item_id])
    return found.get(one.item_id)


async def _spelt(tx: TeamTransaction, brought: Sequence[Brought]) -> list[Brought]:
    """Return things with their tags as the workspace writes them."""
    names = {name for one in brought for name in one.item.tags}
    await tx.alone(MERGING)
    known = await tx.tags.known(names)
    return [
        replace(one, item=replace(one.item, tags=canonical(one.item.tags, known)))
        for one in brought
    ]


async def _add(tx: TeamTransaction, brought: Sequence[Brought]) -> None:
    if not brought:
        return
    await tx.add(*(one.item for one in brought), *(e for one in brought for e in one.echoes))
    for one in brought:
        if one.echoes:
            await _index(tx, one.item, one.echoes)


async def _replace(tx: TeamTransaction, one: Brought, kept: Practice | Win, now: datetime) -> None:
    item = follow(one.item, kept, has_date=one.has_date)
    if isinstance(item, Win):
        await tx.wins.save(item)
        await tx.library.index(item)
        return
    await tx.practices.save(item)
    there = await tx.echoes.of_practice(item.practice_id)
    known = {echo.echo_id for echo in there}
    more = [echo for echo in one.echoes if echo.echo_id not in known]
    await tx.add(*more)
    await _index(tx, item, [*there, *more])
    if await tx.outbox.postings(item.subject):
        key = f"{item.subject}:v{item.version}"
        await tx.add(replace(card(item), key=key, edits=True, not_before=now))


async def _index(tx: TeamTransaction, item: Practice | Win, echoes: Sequence[Echo]) -> None:
    people = {echo.author_id for echo in echoes}
    await tx.library.index(item, spread(people, await tx.teams.all()) if people else 0)


async def _remember(tx: TeamTransaction, brought: Sequence[Brought]) -> None:
    for kind in KINDS:
        marks = {one.item_id: one.mark for one in brought if one.kind is kind}
        if marks:
            await tx.transfer.remember(kind, marks)
