"""Digests: choose what a channel's week tells, once; preview it, send it once, skip one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain.digests import Choice, Digest, Preview, Reach, reach_after
from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.schedules import (
    Rule,
    Schedule,
    ScheduleKind,
    after_its_week,
    is_skipped,
    next_time,
    week_of,
)
from bot.domain.visibility import Sight
from bot.errors import AlreadyDone, CordeeError, N_
from bot.services.channels import ChannelService
from bot.services.digest_choices import choose, compose
from bot.services.visibility import Visibility
from storage.database import Database
from storage.due_digests import Place
from storage.transactions import EveryTeam, TeamTransaction

WEEK = timedelta(days=7)
REMEMBERED = 57
"""How many weeks of digests the outbox remembers."""
WRITTEN_WITHIN = timedelta(seconds=5)
"""What was told more recently may not be in the database yet: the next digest tells it."""


class DigestAlreadySent(CordeeError):
    """The channel has had its digest this week."""

    message = N_("This channel has had its digest this week. The next one comes next week.")


class NoDigestPlanned(CordeeError):
    """No digest comes by itself in the channel, so there is none to skip."""

    message = N_("No digest is planned in this channel.")


class RhythmChanged(CordeeError):
    """The digest that was to be skipped, or not, is not the next one any more."""

    message = N_("Something changed meanwhile. Ask for the digest again to see where it stands.")


class DigestService:
    """The weekly story of a channel."""

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility, clock: Clock
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility
        self._clock = clock

    async def preview(self, gesture: Gesture, channel_id: str) -> Preview:
        """Return what a channel's digest would tell now; nothing is recorded of it."""
        now, team_id = self._clock.now(), gesture.team_id
        zone = (await self._channels.settings(team_id, channel_id)).zone
        may_change = await self._channels.may_change(gesture)
        sight = await self._sight(team_id, channel_id)
        async with self._database.read(team_id) as tx:
            is_sent = await has_digest(tx, channel_id, zone, now)
            reach = await _reach(tx, channel_id, zone, now)
            week = week_of(now + WEEK if is_sent else now, zone)
            teams = await tx.teams.all()
            choice = await choose(tx, channel_id, week, reach, sight, teams)
            digest = await compose(tx, choice, reach, sight, teams)
            planned = (await tx.schedules.of_channel(channel_id)).get(ScheduleKind.DIGEST)
        is_this_week = planned is not None and week_of(planned.next_at, zone) == week_of(now, zone)
        may_post = may_change and not is_sent
        return Preview(digest, is_sent, planned, may_post, may_post and is_this_week)

    async def send_now(self, gesture: Gesture, channel_id: str) -> None:
        """Plan this week's digest at once, or raise DigestAlreadySent.

        When a channel hears its week is decided by whoever may set its rhythm: NotAKeeper.
        """
        await self._channels.check_may_change(gesture)
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        settings = await self._channels.settings(gesture.team_id, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            if not await plan_digest(tx, channel_id, settings.zone, gesture.at, gesture.user_id):
                raise DigestAlreadySent

    async def skip(self, gesture: Gesture, channel_id: str, next_at: datetime) -> Schedule:
        """Skip the next digest, at a time that was shown; return when the one after comes.

        One that somebody has just skipped is skipped.
        """
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            schedule = await _running(tx, channel_id)
            if is_skipped(schedule, next_at):
                return schedule
            if schedule.next_at != next_at:
                raise RhythmChanged
            return await _pause(tx, schedule, after_its_week(schedule), gesture.at)

    async def resume(self, gesture: Gesture, channel_id: str, next_at: datetime) -> Schedule:
        """Skip no digest after all; return when the next one comes. What is past stays so."""
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            schedule = await _running(tx, channel_id)
            if schedule.next_at != next_at:
                raise RhythmChanged
            return await _pause(tx, schedule, None, gesture.at)

    async def of_notice(self, notice: Notice) -> Digest | None:
        """Return the digest that a notice announces; None where nobody knows what it showed.

        What it shows is chosen the first time and stays, without what was withdrawn since, or is
        not to be read there any more.
        """
        sight = await self._sight(notice.team_id, notice.channel_id or "")
        digest, chosen = await self._read(notice, sight)
        if chosen is not None and not await self._keep(chosen):
            digest, _ = await self._read(notice, sight)  # what another worker chose
        return digest

    async def _read(self, notice: Notice, sight: Sight) -> tuple[Digest | None, Choice | None]:
        """Return a digest as it stands now, and its choice where that is still to be kept."""
        reach, channel_id = Reach.of_payload(notice.payload), notice.channel_id or ""
        week = notice.payload["week"]
        async with self._database.read(notice.team_id) as tx:
            kept = await tx.digests.chosen(channel_id, week)
            if kept is None and is_begun(notice):
                return None, None
            teams = await tx.teams.all()
            choice = kept or await choose(tx, channel_id, week, reach, sight, teams)
            digest = await compose(tx, choice, reach, sight, teams)
        return digest, None if kept else choice

    async def _keep(self, choice: Choice) -> bool:
        """Keep what a digest shows; False when another worker was quicker to choose."""
        try:
            await self._database.add(choice)  # with those of other channels
        except AlreadyDone:
            return False
        return True

    async def _sight(self, team_id: str, channel_id: str) -> Sight:
        async with self._database.read(team_id) as tx:
            told_in = await tx.library.channels()
        return await self._visibility.of_channel(team_id, channel_id, told_in)


def is_begun(notice: Notice) -> bool:
    """Tell whether a notice goes on with a digest that is out, or changes it."""
    return notice.edits or bool(notice.payload.get("begun"))


async def plan_digest(
    tx: TeamTransaction, channel_id: str, zone: str, at: datetime, by: str = ""
) -> bool:
    """Plan a channel's digest; False when it has one this week, whoever asked for it.

    One that Slack refused gives way. `by` is who asked for it by hand, and is told of a refusal.
    """
    await tx.alone(f"digest:{channel_id}")
    week = week_of(at, zone)
    key = _key(channel_id, week)
    await tx.outbox.forget_unsaid(key)
    if await tx.outbox.state(key):
        return False
    await tx.digests.forget(channel_id, week)
    # By hand, what was just told belongs in it: its preview showed it.
    reach = await _reach(tx, channel_id, zone, at if by else at - WRITTEN_WITHIN)
    await tx.add(_notice(Place(tx.team_id, channel_id), week, reach, at, by))
    return True


async def plan_digests(every: EveryTeam, due: Sequence[Schedule]) -> None:
    """Plan the digests of many channels, as `plan_digest` does one, with few statements.

    No lock is needed: a key is unique, whoever is the first to add it.
    """
    weeks = {_place(each): week_of(each.next_at, each.rule.zone) for each in due}
    keys = {(place.team_id, _key(place.channel_id, week)): place for place, week in weeks.items()}
    await every.digests.forget_unsaid(keys)
    known = await every.digests.known(keys)
    places = {place for key, place in keys.items() if key not in known}
    if places:
        await every.digests.forget_chosen([(*place, weeks[place]) for place in places])
        last = await every.digests.last_payloads(places)
        ends = {_place(each): each.next_at for each in due}
        await every.add(
            *(_notice(p, weeks[p], _reach_of(last.get(p), ends[p]), ends[p]) for p in places)
        )


def _place(schedule: Schedule) -> Place:
    return Place(schedule.team_id, schedule.channel_id)


def _reach_of(last: dict[str, Any] | None, at: datetime) -> Reach:
    return reach_after(Reach.of_payload(last) if last else None, at - WRITTEN_WITHIN)


def _notice(place: Place, week: str, reach: Reach, at: datetime, by: str = "") -> Notice:
    key = _key(place.channel_id, week)
    return Notice(
        team_id=place.team_id,
        key=key,
        kind=NoticeKind.DIGEST,
        subject=key,
        not_before=at,
        channel_id=place.channel_id,
        payload={**reach.payload, "week": week, "by": by},
    )


async def tell_again(
    tx: TeamTransaction, item_id: str, at: datetime, *, without: str, channel_id: str = ""
) -> None:
    """Change the digests that told something, which is not to be read there any more.

    Those of every channel, or of all but the one that may still read it.
    """
    # First those that may be choosing at this very moment: what they chose is looked at after.
    ahead = await tx.outbox.ahead(NoticeKind.DIGEST)
    told = [notice for notice in ahead if await _may_show(tx, notice, item_id)]
    out = [
        await tx.outbox.notice(_key(where, week))
        for where, week in await tx.digests.showing(item_id)
    ]
    for notice in {each.key: each for each in (*told, *out) if each}.values():
        if notice.channel_id != channel_id:
            key = f"{notice.key}:without:{without}"
            await tx.add(replace(notice, key=key, edits=True, not_before=at, notice_id=new_id()))


async def _may_show(tx: TeamTransaction, notice: Notice, item_id: str) -> bool:
    """Tell whether a digest shows something, or may come to: nobody knows before it has chosen."""
    choice = await tx.digests.chosen(notice.channel_id or "", notice.payload["week"])
    return choice is None or item_id in {item.item_id for item in choice.items}


async def has_digest(tx: TeamTransaction, channel_id: str, zone: str, at: datetime) -> bool:
    """Tell whether a channel's digest is planned or told in the week of a moment."""
    state = await tx.outbox.state(_key(channel_id, week_of(at, zone)))
    return state not in {None, NoticeState.REFUSED, NoticeState.DROPPED}


def _key(channel_id: str, week: str) -> str:
    return f"digest:{channel_id}:{week}"


async def _reach(tx: TeamTransaction, channel_id: str, zone: str, until: datetime) -> Reach:
    """Return how far back a channel's next digest tells: to where the last one stopped."""
    weeks = [week_of(until - WEEK * ago, zone) for ago in range(REMEMBERED)]
    last = await tx.outbox.latest_payload([_key(channel_id, week) for week in weeks])
    return reach_after(Reach.of_payload(last) if last else None, until)


async def first_time(tx: TeamTransaction, channel_id: str, rule: Rule, after: datetime) -> datetime:
    """Return when a rhythm's next digest comes: not in a week that has one."""
    next_at = next_time(rule, after, is_holiday)
    while await has_digest(tx, channel_id, rule.zone, next_at):
        next_at = next_time(rule, next_at, is_holiday)
    return next_at


async def _running(tx: TeamTransaction, channel_id: str) -> Schedule:
    """Return what brings a channel's digests, or raise NoDigestPlanned."""
    schedule = (await tx.schedules.to_change(channel_id)).get(ScheduleKind.DIGEST)
    if schedule is None:
        raise NoDigestPlanned
    return schedule


async def _pause(
    tx: TeamTransaction, schedule: Schedule, until: date | None, at: datetime
) -> Schedule:
    rule = replace(schedule.rule, paused_until=until)
    next_at = await first_time(tx, schedule.channel_id, rule, at)
    changed = replace(schedule, rule=rule, next_at=next_at, version=schedule.version + 1)
    await tx.schedules.forget(schedule.channel_id, ScheduleKind.DIGEST)
    await tx.add(changed)
    return changed
