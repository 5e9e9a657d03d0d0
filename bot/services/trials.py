"""Trials: propose, agree by consent, amend, extend, end; what the clock does is elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.calendars import is_holiday
from bot.domain import agreements, trials as rules
from bot.domain.agreements import Stance, Voice
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.notices import NoticeKind
from bot.domain.stages import Stage
from bot.domain.trials import EndsOnDayOff, Trial, TrialForm, TrialGone
from bot.domain.visibility import Audience
from bot.domain.windows import morning_of, next_worked, working_days_later
from bot.domain.words import tidy
from bot.errors import CordeeError, N_
from bot.services.channels import ChannelService
from bot.services.chapters import card, changed_card, tell
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction


class TrialChangedMeanwhile(CordeeError):
    """Somebody else changed the trial at the same moment."""

    message = N_("Somebody changed this trial just now. Open it again: your words are still here.")


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

    async def standing(self, team_id: str, trial_id: str) -> tuple[Trial, list[Voice]]:
        """Return a trial and who stands where, for its card."""
        async with self._database.read(team_id) as tx:
            trial = await existing(tx, trial_id)
            return trial, await tx.agreements.voices(trial.subject)

    async def chapter(self, team_id: str, chapter_id: str) -> Chapter | None:
        """Return something that happened, or None when it was erased."""
        async with self._database.read(team_id) as tx:
            return await tx.chapters.get(chapter_id)

    async def propose(self, gesture: Gesture, form: TrialForm) -> Trial:
        """Keep a proposal and plan its card; it starts unless somebody objects."""
        await self._channels.check_bot_is_in(gesture.team_id, form.channel_id)
        hours = await self._hours(gesture.team_id, form.channel_id)
        decides_at = decided_at(gesture.at, hours)
        trial = rules.propose(gesture, form, decides_at)
        check_end(form.ends_on, decides_at, hours)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.add(trial, card(trial, NoticeKind.TRIAL_CARD, gesture.at))
            await tell(tx, trial, ChapterKind.PROPOSED, gesture.at, user_id=gesture.user_id)
        return trial

    async def join(self, gesture: Gesture, trial_id: str) -> None:
        """Be in a trial; whoever objected does so no more."""
        trial = await self._may_see(gesture, trial_id)
        hours = await self._hours(gesture.team_id, trial.channel_id)
        await self._speak(gesture, trial_id, Voice(gesture.user_id, Stance.IN, gesture.at), hours)

    async def help(self, gesture: Gesture, trial_id: str) -> None:
        """Lend a hand to a trial without being in it."""
        trial = await self._may_see(gesture, trial_id)
        hours = await self._hours(gesture.team_id, trial.channel_id)
        voice = Voice(gesture.user_id, Stance.HELPS, gesture.at)
        await self._speak(gesture, trial_id, voice, hours)

    async def object_to(self, gesture: Gesture, trial_id: str, typed: str) -> None:
        """Object to a trial with a reason: it goes back to its owner to be amended."""
        await self._may_see(gesture, trial_id)
        voice = agreements.objection(gesture.user_id, typed, gesture.at)
        async with self._database.write(gesture.team_id) as tx:
            trial = await self._begin(tx, gesture, trial_id)
            objected = rules.object_to(trial)
            await tx.agreements.say(trial.subject, voice)
            await self._keep(tx, objected, gesture.at)
            await tell(
                tx,
                trial,
                ChapterKind.OBJECTION,
                gesture.at,
                user_id=gesture.user_id,
                words=voice.reason,
            )

    async def take_back(self, gesture: Gesture, trial_id: str) -> None:
        """Take back what one said of a proposal; without any objection it is decided on anew."""
        trial = await self._may_see(gesture, trial_id)
        hours = await self._hours(gesture.team_id, trial.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            trial = await self._begin(tx, gesture, trial_id)
            await tx.agreements.take_back(trial.subject, gesture.user_id)
            left = (
                rules.leave(trial, gesture.user_id) if gesture.user_id != trial.owner_id else trial
            )
            await self._settle(tx, gesture, trial, left, hours)

    async def amend(self, gesture: Gesture, trial_id: str, form: TrialForm) -> None:
        """Change a proposal before it begins; the objections are answered, it is decided anew."""
        trial = await self.get(gesture.team_id, trial_id)
        hours = await self._hours(gesture.team_id, trial.channel_id)
        decides_at = decided_at(gesture.at, hours)
        check_end(form.ends_on, decides_at, hours)
        async with self._database.write(gesture.team_id) as tx:
            before = await self._begin(tx, gesture, trial_id)
            if form.seen_version not in {None, before.version}:
                raise TrialChangedMeanwhile
            trial = rules.amend(before, gesture.user_id, form, decides_at)
            await tx.agreements.clear_objections(trial.subject)
            await self._keep(tx, trial, gesture.at)
            await tell(
                tx,
                trial,
                ChapterKind.AMENDED,
                gesture.at,
                user_id=gesture.user_id,
                words=" ".join(rules.changed(before, trial)),
            )

    async def withdraw(self, gesture: Gesture, trial_id: str) -> None:
        """Take a proposal back before it begins."""
        await self._move(
            gesture,
            trial_id,
            lambda trial: rules.withdraw(trial, gesture.user_id),
            ChapterKind.WITHDRAWN,
        )

    async def extend(self, gesture: Gesture, trial_id: str, ends_on: date, why: str) -> None:
        """Let a trial go on for a while, once, with a reason."""
        trial = await self.get(gesture.team_id, trial_id)
        hours = await self._hours(gesture.team_id, trial.channel_id)
        check_worked(ends_on, hours)
        ends_at = morning_of(ends_on, hours, is_holiday)
        today = hours.day_of(gesture.at)
        await self._move(
            gesture,
            trial_id,
            lambda each: rules.extend(each, gesture.user_id, ends_on, ends_at, today),
            ChapterKind.EXTENDED,
            _reason(why),
        )

    async def _speak(
        self, gesture: Gesture, trial_id: str, voice: Voice, hours: WorkingHours
    ) -> None:
        async with self._database.write(gesture.team_id) as tx:
            trial = await self._begin(tx, gesture, trial_id)
            now = (
                rules.join(trial, gesture.user_id)
                if voice.stance is Stance.IN
                else replace(trial, version=trial.version + 1)
            )
            await tx.agreements.say(trial.subject, voice)
            await self._settle(tx, gesture, trial, now, hours)

    async def _settle(
        self,
        tx: TeamTransaction,
        gesture: Gesture,
        before: Trial,
        now: Trial,
        hours: WorkingHours,
    ) -> None:
        """Keep a trial after somebody's stance changed; the last objection may be gone."""
        voices = await tx.agreements.voices(before.subject)
        if before.stage is Stage.OBJECTED and not agreements.objections(voices):
            cleared = rules.clear(
                replace(now, version=before.version), decided_at(gesture.at, hours)
            )
            await self._keep(tx, cleared, gesture.at)
            await tell(tx, cleared, ChapterKind.CLEARED, gesture.at, user_id=gesture.user_id)
        else:
            await self._keep(tx, replace(now, version=before.version + 1), gesture.at)

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
            await self._keep(tx, trial, gesture.at)
            await tell(tx, trial, kind, gesture.at, user_id=gesture.user_id, words=words)

    async def _begin(self, tx: TeamTransaction, gesture: Gesture, trial_id: str) -> Trial:
        """Record a gesture about a trial that nobody else changes until the transaction ends."""
        await tx.record(gesture)
        await tx.alone(f"trial:{trial_id}")
        return await existing(tx, trial_id)

    async def _keep(self, tx: TeamTransaction, trial: Trial, at: datetime) -> None:
        await keep(tx, trial, at)

    async def _hours(self, team_id: str, channel_id: str) -> WorkingHours:
        settings = await self._channels.settings(team_id, channel_id)
        return WorkingHours(settings.zone, settings.workdays)

    async def _may_see(self, gesture: Gesture, trial_id: str) -> Trial:
        trial = await self.get(gesture.team_id, trial_id)
        await self._check_may_see(gesture, trial)
        return trial

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


async def keep(tx: TeamTransaction, trial: Trial, at: datetime) -> None:
    """Keep a trial as it has become; its card follows."""
    if not await tx.trials.save(trial):
        raise TrialChangedMeanwhile
    await tx.add(changed_card(trial, NoticeKind.TRIAL_CARD, at))


def decided_at(at: datetime, hours: WorkingHours) -> datetime:
    """Return when a proposal starts unless somebody objects."""
    return working_days_later(at, agreements.WORKING_DAYS_TO_OBJECT, hours, is_holiday)


def check_end(ends_on: date, starts_at: datetime, hours: WorkingHours) -> None:
    """Raise EndsTooSoon, EndsTooLate or EndsOnDayOff for an end that cannot be."""
    rules.check_end(ends_on, hours.day_of(starts_at))
    check_worked(ends_on, hours)


def check_worked(ends_on: date, hours: WorkingHours) -> None:
    """Raise EndsOnDayOff for a day on which nobody works."""
    worked = next_worked(ends_on, hours, is_holiday)
    if worked != ends_on:
        raise EndsOnDayOff(day=ends_on, next_day=worked)


def _reason(typed: str) -> str:
    words = tidy(typed)
    if not words:
        raise rules.EmptyReason
    return words
