"""Debriefs: asked of each alone, kept from everybody, revealed together."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain import debriefs as rules
from bot.domain.agreements import Stance
from bot.domain.debriefs import (
    Debrief,
    DebriefAnswer,
    DebriefForm,
    NotEveryoneReads,
    NotInDebrief,
    Revealed,
)
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import NoticeState
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.domain.visibility import Audience
from bot.domain.windows import working_days_later
from bot.services.channels import ChannelService
from bot.services.reveals import (
    alone_with,
    asked,
    close_when_complete,
    existing,
    reveal,
    reveal_key,
    told_as,
)
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from storage.database import Database
from storage.transactions import TeamTransaction

BATCH = 50

log = structlog.get_logger()


class DebriefService:
    """What people and the clock do with debriefs."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        channels: ChannelService,
        visibility: Visibility,
        clock: Clock,
    ) -> None:
        self._database = database
        self._directory = directory
        self._glance = Glance(directory)
        self._channels = channels
        self._visibility = visibility
        self._clock = clock

    async def ask_for(self, gesture: Gesture, form: DebriefForm) -> Debrief:
        """Open a debrief of whatever people look back on, and plan to ask each of them."""
        await self._channels.check_bot_is_in(gesture.team_id, form.channel_id)
        hours = await self._channels.hours(gesture.team_id, form.channel_id)
        debrief = rules.open_debrief(
            gesture.team_id,
            form.channel_id,
            topic=form.topic,
            people=await self._who_can(gesture.team_id, form.people),
            opened_at=gesture.at,
            closes_at=_closes_at(gesture.at, hours),
            opened_by=gesture.user_id,
        )
        await self._check_everyone_reads(debrief)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await _ask(tx, debrief)
        return debrief

    async def to_answer(
        self, gesture: Gesture, debrief_id: str
    ) -> tuple[Debrief, DebriefAnswer | None]:
        """Return a debrief with what this person answered; NotInDebrief for anybody else.

        Where Slack does not say in time who reads its channel, whoever may not is told when they
        submit it.
        """
        async with self._database.read(gesture.team_id) as tx:
            debrief = await existing(tx, debrief_id)
            given = await tx.debriefs.answer_of(debrief_id, gesture.user_id)
        is_in_it = gesture.user_id in debrief.people
        if not is_in_it or await self._glance.soon(self._reads(debrief, gesture.user_id)) is False:
            raise NotInDebrief
        return debrief, given

    async def answer(self, gesture: Gesture, debrief_id: str, typed: dict[str, str]) -> Debrief:
        """Keep what somebody answers, in place of what they answered before.

        When nobody is waited for any more, the window ends: the clock reveals what all answered.
        """
        debrief = await self.get(gesture.team_id, debrief_id)
        if not await self._reads(debrief, gesture.user_id):
            raise NotInDebrief
        left = await self._glance.soon(self._who_left(debrief)) or set()
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            debrief = await alone_with(tx, debrief_id)
            answer = rules.answer(debrief, gesture.user_id, typed, gesture.at)
            await tx.debriefs.take_back(debrief_id, gesture.user_id)
            await tx.add(answer)
            await close_when_complete(tx, debrief, gesture.at, left)
        return debrief

    async def get(self, team_id: str, debrief_id: str) -> Debrief:
        """Return a debrief without a word of what was answered."""
        async with self._database.read(team_id) as tx:
            return await existing(tx, debrief_id)

    async def revealed(self, team_id: str, debrief_id: str) -> Revealed:
        """Return what was answered; nothing before it is revealed."""
        async with self._database.read(team_id) as tx:
            debrief = await existing(tx, debrief_id)
            return Revealed(debrief, tuple(await tx.debriefs.revealed(debrief_id)))

    async def told_as(self, debrief: Debrief) -> str:
        """Return the name under which the outbox remembers where a debrief is told."""
        async with self._database.read(debrief.team_id) as tx:
            return await told_as(tx, debrief)

    async def reveal_state(self, debrief: Debrief) -> NoticeState | None:
        """Return what became of the message that tells a debrief; None before it is revealed."""
        async with self._database.read(debrief.team_id) as tx:
            return await tx.outbox.state(reveal_key(debrief))

    async def reveal_due(self) -> bool:
        """Reveal the debriefs whose window is over; tell whether there may be more.

        Any number of workers may: each is revealed once, in one transaction.
        """
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            due = await tx.debriefs.claim(now, BATCH)
        for team_id, debrief_id in due:
            try:
                await self._reveal(team_id, debrief_id, now)
            except Exception as error:
                # The others are not to wait for it.
                log.error("debrief_in_trouble", debrief=debrief_id, exc_info=error)
        return False

    async def _reveal(self, team_id: str, debrief_id: str, now: datetime) -> None:
        async with self._database.write(team_id) as tx:
            await reveal(tx, debrief_id, now)

    async def _who_can(self, team_id: str, user_ids: Sequence[str]) -> tuple[str, ...]:
        """Return those of these people who can be asked something, in their order."""
        people = [await self._directory.person(team_id, user_id) for user_id in user_ids]
        return tuple(person.user_id for person in people if person.can_contribute)

    async def _check_everyone_reads(self, debrief: Debrief) -> None:
        for user_id in {*debrief.people, debrief.opened_by}:
            if not await self._reads(debrief, user_id):
                raise NotEveryoneReads

    async def _who_left(self, debrief: Debrief) -> set[str]:
        """Return those who took part and are not there any more: nobody waits for them."""
        there = {u for u in debrief.people if await self._reads(debrief, u)}
        return set(debrief.people) - there

    async def _reads(self, debrief: Debrief, user_id: str) -> bool:
        return await self._visibility.may_see(
            debrief.team_id, user_id, Audience.READERS, debrief.channel_id
        )


async def open_for(
    tx: TeamTransaction,
    about: Undertaking,
    hours: WorkingHours,
    at: datetime,
    people: Sequence[str] | None = None,
) -> Debrief:
    """Open the debrief of a trial or an objective that has ended, and plan to ask each.

    `hours` are its channel's; `people` are those of them who are still there, when some left.
    With nobody to ask, it is revealed at once, with nothing in it.
    """
    debrief = rules.open_debrief(
        tx.team_id,
        about.channel_id,
        about=about.subject,
        topic=about.change if isinstance(about, Trial) else about.aim,
        people=tuple(people) if people is not None else await took_part(tx, about),
        opened_at=at,
        closes_at=_closes_at(at, hours),
    )
    await _ask(tx, debrief)
    return debrief


async def took_part(tx: TeamTransaction, about: Undertaking) -> tuple[str, ...]:
    """Return who took part in something: who is in it, its owner first for an objective."""
    if isinstance(about, Trial):
        return about.people
    voices = await tx.agreements.voices(about.subject)
    people = (about.owner_id, *(v.user_id for v in voices if v.stance is Stance.IN))
    return tuple(dict.fromkeys(user_id for user_id in people if user_id))


async def _ask(tx: TeamTransaction, debrief: Debrief) -> None:
    """Keep a debrief, and plan to ask each of those who took part, alone."""
    alone = (asked(debrief, user_id, debrief.opened_at) for user_id in debrief.people)
    await tx.add(debrief, *alone)


def _closes_at(at: datetime, hours: WorkingHours) -> datetime:
    return working_days_later(at, rules.WORKING_DAYS_TO_ANSWER, hours, is_holiday)
