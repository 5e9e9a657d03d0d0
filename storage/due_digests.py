"""The digests of many channels at once, of any workspace: for the workers only."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import NoticeState
from bot.domain.schedules import ScheduleKind
from storage.digests import announced
from storage.tables import TOLD_DIGEST, digest_items, outbox, schedules

_UNSAID = (NoticeState.REFUSED.value, NoticeState.DROPPED.value)


class Place(NamedTuple):
    """A channel of a workspace."""

    team_id: str
    channel_id: str


class DueDigests:
    """What is known of the digests that have come due: a statement for all of them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget_unsaid(self, keys: Collection[tuple[str, str]]) -> None:
        """Forget notices that certainly were not posted, by workspace and key."""
        await self._connection.execute(
            delete(outbox).where(
                tuple_(outbox.c.team_id, outbox.c.key).in_(keys), outbox.c.state.in_(_UNSAID)
            )
        )

    async def known(self, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those of these notices that are planned or told already."""
        query = select(outbox.c.team_id, outbox.c.key).where(
            tuple_(outbox.c.team_id, outbox.c.key).in_(keys)
        )
        return {(row.team_id, row.key) for row in await self._connection.execute(query)}

    async def forget_chosen(self, weeks: Collection[tuple[str, str, str]]) -> None:
        """Forget what was chosen for digests that nothing announces: workspace, channel, week."""
        there = tuple_(digest_items.c.team_id, digest_items.c.channel_id, digest_items.c.week)
        await self._connection.execute(
            delete(digest_items).where(there.in_(weeks), ~exists().where(announced()))
        )

    async def last_payloads(self, places: Collection[Place]) -> dict[Place, dict[str, Any]]:
        """Return the ids that the last digest of each channel carried, where there was one."""
        last = (
            select(outbox.c.payload)
            .where(
                outbox.c.team_id == schedules.c.team_id,
                outbox.c.channel_id == schedules.c.channel_id,
                TOLD_DIGEST,
                outbox.c.edits.is_(False),
            )
            .order_by(outbox.c.not_before.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = select(schedules.c.team_id, schedules.c.channel_id, last.label("payload")).where(
            tuple_(schedules.c.team_id, schedules.c.channel_id).in_(places),
            schedules.c.kind == ScheduleKind.DIGEST.value,
        )
        rows = await self._connection.execute(query)
        return {Place(team, channel): payload for team, channel, payload in rows if payload}
