"""Nominated messages in the database: where they are, and who points at them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposal, Proposed
from bot.domain.wins import Source
from storage.rows import Row, to_rows
from storage.tables import nominated_messages, nominations


@to_rows.register
def _(message: NominatedMessage) -> Iterable[Row]:
    yield Row(
        nominated_messages,
        {
            "team_id": message.team_id,
            "channel_id": message.source.channel_id,
            "message_ts": message.source.message_ts,
            "proposes": message.proposes.value,
            "author_id": message.author_id,
            "first_at": message.first_at,
            **_standing(message),
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
            "proposes": nomination.proposes.value,
            "user_id": nomination.user_id,
            "emoji": nomination.emoji,
            "at": nomination.at,
        },
    )


class NominationStore:
    """The nominated messages of one workspace: where they are and who points at them."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, proposed: Proposed) -> NominatedMessage | None:
        """Return a nominated message as it stands."""
        return await self._one(select(nominated_messages).where(*self._asked(proposed)))

    async def hold(self, proposed: Proposed) -> NominatedMessage | None:
        """Return a nominated message that nobody else changes until the transaction ends."""
        query = select(nominated_messages).where(*self._asked(proposed))
        return await self._one(query.with_for_update())

    async def hold_all(self, source: Source) -> list[NominatedMessage]:
        """Return a message as whatever it is proposed, and hold it."""
        query = (
            select(nominated_messages)
            .where(*self._at(nominated_messages.c, source))
            .order_by(nominated_messages.c.proposes)
            .with_for_update()
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return [_nominated(row) for row in rows]

    async def is_known(self, source: Source) -> bool:
        """Tell whether anybody ever pointed at a message."""
        query = select(nominated_messages.c.proposes).where(*self._at(nominated_messages.c, source))
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def nominated_by(self, proposed: Proposed) -> set[str]:
        """Return who points at a message now."""
        query = select(nominations.c.user_id).where(*self._people(proposed)).distinct()
        return set((await self._connection.execute(query)).scalars())

    async def take_back(
        self, source: Source, user_id: str, emoji: str, at: datetime
    ) -> list[Proposal]:
        """Forget a person's reaction of before a moment; return what it had nominated it as."""
        gone = delete(nominations).where(
            *self._at(nominations.c, source),
            nominations.c.user_id == user_id,
            nominations.c.emoji == emoji,
            nominations.c.at <= at,
        )
        rows = await self._connection.execute(gone.returning(nominations.c.proposes))
        return sorted(Proposal(name) for name in rows.scalars())

    async def forget_people(self, proposed: Proposed) -> None:
        """Forget who pointed at a message: it matters no more."""
        await self._connection.execute(delete(nominations).where(*self._people(proposed)))

    async def save(self, message: NominatedMessage) -> None:
        """Keep where a nominated message stands."""
        await self._connection.execute(
            update(nominated_messages)
            .where(*self._asked(message.proposed))
            .values(**_standing(message))
        )

    async def _one(self, query: Select[Any]) -> NominatedMessage | None:
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _nominated(row) if row else None

    def _asked(self, proposed: Proposed) -> Iterable[ColumnElement[bool]]:
        columns = nominated_messages.c
        return *self._at(columns, proposed.source), columns.proposes == proposed.proposes.value

    def _people(self, proposed: Proposed) -> Iterable[ColumnElement[bool]]:
        columns = nominations.c
        return *self._at(columns, proposed.source), columns.proposes == proposed.proposes.value

    def _at(self, columns: Any, source: Source) -> Iterable[ColumnElement[bool]]:
        return (
            columns.team_id == self._team_id,
            columns.channel_id == source.channel_id,
            columns.message_ts == source.message_ts,
        )


class OldQuestions:
    """Questions that have waited for long, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(
        self, waiting: Collection[Consent], before: datetime, most: int
    ) -> list[NominatedMessage]:
        """Return messages whose author was asked before a moment; no other worker gets them."""
        query = (
            select(nominated_messages)
            .where(
                nominated_messages.c.consent.in_([consent.value for consent in waiting]),
                nominated_messages.c.asked_at <= before,
            )
            .order_by(nominated_messages.c.asked_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return [_nominated(row) for row in rows]


def _standing(message: NominatedMessage) -> dict[str, Any]:
    return {
        "thread_ts": message.source.thread_ts,
        "consent": message.consent.value,
        "asked": message.asked,
        "asked_at": message.asked_at,
    }


def _nominated(row: RowMapping) -> NominatedMessage:
    return NominatedMessage(
        team_id=row["team_id"],
        source=Source(row["channel_id"], row["message_ts"], row["thread_ts"]),
        author_id=row["author_id"],
        consent=Consent(row["consent"]),
        first_at=row["first_at"],
        asked=row["asked"],
        proposes=Proposal(row["proposes"]),
        asked_at=row["asked_at"],
    )
