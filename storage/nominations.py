"""Nominated messages in the database: where they are, and who points at them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposal
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
            "thread_ts": message.source.thread_ts,
            "author_id": message.author_id,
            "consent": message.consent.value,
            "first_at": message.first_at,
            "asked": message.asked,
            "proposes": message.proposes.value,
            "asked_at": message.asked_at,
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
            "proposes": nomination.proposes.value,
        },
    )


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

    async def take_back(self, channel_id: str, message_ts: str, user_id: str) -> bool:
        """Forget that a person points at a message; False when they did not."""
        result = await self._connection.execute(
            delete(nominations).where(
                *self._at(nominations.c, channel_id, message_ts), nominations.c.user_id == user_id
            )
        )
        return result.rowcount > 0

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
