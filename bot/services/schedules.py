"""Schedules: fire what is due, once, and tell of what cannot be posted."""

from datetime import datetime

from bot.clock import Clock
from bot.domain.notices import Claim, Notice, NoticeKind, NoticeState
from bot.domain.schedules import Schedule, ScheduleKind
from bot.services.firing import fire, to_realign
from storage.database import Database
from storage.transactions import TeamTransaction

BATCH = 100
PAGE = 500


class ScheduleService:
    """When things recur, and what happens then."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of_channel(self, team_id: str, channel_id: str) -> dict[ScheduleKind, Schedule]:
        """Return what recurs in a channel, by kind."""
        async with self._database.read(team_id) as tx:
            return await tx.schedules.of_channel(channel_id)

    async def fire_due(self) -> bool:
        """Fire a batch of due schedules in one transaction; tell whether more may be due."""
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            due = await tx.schedules.claim(now, BATCH)
            if due:
                await fire(tx, due, now)
        return len(due) == BATCH

    async def realign(self) -> None:
        """Move what is planned at another time than it would be by what is known now.

        The data of time zones and public holidays change with the requirements. What is due, or
        comes that very moment, is left alone; nothing is moved into the past.
        """
        now, beyond, more = self._clock.now(), ("", "", ""), True
        while more:
            async with self._database.write_every_team() as tx:
                page = await tx.schedules.planned(now, beyond, PAGE)
                await tx.schedules.move_all(to_realign(page, now))
            more = len(page) == PAGE
            if more:
                beyond = (page[-1].team_id, page[-1].channel_id, page[-1].kind.value)

    async def refused(self, claim: Claim, error: str, *, is_place: bool) -> None:
        """Settle what Slack would not take, and tell those who must know, each once.

        When it is the place that refuses, whoever set what recurs there is told, once until it
        takes something again.
        """
        notice = claim.notice
        async with self._database.write_every_team() as every:
            if not await every.outbox.settle(claim, NoticeState.REFUSED, error=error):
                return
            tx = every.of_team(notice.team_id)
            await tell_refused(tx, notice, error, self._clock.now(), is_place=is_place)
            every.added_notices |= tx.added_notices


async def tell_refused(
    tx: TeamTransaction, notice: Notice, error: str, at: datetime, *, is_place: bool
) -> None:
    """Forget a question that nobody was asked, and tell those who must know of a refusal."""
    if notice.kind in {NoticeKind.CHECKIN_PROMPT, NoticeKind.CHECKIN_ROUND}:
        await tx.checkins.cancel(notice.payload["checkin"])
    there = await tx.schedules.in_trouble(notice.channel_id or "", error) if is_place else []
    to_tell = {notice.payload["by"]: False} if notice.payload.get("by") else {}
    # Who had it erased that they set it is not told.
    to_tell |= {s.set_by: True for s in there if s.set_by and not s.trouble}
    await tx.add(*(_setback(notice, error, at, *told) for told in sorted(to_tell.items())))


def _setback(notice: Notice, error: str, at: datetime, user_id: str, recurs: bool) -> Notice:
    return Notice(
        team_id=notice.team_id,
        key=f"{notice.key}:setback:{user_id}:{notice.notice_id}",
        kind=NoticeKind.SETBACK,
        subject=f"setback:{notice.key}",
        not_before=at,
        user_id=user_id,
        payload={"channel": notice.channel_id, "reason": error, "recurs": recurs},
    )
