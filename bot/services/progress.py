"""Progress: the clock moves trials and objectives on, once, in the hours of their channels."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain import progress as rules
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.hours import WorkingHours
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.errors import SlackUnavailable
from bot.services.channels import ChannelService
from bot.services.chapters import tell
from bot.services.conclusions import to_conclude
from bot.services.debriefs import open_for, took_part
from bot.services.presence import who_is_there
from bot.services.undertakings import find, keep
from bot.slack.directory import Directory
from storage.database import Database
from storage.transactions import TeamTransaction

BATCH = 100
SOON, LATER = timedelta(minutes=5), timedelta(hours=1)
"""When something is looked at again: while Slack does not answer, and while nothing can be done."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clock finds where a trial or an objective is."""

    hours: WorkingHours
    there: tuple[str, ...]
    """Those who are in it and still in the channel."""
    is_left: bool
    """Nobody is there who could bring it to its end."""
    at: datetime


class ProgressService:
    """What time does to trials and objectives. Any number of workers may do so, at any time.

    Each is moved in a transaction of its own: trouble with one does not stop the others.
    """

    def __init__(
        self, database: Database, directory: Directory, channels: ChannelService, clock: Clock
    ) -> None:
        self._database = database
        self._directory = directory
        self._channels = channels
        self._clock = clock

    async def move_due(self) -> bool:
        """Move on what is due, one step each; tell whether more may be due."""
        now = self._clock.now()
        async with self._database.write_every_team() as every:
            due = await every.progress.claim(now, BATCH)
        await self._each(due, now)
        return bool(due)

    async def look_after(self) -> None:
        """Look whether somebody is still there for what waits for its people, not for the clock."""
        now = self._clock.now()
        beyond = ("", "")
        while True:
            async with self._database.write_every_team() as every:
                page = await every.progress.waiting(beyond, BATCH)
            await self._each(page, now)
            if len(page) < BATCH:
                return
            beyond = page[-1]

    async def _each(self, found: Iterable[tuple[str, str]], now: datetime) -> None:
        for team_id, subject in found:
            try:
                await self._look_at(team_id, subject, now)
            except SlackUnavailable:
                log.warning("progress_put_off", subject=subject, team=team_id)
                await self._postpone(team_id, subject, now + SOON)
            except Exception as error:
                # The others are not to wait for it.
                log.error("progress_in_trouble", subject=subject, team=team_id, exc_info=error)
                await self._postpone(team_id, subject, now + LATER)

    async def _look_at(self, team_id: str, subject: str, now: datetime) -> None:
        """Move something on, or find when to look again; Slack is asked before anything is held."""
        async with self._database.read(team_id) as tx:
            seen = await find(tx, subject)
            people = await took_part(tx, seen)
        hours = await self._channels.hours(team_id, seen.channel_id)
        if not await self._takes_posts(seen):
            await self._miss_channel(seen, hours, now)
            return
        opens_at = hours.next_moment(now, is_holiday)
        if opens_at > now:
            await self._postpone(team_id, subject, opens_at)
            return
        scene = await self._scene(seen, people, hours, now)
        async with self._database.write(team_id) as tx:
            await tx.alone(subject)
            # Somebody may have changed it meanwhile, or another worker moved it on.
            if await find(tx, subject) == seen:
                await _move(tx, seen, scene)

    async def _scene(
        self, about: Undertaking, people: Iterable[str], hours: WorkingHours, now: datetime
    ) -> Scene:
        there = await who_is_there(self._directory, about, people)
        is_left = not there
        if is_left:
            # What is remembered of a channel may be older than the bot's leaving it: look twice.
            self._directory.forget_channel(about.team_id, about.channel_id)
            if not await self._takes_posts(about):
                raise SlackUnavailable
            there = await who_is_there(self._directory, about, people)
            is_left = not there and not await self._has_a_team(about)
        return Scene(hours, there, is_left, now)

    async def _has_a_team(self, about: Undertaking) -> bool:
        """Tell whether something goes on without those in it: an objective is its team's."""
        if isinstance(about, Trial):
            return False
        members = await self._directory.members(about.team_id, about.channel_id)
        return any(member.can_contribute for member in members)

    async def _takes_posts(self, about: Undertaking) -> bool:
        channel = await self._directory.channel(about.team_id, about.channel_id)
        return channel is not None and channel.takes_posts

    async def _miss_channel(self, seen: Undertaking, hours: WorkingHours, now: datetime) -> None:
        """Let something wait for its channel; at long last it ends, and nobody is told."""
        if not rules.is_given_up(seen, now, hours, is_holiday):
            await self._postpone(seen.team_id, seen.subject, now + LATER)
            return
        async with self._database.write(seen.team_id) as tx:
            await tx.alone(seen.subject)
            if await find(tx, seen.subject) == seen:
                await keep(tx, rules.abandon(seen, now), now)
                await tx.add(Chapter(seen.team_id, seen.subject, ChapterKind.ABANDONED, now))

    async def _postpone(self, team_id: str, subject: str, until: datetime) -> None:
        async with self._database.write_every_team() as every:
            await every.progress.postpone(team_id, subject, until)


async def _move(tx: TeamTransaction, about: Undertaking, scene: Scene) -> None:
    """Do the next thing to something, in the hands of somebody who is there."""
    if scene.is_left:
        await keep(tx, rules.abandon(about, scene.at), scene.at)
        await tell(tx, about, ChapterKind.ABANDONED, scene.at)
        return
    held = rules.in_hands_of(about, scene.there)
    step = rules.next_step(held, scene.at, scene.hours, is_holiday)
    if step.about == about:
        return
    # However much happens at once, its card follows once.
    now = replace(step.about, version=about.version + 1)
    await keep(tx, now, scene.at)
    if held.owner_id != about.owner_id:
        await tell(tx, now, ChapterKind.HANDED_OVER, scene.at, user_id=held.owner_id)
    if step.chapter:
        await tell(tx, now, step.chapter, scene.at)
    await _follow(tx, about, now, scene)


async def _follow(tx: TeamTransaction, before: Undertaking, now: Undertaking, scene: Scene) -> None:
    """Plan what comes of a step: a debrief, or a word to whoever something is in the hands of."""
    if before.stage is Stage.RUNNING and now.stage is Stage.DEBRIEFING:
        await open_for(tx, now, scene.hours, scene.at, scene.there)
    if now.owner_id not in scene.there:
        return
    if now.is_owner_asked and not before.is_owner_asked:
        await tx.add(_last_word(now, scene.at))
    elif now.owner_id != before.owner_id:
        await tx.add(_word_to_owner(now, scene.at))


def _last_word(about: Undertaking, at: datetime) -> Notice:
    """Return what asks an owner once to conclude; it is settled as the first word is."""
    asked = to_conclude(about, at)
    kind = NoticeKind.CONCLUSION_AWAITED
    return replace(asked, key=f"{asked.subject}:awaited", kind=kind, notice_id=new_id())


def _word_to_owner(about: Undertaking, at: datetime) -> Notice:
    subject = f"{about.subject}:in_hands"
    return Notice(
        team_id=about.team_id,
        key=f"{subject}:v{about.version}",
        kind=NoticeKind.HANDED_OVER,
        subject=subject,
        not_before=at,
        user_id=about.owner_id,
        payload={"about": about.subject},
    )
