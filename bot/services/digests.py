"""Digests: compose a channel's week, preview it, send it once."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.digests import Digest, Period, compose
from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.questions import BANK
from bot.domain.schedules import number_of_week, week_of
from bot.errors import CordeeError, N_
from bot.services.channels import ChannelService
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction

WEEK = timedelta(days=7)
REMEMBERED = 57
"""How many weeks of digests the outbox remembers."""
WRITTEN_WITHIN = timedelta(seconds=5)
"""What was told more recently may not be in the database yet: the next digest tells it."""
LONGEST = timedelta(days=28)
"""How far back a digest looks at the most, after a pause."""


class DigestAlreadySent(CordeeError):
    """The channel has had its digest this week."""

    message = N_("This channel has had its digest this week. The next one comes next week.")


class DigestService:
    """The weekly story of a channel."""

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility, clock: Clock
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility
        self._clock = clock

    async def preview(self, team_id: str, channel_id: str) -> tuple[Digest, bool]:
        """Return what a channel's digest would tell now, and whether this week's is out already."""
        now = self._clock.now()
        settings = await self._channels.settings(team_id, channel_id)
        async with self._database.read(team_id) as tx:
            since = await _told_until(tx, channel_id, settings.zone, now)
            is_sent = await has_digest(tx, channel_id, settings.zone, now)
        return await self._compose(team_id, channel_id, Period(since, now)), is_sent

    async def send_now(self, gesture: Gesture, channel_id: str) -> None:
        """Plan this week's digest at once, or raise DigestAlreadySent."""
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        settings = await self._channels.settings(gesture.team_id, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if not await plan_digest(tx, channel_id, settings.zone, gesture.at, gesture.user_id):
                raise DigestAlreadySent

    async def of_notice(self, notice: Notice) -> Digest:
        """Return the digest that a notice announces, as it stands now."""
        period = Period(*_ends(notice))
        return await self._compose(notice.team_id, notice.channel_id or "", period)

    async def _compose(self, team_id: str, channel_id: str, period: Period) -> Digest:
        settings = await self._channels.settings(team_id, channel_id)
        async with self._database.read(team_id) as tx:
            told_in = await tx.wins.channels()
        sight = await self._visibility.of_channel(team_id, channel_id, told_in)
        async with self._database.read(team_id) as tx:
            wins = await tx.wins.told(period, sight)
            practices = await tx.practices.created(period, sight)
            teams = await tx.teams.all()
        return compose(
            channel_id,
            period,
            wins,
            practices,
            bank=list(BANK),
            week=number_of_week(period.until, settings.zone),
            language=settings.language,
            zone=settings.zone,
            teams=teams,
        )


async def plan_digest(
    tx: TeamTransaction, channel_id: str, zone: str, at: datetime, by: str = ""
) -> bool:
    """Plan a channel's digest; False when it has one this week, whoever asked for it.

    One that Slack refused gives way. `by` is who asked for it by hand, and is told of a refusal.
    """
    await tx.alone(f"digest:{channel_id}")
    key = _key(channel_id, zone, at)
    await tx.outbox.forget_unsaid(key)
    if await tx.outbox.state(key):
        return False
    # By hand, what was just told belongs in it: its preview showed it.
    until = at if by else at - WRITTEN_WITHIN
    since = await _told_until(tx, channel_id, zone, until)
    notice = Notice(
        team_id=tx.team_id,
        key=key,
        kind=NoticeKind.DIGEST,
        subject=key,
        not_before=at,
        channel_id=channel_id,
        payload={"since": since.isoformat(), "until": until.isoformat(), "by": by},
    )
    await tx.add(notice)
    return True


async def tell_again(
    tx: TeamTransaction, told_at: datetime, at: datetime, *, without: str, channel_id: str = ""
) -> None:
    """Change the digests that may have told something, which is not to be read there any more.

    Those of every channel, or of all but the one that may still read it.
    """
    for told in await tx.outbox.told_since(NoticeKind.DIGEST, told_at):
        since, until = _ends(told)
        if since < told_at <= until and told.channel_id != channel_id:
            key = f"{told.key}:without:{without}"
            await tx.add(replace(told, key=key, edits=True, not_before=at, notice_id=new_id()))


def _ends(notice: Notice) -> tuple[datetime, datetime]:
    since, until = (datetime.fromisoformat(notice.payload[end]) for end in ("since", "until"))
    return since, until


async def has_digest(tx: TeamTransaction, channel_id: str, zone: str, at: datetime) -> bool:
    """Tell whether a channel's digest is planned or told in the week of a moment."""
    state = await tx.outbox.state(_key(channel_id, zone, at))
    return state not in {None, NoticeState.REFUSED, NoticeState.DROPPED}


def _key(channel_id: str, zone: str, at: datetime) -> str:
    return f"digest:{channel_id}:{week_of(at, zone)}"


async def _told_until(tx: TeamTransaction, channel_id: str, zone: str, now: datetime) -> datetime:
    """Return where the last digest of a channel stopped."""
    weeks = [now - WEEK * ago for ago in range(REMEMBERED)]
    last = await tx.outbox.latest_payload([_key(channel_id, zone, week) for week in weeks])
    if last is None:
        return now - WEEK
    return max(datetime.fromisoformat(last["until"]), now - LONGEST)
