"""Endings: a trial goes on for a while, or ends before its time, as its owner says why."""

from datetime import date, timedelta

from bot.calendars import is_holiday
from bot.domain import trials as rules
from bot.domain.chapters import ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.trials import EmptyReason, Trial, TrialGone
from bot.domain.visibility import Audience
from bot.domain.windows import morning_of, next_worked
from bot.domain.words import tidy
from bot.services.channels import ChannelService
from bot.services.chapters import tell
from bot.services.debriefs import open_for
from bot.services.presence import who_is_there
from bot.services.trials import check_worked
from bot.services.undertakings import find, held, keep
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database

SUGGESTED = timedelta(weeks=2)
"""How much longer the form lets a trial last, for its owner to choose otherwise."""


class EndingService:
    """When a trial ends, other than at its date."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        channels: ChannelService,
        visibility: Visibility,
    ) -> None:
        self._database = database
        self._directory = directory
        self._channels = channels
        self._visibility = visibility

    async def to_extend(self, gesture: Gesture, subject: str) -> tuple[Trial, date]:
        """Return a trial that this person may extend, and until when one might; else raise."""
        trial = await self._seen(gesture, subject)
        rules.check_extendable(trial, gesture.user_id)
        hours = await self._channels.hours(gesture.team_id, trial.channel_id)
        return trial, next_worked(trial.ends_on + SUGGESTED, hours, is_holiday)

    async def extend(self, gesture: Gesture, subject: str, ends_on: date | None, why: str) -> None:
        """Let a trial go on for a while, once, with a reason."""
        trial = await self._seen(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, trial.channel_id)
        hours = await self._channels.hours(gesture.team_id, trial.channel_id)
        # A form of a page from before this field was required may come back without a day.
        ends_on = ends_on or trial.ends_on
        ends_at, today = morning_of(ends_on, hours, is_holiday), hours.day_of(gesture.at)
        async with self._database.write(gesture.team_id) as tx:
            trial = _trial(await held(tx, gesture, subject))
            extended = rules.extend(trial, gesture.user_id, ends_on, ends_at, today)
            check_worked(ends_on, hours)
            words = _reason(why)
            await keep(tx, extended, gesture.at)
            kind = ChapterKind.EXTENDED
            await tell(tx, extended, kind, gesture.at, user_id=gesture.user_id, words=words)

    async def to_end(self, gesture: Gesture, subject: str) -> Trial:
        """Return a trial that this person may end before its time, or raise why not."""
        trial = await self._seen(gesture, subject)
        rules.end_early(trial, gesture.user_id, trial.ends_on)
        return trial

    async def end_early(self, gesture: Gesture, subject: str, why: str) -> None:
        """End a trial before its time, with a reason; those who are in it look back on it."""
        trial = await self._seen(gesture, subject)
        await self._channels.check_bot_is_in(gesture.team_id, trial.channel_id)
        hours = await self._channels.hours(gesture.team_id, trial.channel_id)
        there = await who_is_there(self._directory, trial, trial.people)
        async with self._database.write(gesture.team_id) as tx:
            trial = _trial(await held(tx, gesture, subject))
            ended = rules.end_early(trial, gesture.user_id, hours.day_of(gesture.at))
            words = _reason(why)
            await keep(tx, ended, gesture.at)
            kind = ChapterKind.ENDED_EARLY
            await tell(tx, ended, kind, gesture.at, user_id=gesture.user_id, words=words)
            await open_for(tx, ended, hours, gesture.at, there or (gesture.user_id,))

    async def _seen(self, gesture: Gesture, subject: str) -> Trial:
        """Return a trial; whoever may not read its channel learns nothing of it."""
        async with self._database.read(gesture.team_id) as tx:
            trial = _trial(await find(tx, subject))
        if not await self._visibility.may_see(
            gesture.team_id, gesture.user_id, Audience.READERS, trial.channel_id
        ):
            raise TrialGone
        return trial


def _trial(found: object) -> Trial:
    if not isinstance(found, Trial):
        raise TrialGone
    return found


def _reason(typed: str) -> str:
    words = tidy(typed)
    if not words:
        raise EmptyReason
    return words
