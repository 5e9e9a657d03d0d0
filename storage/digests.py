"""What digests showed, in the database, and what may be shown next."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.digests import Choice, Item, ItemKind, Period
from bot.domain.fairness import Candidate
from bot.domain.notices import NoticeState
from bot.domain.visibility import Sight
from storage.rows import Row, to_rows
from storage.tables import digest_items, outbox, practice_people, practices, win_people, wins
from storage.visibility import reached

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
        query = (
            select(digest_items.c.kind, digest_items.c.item_id, digest_items.c.shown_at)
            .where(*self._of(channel_id), digest_items.c.week == week)
            .order_by(digest_items.c.place)
        )
        rows = (await self._connection.execute(query)).all()
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
            _is_said(),
        )
        return [(row.channel_id, row.week) for row in await self._connection.execute(query)]

    async def showed(self, kind: ItemKind, channel_id: str, since: datetime) -> dict[str, datetime]:
        """Return what a channel's digests showed of a kind since a moment, each with when last."""
        query = (
            select(digest_items.c.item_id, digest_items.c.shown_at)
            .where(
                *self._of(channel_id),
                digest_items.c.kind == kind.value,
                digest_items.c.shown_at > since,
                _is_said(),
            )
            .order_by(digest_items.c.shown_at)
        )
        return {row.item_id: row.shown_at for row in await self._connection.execute(query)}

    async def last_shown(self, channel_id: str, since: datetime) -> dict[str, datetime]:
        """Return when each person was last shown in a channel, of those who were since a moment."""
        named = union_all(
            self._shown(ItemKind.WIN, win_people.c.win_id, win_people.c.user_id),
            self._shown(
                ItemKind.PRACTICE, practice_people.c.practice_id, practice_people.c.user_id
            ),
        ).subquery()
        query = (
            select(named.c.person, named.c.shown_at)
            .where(
                named.c.team_id == self._team_id,
                named.c.channel_id == channel_id,
                named.c.shown_at > since,
                named.c.person != "",  # whose name was taken out
            )
            .order_by(named.c.shown_at)
        )
        rows = await self._connection.execute(query)
        return {row.person: row.shown_at for row in rows}

    async def wins(self, channel_id: str, period: Period, sight: Sight) -> list[Candidate]:
        """Return the wins of a period that may be shown in a channel and were not yet."""
        found = await self._waiting(
            ItemKind.WIN, channel_id, wins.c.told_at, period, sight, wins.c.kept_out.is_(False)
        )
        named = select(win_people.c.win_id, win_people.c.user_id).where(
            win_people.c.team_id == self._team_id, win_people.c.win_id.in_(found)
        )
        return await self._candidates(found, named)

    async def practices(self, channel_id: str, period: Period, sight: Sight) -> list[Candidate]:
        """Return the practices of a period that may be shown in a channel and were not yet."""
        found = await self._waiting(
            ItemKind.PRACTICE, channel_id, practices.c.created_at, period, sight
        )
        named = select(practice_people.c.practice_id, practice_people.c.user_id).where(
            practice_people.c.team_id == self._team_id, practice_people.c.practice_id.in_(found)
        )
        return await self._candidates(found, named)

    async def _waiting(
        self,
        kind: ItemKind,
        channel_id: str,
        told_at: Column[datetime],
        period: Period,
        sight: Sight,
        *where: ColumnElement[bool],
    ) -> dict[str, tuple[datetime, bool]]:
        """Return what may be shown, with when it was told and whether it was in the channel."""
        table = told_at.table
        [key] = [column for column in table.primary_key if column.name != "team_id"]
        shown = select(digest_items.c.item_id).where(
            *self._of(channel_id),
            digest_items.c.kind == kind.value,
            digest_items.c.shown_at > period.since,  # nothing is shown before it is told
            _is_said(),
        )
        found: dict[str, tuple[datetime, bool]] = {}
        for is_here in (True, False) if sight.everywhere else (True,):
            told_in = table.c.channel_id
            query = (
                select(key, told_at)
                .where(
                    table.c.team_id == self._team_id,
                    told_in == channel_id if is_here else told_in != channel_id,
                    *where,
                    reached(sight, table.c.audience, told_in),
                    table.c.external_id.is_(None),  # what is brought from elsewhere is no news
                    table.c.withdrawn_at.is_(None),
                    told_at > period.since,
                    told_at <= period.until,
                    key.not_in(shown),
                )
                .order_by(told_at.desc(), key)
                .limit(MOST_CONSIDERED)
            )
            for item_id, at in await self._connection.execute(query):
                found[item_id] = at, is_here
        return found

    async def _candidates(
        self, found: dict[str, tuple[datetime, bool]], named: Select[Any]
    ) -> list[Candidate]:
        people: dict[str, set[str]] = {}
        if found:
            for item_id, person in await self._connection.execute(named):
                people.setdefault(item_id, set()).add(person)
        return [
            Candidate(item_id, frozenset(people.get(item_id, set()) - {""}), at, is_here)
            for item_id, (at, is_here) in found.items()
        ]

    def _of(self, channel_id: str) -> Collection[ColumnElement[bool]]:
        return digest_items.c.team_id == self._team_id, digest_items.c.channel_id == channel_id

    def _shown(self, kind: ItemKind, item_id: Column[str], user_id: Column[str]) -> Select[Any]:
        items = digest_items.c
        there = and_(item_id.table.c.team_id == items.team_id, item_id == items.item_id)
        return (
            select(items.team_id, items.channel_id, items.shown_at, user_id.label("person"))
            .select_from(digest_items.join(item_id.table, there))
            .where(items.kind == kind.value, _is_said())
        )


def _is_said() -> ColumnElement[bool]:
    """Return the condition that a digest was told, or is about to be: not refused, not dropped."""
    return ~exists().where(announced(), outbox.c.state.in_(_UNSAID))


def announced() -> ColumnElement[bool]:
    """Return the condition that a notice is that of the digest which showed something."""
    key = "digest:" + digest_items.c.channel_id + ":" + digest_items.c.week
    return and_(outbox.c.team_id == digest_items.c.team_id, outbox.c.key == key)
