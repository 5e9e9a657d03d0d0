"""Practices that nobody has confirmed for long, in any workspace: for the workers only."""

from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.freshness import StalePractice
from bot.domain.visibility import Audience
from storage.tables import Moment, echoes, practices

_KEY = (practices.c.fresh_at, practices.c.team_id, practices.c.practice_id)


class StalePractices:
    """Practices that nobody has confirmed for long, and that were not asked about since."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(
        self, before: datetime, most: int, after: StalePractice | None = None
    ) -> list[StalePractice]:
        """Return practices that were last confirmed before a moment, the oldest first.

        `after` is the last one of the batch before.
        """
        query = (
            select(
                practices.c.team_id,
                practices.c.practice_id,
                practices.c.fresh_at,
                practices.c.audience,
                practices.c.channel_id,
                practices.c.author_id,
                _last_echo().label("tried_by"),
            )
            .where(
                practices.c.fresh_at <= before,
                practices.c.asked_at.is_(None),
                practices.c.withdrawn_at.is_(None),
            )
            .order_by(*_KEY)
            .limit(most)
        )
        if after is not None:
            query = query.where(_is_after(after))
        rows = (await self._connection.execute(query)).mappings()
        return [StalePractice(**{**row, "audience": Audience(row["audience"])}) for row in rows]


def _last_echo() -> Any:
    return (
        select(echoes.c.author_id)
        .where(
            echoes.c.team_id == practices.c.team_id,
            echoes.c.practice_id == practices.c.practice_id,
        )
        .order_by(echoes.c.tried_at.desc(), echoes.c.echo_id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _is_after(last: StalePractice) -> Any:
    place = (literal(last.fresh_at, Moment), literal(last.team_id), literal(last.practice_id))
    return tuple_(*_KEY) > tuple_(*place)
