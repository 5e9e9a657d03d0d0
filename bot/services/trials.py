"""Trials: propose, amend, withdraw; how they end, and what the clock does, is elsewhere."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.calendars import is_holiday
from bot.domain import amendments, trials as rules
from bot.domain.agreements import Voice
from bot.domain.chapters import ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import NoticeKind
from bot.domain.objectives import Objective
from bot.domain.trials import (
    EndsOnDayOff,
    NotAllThere,
    ProposedFromOutside,
    Trial,
    TrialForm,
    TrialGone,
)
from bot.domain.visibility import Audience
from bot.domain.windows import next_worked
from bot.services.amending import keep_amended
from bot.services.channels import ChannelService
from bot.services.chapters import card, tell
from bot.services.needs import ask_for
from bot.services.serving import follow
from bot.services.undertakings import ChangedMeanwhile, decided_at, keep
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction


class TrialService:
    """What people do with trials."""

    def __init__(
        self, database: Database, channels: ChannelService, visibility: Visibility
    ) -> None:
        self._database = database
        self._channels = channels
        self._visibility = visibility

    async def get(self, team_id: str, trial_id: str) -> Trial:
        """Return a trial, or raise TrialGone."""
        async with self._database.read(team_id) as tx:
            return await existing(tx, trial_id)

    async def read(self, gesture: Gesture, trial_id: str) -> tuple[Trial, list[Voice]]:
        """Return a trial that this person may see, with who stands where; else raise TrialGone."""
        async with self._database.read(gesture.team_id) as tx:
            trial = await existing(tx, trial_id)
            voices = await tx.agreements.voices(trial.subject)
        await self._check_may_see(gesture, trial)
        return trial, voices

    async def check(self, gesture: Gesture, form: TrialForm) -> Trial:
        """Return the trial that a form proposes, kept nowhere yet, or raise why it cannot be."""
        await self._channels.check_bot_is_in(gesture.team_id, form.channel_id)
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.CHANNEL, form.channel_id
        ):
            raise ProposedFromOutside
        await self._check_there(gesture, form)
        hours = await self._channels.hours(gesture.team_id, form.channel_id)
        decides_at = decided_at(gesture.at, hours)
        trial = rules.propose(gesture, form, decides_at)
        check_end(form.ends_on, decides_at, hours)
        return trial

    async def propose(self, gesture: Gesture, form: TrialForm) -> Trial:
        """Keep a proposal and plan its card; it starts unless somebody objects."""
        trial = await self.check(gesture, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await put_forward(tx, gesture, trial)
        return trial

    async def to_amend(
        self, gesture: Gesture, trial_id: str
    ) -> tuple[Trial, list[Voice], list[Objective]]:
        """Return a trial to its owner who may amend it, or raise why not.

        With it come who stands where, and the objectives that it may serve.
        """
        trial, voices = await self.read(gesture, trial_id)
        rules.check_amendable(trial, gesture.user_id)
        async with self._database.read(gesture.team_id) as tx:
            return trial, voices, await tx.objectives.agreed_in([trial.channel_id])

    async def amend(self, gesture: Gesture, trial_id: str, form: TrialForm) -> None:
        """Change a proposal before it begins; the objections are answered, it is decided anew."""
        trial = await self._may_see(gesture, trial_id)
        await self._channels.check_bot_is_in(gesture.team_id, trial.channel_id)
        hours = await self._channels.hours(gesture.team_id, trial.channel_id)
        decides_at = decided_at(gesture.at, hours)
        await self._check_there(gesture, form, trial.people)
        async with self._database.write(gesture.team_id) as tx:
            before = await self._begin(tx, gesture, trial_id)
            amended = rules.amend(before, gesture.user_id, form, decides_at)
            voices = await tx.agreements.voices(before.subject)
            if form.seen not in {"", amendments.mark(before, voices)}:
                raise ChangedMeanwhile
            check_end(form.ends_on, decides_at, hours)
            await keep_amended(tx, gesture, before, amended)
            await ask_for(tx, amended, gesture.at)

    async def withdraw(self, gesture: Gesture, trial_id: str) -> None:
        """Take a proposal back before it begins."""
        await self._move(
            gesture,
            trial_id,
            lambda trial: rules.withdraw(trial, gesture.user_id),
            ChapterKind.WITHDRAWN,
        )

    async def _move(
        self,
        gesture: Gesture,
        trial_id: str,
        move: Callable[[Trial], Trial],
        kind: ChapterKind,
        words: str = "",
    ) -> None:
        async with self._database.write(gesture.team_id) as tx:
            trial = move(await self._begin(tx, gesture, trial_id))
            await keep(tx, trial, gesture.at)
            await tell(tx, trial, kind, gesture.at, user_id=gesture.user_id, words=words)

    async def _begin(self, tx: TeamTransaction, gesture: Gesture, trial_id: str) -> Trial:
        """Record a gesture about a trial that nobody else changes until the transaction ends."""
        await tx.record(gesture)
        await tx.alone(f"trial:{trial_id}")
        return await existing(tx, trial_id)

    async def _may_see(self, gesture: Gesture, trial_id: str) -> Trial:
        trial = await self.get(gesture.team_id, trial_id)
        await self._check_may_see(gesture, trial)
        return trial

    async def _check_there(
        self, gesture: Gesture, form: TrialForm, already_in: Sequence[str] = ()
    ) -> None:
        """Raise NotAllThere where somebody who is newly named could not read the trial."""
        for user_id in {*form.people}.difference(already_in, {gesture.user_id}):
            if not await self._visibility.may_see(
                gesture.team_id, user_id, Audience.CHANNEL, form.channel_id
            ):
                raise NotAllThere

    async def _check_may_see(self, gesture: Gesture, trial: Trial) -> None:
        """Raise TrialGone for whoever may not read the channel: they learn nothing of it."""
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, trial.channel_id
        ):
            raise TrialGone


async def existing(tx: TeamTransaction, trial_id: str) -> Trial:
    """Return a trial, or raise TrialGone."""
    trial = await tx.trials.get(trial_id)
    if trial is None:
        raise TrialGone
    return trial


async def put_forward(tx: TeamTransaction, gesture: Gesture, trial: Trial) -> None:
    """Keep a trial as it is proposed, and plan its card."""
    await tx.add(trial, card(trial, NoticeKind.TRIAL_CARD, gesture.at))
    await tell(tx, trial, ChapterKind.PROPOSED, gesture.at, user_id=gesture.user_id)
    await follow(tx, trial, gesture.at)
    await ask_for(tx, trial, gesture.at)


def check_end(ends_on: date, starts_at: datetime, hours: WorkingHours) -> None:
    """Raise EndsTooSoon, EndsTooLate or EndsOnDayOff for an end that cannot be."""
    rules.check_end(ends_on, hours.day_of(starts_at))
    check_worked(ends_on, hours)


def check_worked(ends_on: date, hours: WorkingHours) -> None:
    """Raise EndsOnDayOff for a day on which nobody works."""
    worked = next_worked(ends_on, hours, is_holiday)
    if worked != ends_on:
        raise EndsOnDayOff(day=ends_on, next_day=worked)
