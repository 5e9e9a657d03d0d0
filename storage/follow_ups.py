"""Follow-ups in the database: what the team took up, and what came of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.digests import ItemKind, Period
from bot.domain.follow_ups import SAID, Became, FollowUp
from storage.digests import is_said
from storage.rows import Row, to_rows
from storage.tables import digest_items, follow_ups


@to_rows.register
def _(follow_up: FollowUp) -> Iterable[Row]:
    yield Row(
        follow_ups,
        {
            "team_id": follow_up.team_id,
            "follow_up_id": follow_up.follow_up_id,
            "checkin_id": follow_up.checkin_id,
            "answer_id": follow_up.answer_id,
            "channel_id": follow_up.channel_id,
            **_changing(follow_up),
        },
    )


def _changing(follow_up: FollowUp) -> dict[str, Any]:
    return {
        "author_id": follow_up.author_id,
        "words": follow_up.words,
        "opened_at": follow_up.opened_at,
        "became": follow_up.became.value,
        "outcome": follow_up.outcome,
        "closed_by": follow_up.closed_by,
        "closed_at": follow_up.closed_at,
    }


class FollowUpStore:
    """The follow-ups of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, follow_up_id: str) -> FollowUp | None:
        """Return a follow-up, or None when there is none."""
        found = await self._select(follow_ups.c.follow_up_id == follow_up_id)
        return found[0] if found else None

    async def several(self, follow_up_ids: Collection[str]) -> dict[str, FollowUp]:
        """Return follow-ups by id; those that lost their words are left out."""
        if not follow_up_ids:
            return {}
        found = await self._select(
            follow_ups.c.follow_up_id.in_(sorted(follow_up_ids)), follow_ups.c.words != ""
        )
        return {each.follow_up_id: each for each in found}

    async def of_answer(self, answer_id: str) -> FollowUp | None:
        """Return the follow-up that was opened from an answer, or None."""
        found = await self._select(follow_ups.c.answer_id == answer_id)
        return found[0] if found else None

    async def of_checkin(self, checkin_id: str) -> list[FollowUp]:
        """Return what was taken up of the answers to a check-in, oldest first."""
        return await self._select(follow_ups.c.checkin_id == checkin_id)

    async def of_person(self, user_id: str) -> list[FollowUp]:
        """Return the follow-ups that hold words of somebody: what they said, or what came of it."""
        named = or_(follow_ups.c.author_id == user_id, follow_ups.c.closed_by == user_id)
        return await self._select(named)

    async def open_in(self, channel_id: str) -> list[FollowUp]:
        """Return what a channel has taken up and nobody has spoken of yet, oldest first."""
        return await self._select(
            follow_ups.c.channel_id == channel_id,
            follow_ups.c.closed_at.is_(None),
            follow_ups.c.words != "",
        )

    async def to_tell(self, channel_id: str, period: Period, waiting: datetime) -> list[FollowUp]:
        """Return what came of a channel's words in a period, or did not; oldest first.

        With it comes what is open since a moment at the latest, unless a digest has said so.
        """
        values = {
            "team": self._team_id,
            "channel": channel_id,
            "since": period.since,
            "until": period.until,
            "waiting": waiting,
        }
        rows = (await self._connection.execute(_TO_TELL, values)).mappings()
        return [_follow_up(row) for row in rows]

    async def save(self, follow_up: FollowUp) -> bool:
        """Keep a follow-up as it is now; False when it is gone."""
        result = await self._connection.execute(
            update(follow_ups)
            .where(
                follow_ups.c.team_id == self._team_id,
                follow_ups.c.follow_up_id == follow_up.follow_up_id,
            )
            .values(_changing(follow_up))
        )
        return result.rowcount > 0

    async def _select(self, *where: Any) -> list[FollowUp]:
        query = (
            select(follow_ups)
            .where(follow_ups.c.team_id == self._team_id, *where)
            .order_by(follow_ups.c.opened_at, follow_ups.c.follow_up_id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_follow_up(row) for row in rows]


_CLOSED = and_(
    follow_ups.c.closed_at > bindparam("since"),
    follow_ups.c.closed_at <= bindparam("until"),
    follow_ups.c.became.in_([each.value for each in SAID]),
)
_WAITS = and_(
    follow_ups.c.closed_at.is_(None),
    follow_ups.c.opened_at <= bindparam("waiting"),
    ~exists().where(
        digest_items.c.team_id == follow_ups.c.team_id,
        digest_items.c.channel_id == follow_ups.c.channel_id,
        digest_items.c.kind == ItemKind.WAITING.value,
        digest_items.c.item_id == follow_ups.c.follow_up_id,
        is_said(),
    ),
)
_TO_TELL = (
    select(follow_ups)
    .where(
        follow_ups.c.team_id == bindparam("team"),
        follow_ups.c.channel_id == bindparam("channel"),
        follow_ups.c.words != "",
        or_(_CLOSED, _WAITS),
    )
    .order_by(follow_ups.c.closed_at, follow_ups.c.opened_at, follow_ups.c.follow_up_id)
)


def _follow_up(row: RowMapping) -> FollowUp:
    return FollowUp(
        follow_up_id=row["follow_up_id"],
        team_id=row["team_id"],
        checkin_id=row["checkin_id"],
        answer_id=row["answer_id"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        words=row["words"],
        opened_at=row["opened_at"],
        became=Became(row["became"]),
        outcome=row["outcome"],
        closed_by=row["closed_by"],
        closed_at=row["closed_at"],
    )
