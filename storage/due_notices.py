"""The notices that are due, in the database: who is saying which, and what became of each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.notices import LEASE, Claim, Notice, NoticeState, Posting, Settled
from bot.domain.pace import Busy
from storage.outbox import notice_of
from storage.tables import AHEAD, outbox
from storage.troubles import EveryTrouble, is_held, is_in_trouble

_LONGEST_ERROR = 255
_LOOKS = 10
"""How often one claim looks on where nothing that it found may go yet."""

IDLE = Busy()
SlotOf = Callable[[Notice, datetime], datetime]
"""Tells when a notice that is due may go."""


def _at_once(_: Notice, now: datetime) -> datetime:
    return now


class DueNotices:
    """The notices that are due, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(
        self, now: datetime, most: int, busy: Busy = IDLE, slot_of: SlotOf = _at_once
    ) -> list[Claim]:
        """Take due notices for this worker, oldest first, but none for where it is busy.

        One that may not go yet is put off to its slot instead. One that was being sent by a worker
        that died is taken again, in doubt. Of a workspace in trouble nothing is taken for a while,
        and then one notice alone: a probe.
        """
        taken: list[Claim] = []
        for _ in range(_LOOKS):
            found = await self._due(now, most - len(taken), busy)
            slots = [(row, slot_of(notice_of(row), now)) for row in found]
            await self._put_off([(row, slot) for row, slot in slots if slot > now])
            ready = [row for row, slot in slots if slot <= now]
            mine = [row for row in ready if not row["is_probe"] or await self._may_probe(row, now)]
            await self._take(mine, now)
            taken += [_claim(row, now) for row in mine]
            if not found or len(taken) == most:
                break
        return taken

    async def _due(self, now: datetime, most: int, busy: Busy) -> Sequence[RowMapping]:
        fresh = and_(outbox.c.state == NoticeState.PENDING.value, outbox.c.not_before <= now)
        abandoned = and_(
            outbox.c.state == NoticeState.SENDING.value, outbox.c.last_attempt_at <= now - LEASE
        )
        query = (
            select(outbox, is_in_trouble().label("is_probe"))
            .where(AHEAD, or_(fresh, abandoned), ~is_held(now), *_elsewhere(busy))
            .order_by(outbox.c.not_before, outbox.c.notice_id)
            .limit(most)
            .with_for_update(skip_locked=True, of=outbox)
        )
        return (await self._connection.execute(query)).mappings().all()

    async def _take(self, rows: Sequence[RowMapping], now: datetime) -> None:
        first = [row["first_attempt_at"] or now for row in rows]
        values = [
            {**_of(row), "first": at, "latest": now} for row, at in zip(rows, first, strict=True)
        ]
        if values:
            await self._connection.execute(_TAKE, values)

    async def _put_off(self, slots: Sequence[tuple[RowMapping, datetime]]) -> None:
        values = [{**_of(row), "until": slot, "doubt": _is_in_doubt(row)} for row, slot in slots]
        if values:
            await self._connection.execute(_PUT_OFF, values)

    async def _may_probe(self, row: RowMapping, now: datetime) -> bool:
        """Tell whether a notice is the one that finds out about its workspace."""
        return await EveryTrouble(self._connection).probe(row["team_id"], now, now + LEASE)

    async def renew(self, claim: Claim, now: datetime) -> bool:
        """Hold a claim longer; False when another worker has taken the notice over."""
        return await self._change(claim, last_attempt_at=now)

    async def settle(
        self, claim: Claim, state: NoticeState, posting: Posting | None = None, error: str = ""
    ) -> bool:
        """Record the end of a notice; False when another worker has taken it over."""
        return await self.settle_all([Settled(claim, state, posting, error)])

    async def settle_all(self, settled: Sequence[Settled]) -> bool:
        """Record the ends of notices; False when another worker has taken any of them over."""
        values = [_end_of(each) for each in settled]
        return (await self._connection.execute(_SETTLE, values)).rowcount == len(values)

    async def postpone(self, claim: Claim, until: datetime, error: str) -> None:
        """Give a notice back, to be tried again later; Slack certainly did not post it."""
        await self._give_back(claim, until, error=error[:_LONGEST_ERROR], in_doubt=False)

    async def doubt(self, claim: Claim, until: datetime, error: str) -> None:
        """Give back a notice that Slack may have posted: it is looked for before it is sent."""
        await self._give_back(claim, until, error=error[:_LONGEST_ERROR], in_doubt=True)

    async def release(self, claim: Claim, until: datetime) -> None:
        """Give back a notice that was not tried after all."""
        await self._give_back(
            claim,
            until,
            attempts=claim.attempts,
            first_attempt_at=claim.first_attempt_at,
            last_attempt_at=claim.last_attempt_at,
            in_doubt=claim.in_doubt,
        )

    async def _give_back(self, claim: Claim, until: datetime, **values: Any) -> None:
        await self._change(claim, state=NoticeState.PENDING.value, not_before=until, **values)

    async def _change(self, claim: Claim, **values: Any) -> bool:
        """Change a notice that is still this worker's, as its number of attempts tells."""
        result = await self._connection.execute(
            _one(claim.notice.team_id, claim.notice.notice_id)
            .where(
                outbox.c.state == NoticeState.SENDING.value,
                outbox.c.attempts == claim.attempts + 1,
            )
            .values(**values)
        )
        return result.rowcount == 1


def _one(team_id: str, notice_id: str) -> Any:
    return update(outbox).where(outbox.c.team_id == team_id, outbox.c.notice_id == notice_id)


_EACH = update(outbox).where(
    outbox.c.team_id == bindparam("of_team"), outbox.c.notice_id == bindparam("of_notice")
)
_TAKE = _EACH.values(
    state=NoticeState.SENDING.value,
    attempts=outbox.c.attempts + 1,
    first_attempt_at=bindparam("first"),
    last_attempt_at=bindparam("latest"),
)
_SETTLE = _EACH.where(
    outbox.c.state == NoticeState.SENDING.value, outbox.c.attempts == bindparam("attempt")
).values(
    state=bindparam("end"),
    in_doubt=False,
    error=bindparam("what"),
    posted_channel_id=bindparam("posted_in"),
    posted_ts=bindparam("posted_as"),
)
_PUT_OFF = _EACH.values(
    state=NoticeState.PENDING.value, not_before=bindparam("until"), in_doubt=bindparam("doubt")
)


def _of(row: RowMapping) -> dict[str, Any]:
    return {"of_team": row["team_id"], "of_notice": row["notice_id"]}


def _end_of(settled: Settled) -> dict[str, Any]:
    notice, posting = settled.claim.notice, settled.posting
    return {
        "of_team": notice.team_id,
        "of_notice": notice.notice_id,
        "attempt": settled.claim.attempts + 1,
        "end": settled.state.value,
        "what": settled.error[:_LONGEST_ERROR],
        "posted_in": posting.channel_id if posting else None,
        "posted_as": posting.ts if posting else None,
    }


def _is_in_doubt(row: RowMapping) -> bool:
    """Tell whether an earlier attempt may have been posted; a worker that died may have."""
    return bool(row["in_doubt"]) or row["state"] == NoticeState.SENDING.value


def _elsewhere(busy: Busy) -> Iterator[ColumnElement[bool]]:
    """Leave out the rows of places and workspaces where a worker is busy."""
    if busy.places:
        place = func.coalesce(outbox.c.channel_id, outbox.c.user_id, "")
        yield tuple_(outbox.c.team_id, place).not_in(sorted(busy.places))
    if busy.team_ids:
        yield outbox.c.team_id.not_in(sorted(busy.team_ids))


def _claim(row: RowMapping, now: datetime) -> Claim:
    return Claim(
        notice=notice_of(row),
        claimed_at=now,
        attempts=row["attempts"],
        first_attempt_at=row["first_attempt_at"],
        last_attempt_at=row["last_attempt_at"],
        in_doubt=_is_in_doubt(row),
        is_probe=row["is_probe"],
    )
