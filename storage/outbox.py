"""The outbox in the database: what is to be said, and where it was said."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import Notice, NoticeKind, NoticeState, Posting
from storage.rows import Row, to_rows
from storage.tables import AHEAD, outbox

_UNSAID = (NoticeState.REFUSED.value, NoticeState.DROPPED.value)


@to_rows.register
def _(notice: Notice) -> Iterable[Row]:
    yield Row(
        outbox,
        {
            "team_id": notice.team_id,
            "notice_id": notice.notice_id,
            "key": notice.key,
            "kind": notice.kind.value,
            "subject": notice.subject,
            "channel_id": notice.channel_id,
            "user_id": notice.user_id,
            "thread_ts": notice.thread_ts,
            "edits": notice.edits,
            "payload": notice.payload,
            "state": NoticeState.PENDING.value,
            "not_before": notice.not_before,
            "attempts": 0,
            "first_attempt_at": None,
            "last_attempt_at": None,
            "in_doubt": False,
            "error": "",
            "posted_channel_id": None,
            "posted_ts": None,
        },
    )


class OutboxStore:
    """What is to be said and was said in one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def postings(self, subject: str) -> list[Posting]:
        """Return where something was posted, first posted first."""
        query = (
            select(outbox.c.posted_channel_id, outbox.c.posted_ts)
            .where(
                outbox.c.team_id == self._team_id,
                outbox.c.subject == subject,
                outbox.c.posted_ts.is_not(None),
                outbox.c.edits.is_(False),
            )
            .order_by(outbox.c.posted_ts)
        )
        return [Posting(*row) for row in await self._connection.execute(query)]

    async def subject_at(self, channel_id: str, ts: str) -> str | None:
        """Return what a message of the bot is about, or None when it is not one."""
        query = select(outbox.c.subject).where(
            outbox.c.team_id == self._team_id,
            outbox.c.posted_channel_id == channel_id,
            outbox.c.posted_ts == ts,
        )
        return (await self._connection.execute(query.limit(1))).scalar_one_or_none()

    async def is_expected(self, subject: str) -> bool:
        """Tell whether a message about something may appear that is not recorded yet.

        One that nobody has tried to send is not: it will be rendered from what is true then.
        """
        query = select(outbox.c.notice_id).where(
            outbox.c.team_id == self._team_id,
            outbox.c.subject == subject,
            outbox.c.edits.is_(False),
            AHEAD,
            outbox.c.first_attempt_at.is_not(None),
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def may_be_at(self, channel_id: str, kind: NoticeKind, moment: datetime) -> bool:
        """Tell whether a message of a moment may be one of ours that is not recorded yet."""
        query = select(outbox.c.notice_id).where(
            outbox.c.team_id == self._team_id,
            outbox.c.channel_id == channel_id,
            outbox.c.kind == kind.value,
            outbox.c.edits.is_(False),
            AHEAD,
            outbox.c.first_attempt_at <= moment,
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def is_planned(self, subject: str) -> bool:
        """Tell whether something is still to be said about a subject."""
        query = select(outbox.c.notice_id).where(
            outbox.c.team_id == self._team_id,
            outbox.c.subject == subject,
            AHEAD,
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def forget_unsaid(self, key: str) -> None:
        """Forget a notice that certainly was not posted, so that it can be planned anew."""
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.team_id == self._team_id,
                outbox.c.key == key,
                outbox.c.state.in_(_UNSAID),
            )
        )

    async def forget_planned(self, key: str) -> None:
        """Forget a notice that nobody has begun to send."""
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.team_id == self._team_id,
                outbox.c.key == key,
                outbox.c.state == NoticeState.PENDING.value,
                outbox.c.in_doubt.is_(False),
            )
        )

    async def has_change_ahead(self, subject: str) -> bool:
        """Tell whether a change of a message waits to be made; nobody begins it meanwhile.

        It is rendered when it is made, so it will show what this transaction writes too.
        """
        # Written, not read: a worker that takes it at this moment waits, or is seen to have it.
        result = await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.team_id == self._team_id,
                outbox.c.subject == subject,
                outbox.c.edits,
                AHEAD,
                outbox.c.state == NoticeState.PENDING.value,
            )
            .values(state=NoticeState.PENDING.value)
        )
        return result.rowcount > 0

    async def drop(self, key: str) -> None:
        """Settle a notice that has nothing to say, unless an earlier attempt may have been posted.

        Whoever adds something to say then finds it settled, and plans it anew.
        """
        await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.team_id == self._team_id,
                outbox.c.key == key,
                AHEAD,
                outbox.c.attempts <= 1,
                outbox.c.in_doubt.is_(False),
            )
            .values(state=NoticeState.DROPPED.value)
        )

    async def notice(self, key: str) -> Notice | None:
        """Return the notice with a key, wherever it stands, or None when there is none."""
        query = select(outbox).where(outbox.c.team_id == self._team_id, outbox.c.key == key)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return notice_of(row) if row else None

    async def state(self, key: str) -> NoticeState | None:
        """Return where the notice with a key stands, or None when there is none."""
        query = select(outbox.c.state).where(outbox.c.team_id == self._team_id, outbox.c.key == key)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        return NoticeState(found) if found else None

    async def planned_for(self, kind: NoticeKind, user_ids: Collection[str]) -> dict[str, datetime]:
        """Return until when notices of a kind are planned for each of these people."""
        query = (
            select(outbox.c.user_id, outbox.c.not_before)
            .where(
                outbox.c.team_id == self._team_id,
                outbox.c.kind == kind.value,
                outbox.c.user_id.in_(sorted(user_ids)),
                outbox.c.edits.is_(False),
                AHEAD,
            )
            .order_by(outbox.c.not_before)
        )
        return {row.user_id: row.not_before for row in await self._connection.execute(query)}

    async def told_since(self, kind: NoticeKind, moment: datetime) -> list[Notice]:
        """Return the notices of a kind that were posted since a moment, or are about to be."""
        query = select(outbox).where(
            outbox.c.team_id == self._team_id,
            outbox.c.kind == kind.value,
            outbox.c.edits.is_(False),
            outbox.c.state.not_in(_UNSAID),
            outbox.c.not_before >= moment,
        )
        return [notice_of(row) for row in (await self._connection.execute(query)).mappings()]

    async def ahead(self, kind: NoticeKind) -> list[Notice]:
        """Return the notices of a kind that are still to be told."""
        query = select(outbox).where(
            outbox.c.team_id == self._team_id,
            outbox.c.kind == kind.value,
            outbox.c.edits.is_(False),
            AHEAD,
        )
        return [notice_of(row) for row in (await self._connection.execute(query)).mappings()]

    async def latest_payload(self, subjects: Collection[str]) -> dict[str, Any] | None:
        """Return the ids that the latest posted notice about one of these carried, if any."""
        query = (
            select(outbox.c.payload)
            .where(
                outbox.c.team_id == self._team_id,
                outbox.c.subject.in_(subjects),
                outbox.c.state == NoticeState.SENT.value,
                outbox.c.edits.is_(False),
            )
            .order_by(outbox.c.not_before.desc())
            .limit(1)
        )
        return (await self._connection.execute(query)).scalar_one_or_none()


def notice_of(row: RowMapping) -> Notice:
    """Return the notice that a row is."""
    return Notice(
        team_id=row["team_id"],
        key=row["key"],
        kind=NoticeKind(row["kind"]),
        subject=row["subject"],
        not_before=row["not_before"],
        channel_id=row["channel_id"],
        user_id=row["user_id"],
        thread_ts=row["thread_ts"],
        edits=row["edits"],
        payload=row["payload"],
        notice_id=row["notice_id"],
    )
