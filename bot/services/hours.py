"""Hours: when each person may be written to, and when what is planned for them is said."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from bot.calendars import country_of, is_holiday
from bot.clock import Clock
from bot.domain.gestures import Gesture
from bot.domain.hours import PersonalHours, WorkingHours, check_hours
from bot.domain.notices import Notice, Patience
from bot.domain.people import Person
from bot.domain.workdays import Workdays
from bot.slack.directory import Directory
from bot.slack.silence import Silence
from storage.database import Database
from storage.transactions import TeamTransaction

RECONSIDERED = timedelta(days=1)
"""How long something waits before it is looked at again: a pause may have been ended."""


class HourService:
    """Everybody's right to be left in peace."""

    def __init__(
        self, database: Database, directory: Directory, silence: Silence, clock: Clock
    ) -> None:
        self._database = database
        self._directory = directory
        self._silence = silence
        self._clock = clock

    async def of_person(self, team_id: str, user_id: str) -> WorkingHours:
        """Return when somebody may be written to."""
        person = await self._directory.person(team_id, user_id)
        async with self._database.read(team_id) as tx:
            hours = (await hours_of(tx, [person]))[user_id]
        return hours.without_past_pause(self._clock.now())

    async def change(self, gesture: Gesture, wished: WorkingHours) -> WorkingHours:
        """Keep when this person may be written to, or raise what is wrong with it."""
        kept = check_hours(wished, gesture.at)
        personal = PersonalHours(
            gesture.team_id,
            gesture.user_id,
            kept.workdays,
            kept.opens,
            kept.closes,
            kept.paused_until,
        )
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone(f"hours:{gesture.user_id}")
            await tx.people.forget(gesture.user_id)
            await tx.add(personal)
        return kept

    async def wait_before(self, notice: Notice) -> timedelta | None:
        """Return how long to wait before something is said to a person; None when it is too late.

        The only gate: all that the bot says to a person by itself goes through it, just before it
        is said. SlackUnavailable while nobody knows.
        """
        now = self._clock.now()
        is_private = notice.user_id is not None and notice.channel_id is None
        if not is_private or notice.kind.patience is Patience.AT_ONCE:
            return timedelta()
        at = await self._moment_for(notice, now)
        return None if at is None else min(at - now, RECONSIDERED)

    async def _moment_for(self, notice: Notice, now: datetime) -> datetime | None:
        user_id = notice.user_id or ""
        hours = await self.of_person(notice.team_id, user_id)
        at = _first(hours, notice, now)
        if at is None or at > now:
            return at
        quiet_until = await self._silence.until(notice.team_id, user_id)
        return at if quiet_until is None else _first(hours, notice, quiet_until)


async def hours_of(tx: TeamTransaction, people: Collection[Person]) -> dict[str, WorkingHours]:
    """Return when each of these people may be written to, by id."""
    said = await tx.people.of([person.user_id for person in people])
    return {
        person.user_id: said[person.user_id].in_zone(person.zone)
        if person.user_id in said
        else usual_hours(person.zone)
        for person in people
    }


def usual_hours(zone: str) -> WorkingHours:
    """Return the hours of whoever has not said theirs, in a place, with its public holidays."""
    return WorkingHours(zone, Workdays(country=country_of(zone)))


def _first(hours: WorkingHours, notice: Notice, moment: datetime) -> datetime | None:
    """Return the first moment at which something may be said, from a moment on."""
    if notice.kind.patience is Patience.SAME_DAY:
        return hours.within(date.fromisoformat(notice.payload["day"]), moment, is_holiday)
    return hours.next_moment(moment, is_holiday)
