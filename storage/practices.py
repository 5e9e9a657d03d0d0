"""Practices in the database, and the messages that were nominated."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.digests import Period
from bot.domain.practices import Audience, Consent, NominatedMessage, Nomination, Practice
from bot.domain.wins import Source
from bot.domain.words import folded
from storage.rows import Row, to_rows
from storage.tables import nominated_messages, nominations, practices
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


@to_rows.register
def _(message: NominatedMessage) -> Iterable[Row]:
    yield Row(
        nominated_messages,
        {
            "team_id": message.team_id,
            "channel_id": message.source.channel_id,
            "message_ts": message.source.message_ts,
            "thread_ts": message.source.thread_ts,
            "author_id": message.author_id,
            "consent": message.consent.value,
            "first_at": message.first_at,
            "asked": message.asked,
        },
    )


@to_rows.register
def _(nomination: Nomination) -> Iterable[Row]:
    yield Row(
        nominations,
        {
            "team_id": nomination.team_id,
            "channel_id": nomination.channel_id,
            "message_ts": nomination.message_ts,
            "user_id": nomination.user_id,
            "at": nomination.at,
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


class NominationStore:
    """The nominated messages of one workspace: where they are and who points at them."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, channel_id: str, message_ts: str) -> NominatedMessage | None:
        """Return a nominated message, locked until the end of a writing transaction."""
        query = (
            select(nominated_messages)
            .where(*self._at(nominated_messages.c, channel_id, message_ts))
            .with_for_update()
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _nominated(row) if row else None

    async def nominated_by(self, channel_id: str, message_ts: str) -> set[str]:
        """Return who points at a message now."""
        query = select(nominations.c.user_id).where(
            *self._at(nominations.c, channel_id, message_ts)
        )
        return set((await self._connection.execute(query)).scalars())

    async def take_back(self, channel_id: str, message_ts: str, user_id: str) -> None:
        """Forget that a person points at a message."""
        await self._connection.execute(
            delete(nominations).where(
                *self._at(nominations.c, channel_id, message_ts), nominations.c.user_id == user_id
            )
        )

    async def save(self, message: NominatedMessage) -> None:
        """Keep where a nominated message stands."""
        at = self._at(nominated_messages.c, message.source.channel_id, message.source.message_ts)
        await self._connection.execute(
            update(nominated_messages)
            .where(*at)
            .values(
                consent=message.consent.value,
                asked=message.asked,
                thread_ts=message.source.thread_ts,
            )
        )

    def _at(
        self, columns: Any, channel_id: str, message_ts: str
    ) -> tuple[ColumnElement[bool], ...]:
        return (
            columns.team_id == self._team_id,
            columns.channel_id == channel_id,
            columns.message_ts == message_ts,
        )


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


def _nominated(row: RowMapping) -> NominatedMessage:
    return NominatedMessage(
        team_id=row["team_id"],
        source=Source(row["channel_id"], row["message_ts"], row["thread_ts"]),
        author_id=row["author_id"],
        consent=Consent(row["consent"]),
        first_at=row["first_at"],
        asked=row["asked"],
    )
