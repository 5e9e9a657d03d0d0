"""Practices in the database, and the messages that were nominated."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.digests import Period
from bot.domain.practices import Audience, Practice
from bot.domain.words import folded
from storage.rows import Row, to_rows
from storage.tables import practices
from storage.wins import source_of


@to_rows.register
def _(practice: Practice) -> Iterable[Row]:
    source = practice.source
    yield Row(
        practices,
        {
            "team_id": practice.team_id,
            "practice_id": practice.practice_id,
            "author_id": practice.author_id,
            "title": practice.title,
            "what": practice.what,
            "situation": practice.situation,
            "tags": list(practice.tags),
            "audience": practice.audience.value,
            "channel_id": practice.channel_id,
            "created_at": practice.created_at,
            "source_channel_id": source.channel_id if source else None,
            "source_ts": source.message_ts if source else None,
            "source_thread_ts": source.thread_ts if source else None,
            "searchable": practice.searchable,
            "withdrawn_at": practice.withdrawn_at,
        },
    )


class PracticeStore:
    """The practices of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, practice_id: str) -> Practice | None:
        """Return a practice, or None when there is none or it was withdrawn."""
        found = await self._select(practices.c.practice_id == practice_id)
        return found[0] if found else None

    async def told_from(self, channel_id: str, message_ts: str) -> Practice | None:
        """Return the practice that a message became, or None."""
        found = await self._select(
            practices.c.source_channel_id == channel_id, practices.c.source_ts == message_ts
        )
        return found[0] if found else None

    async def search(self, words: str, channels: Collection[str], most: int) -> list[Practice]:
        """Return the practices that hold every word, freshest first.

        `channels` are the private ones whose practices the person may see.
        """
        held = [
            practices.c.searchable.contains(word, autoescape=True) for word in folded(words).split()
        ]
        return await self._select(*held, _visible_in(channels), most=most)

    async def created(self, period: Period, channels: Collection[str]) -> list[Practice]:
        """Return the practices born in a period that members of these channels may see."""
        return await self._select(
            _visible_in(channels),
            practices.c.created_at > period.since,
            practices.c.created_at <= period.until,
        )

    async def private_channels(self) -> set[str]:
        """Return the channels whose practices only their members may see."""
        rows = await self._connection.execute(
            select(practices.c.channel_id)
            .where(
                practices.c.team_id == self._team_id,
                practices.c.audience == Audience.CHANNEL.value,
            )
            .distinct()
        )
        return set(rows.scalars())

    async def _select(self, *where: Any, most: int | None = None) -> list[Practice]:
        query = (
            select(practices)
            .where(
                practices.c.team_id == self._team_id,
                practices.c.withdrawn_at.is_(None),
                *where,
            )
            .order_by(practices.c.created_at.desc(), practices.c.practice_id)
            .limit(most)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_practice(row) for row in rows]


def _visible_in(channels: Collection[str]) -> ColumnElement[bool]:
    return or_(
        practices.c.audience == Audience.EVERYONE.value, practices.c.channel_id.in_(channels)
    )


def _practice(row: RowMapping) -> Practice:
    return Practice(
        practice_id=row["practice_id"],
        team_id=row["team_id"],
        author_id=row["author_id"],
        title=row["title"],
        what=row["what"],
        situation=row["situation"],
        tags=tuple(row["tags"]),
        audience=Audience(row["audience"]),
        channel_id=row["channel_id"],
        created_at=row["created_at"],
        source=source_of(row),
        withdrawn_at=row["withdrawn_at"],
    )
