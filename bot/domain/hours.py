"""Working hours: when somebody may be written to, on the wall clock of where they are."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.workdays import IsHoliday, Workdays
from bot.errors import CordeeError, N_

OPENS, CLOSES = time(8), time(19)
"""The hours of whoever has not said theirs."""
LONGEST_PAUSE = timedelta(days=366)
DAYS_AHEAD = 1000
"""How far ahead a working moment is looked for: beyond any holidays."""


class NoWorkingDay(CordeeError):
    """A week without any day on which somebody works."""

    message = N_("Choose at least one day. To hear nothing for a while, pause below.")
    field = "days"


class ClosesBeforeItOpens(CordeeError):
    """A working day that ends before it begins."""

    message = N_("The end comes before the beginning: choose a later hour.")
    field = "closes"


class PauseTooLong(CordeeError):
    """A pause of more than a year."""

    message = N_("A pause can last a year at most. Choose an earlier day.")
    field = "paused_until"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The days and hours at which somebody, or a channel, may be written to."""

    zone: str
    """IANA time zone; one that this machine does not know is taken for UTC."""
    workdays: Workdays = field(default_factory=Workdays)
    opens: time = OPENS
    closes: time = CLOSES
    """From then on it can wait until the next working day."""
    paused_until: date | None = None
    """The day from which it goes on, when everything was paused."""

    def next_moment(self, moment: datetime, is_holiday: IsHoliday) -> datetime:
        """Return the first working moment, this one if it is one, in UTC.

        An hour that the wall clock skips is the instant after it.
        """
        return self._from(self.day_of(moment), moment, is_holiday)

    def next_day(self, moment: datetime, is_holiday: IsHoliday) -> datetime:
        """Return when the first working day after the day of a moment begins, in UTC."""
        return self._from(self.day_of(moment) + timedelta(days=1), moment, is_holiday)

    def within(self, day: date, moment: datetime, is_holiday: IsHoliday) -> datetime | None:
        """Return the first working moment of one day from a moment on; None when there is none."""
        opens, closes = self.at(day, self.opens), self.at(day, self.closes)
        # Where a zone leaves a whole day out, what falls on it belongs to the next one.
        is_there = self.day_of(opens) == day
        if is_there and moment < closes and opens < closes and self._works_on(day, is_holiday):
            return max(opens, moment.astimezone(UTC))
        return None

    def without_past_pause(self, now: datetime) -> "WorkingHours":
        """Return the same hours, without a pause that is over."""
        is_over = self.paused_until is not None and self.paused_until <= self.day_of(now)
        return replace(self, paused_until=None) if is_over else self

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment where they are."""
        return moment.astimezone(_place(self.zone)).date()

    def at(self, day: date, hour: time) -> datetime:
        """Return the instant of an hour of a day where they are, in UTC."""
        return datetime.combine(day, hour, _place(self.zone)).astimezone(UTC)

    def hour_of(self, moment: datetime) -> time:
        """Return the hour of a moment on the wall clock where they are."""
        return moment.astimezone(_place(self.zone)).time().replace(fold=0)

    def _works_on(self, day: date, is_holiday: IsHoliday) -> bool:
        is_paused = self.paused_until is not None and day < self.paused_until
        return not is_paused and self.workdays.include(day, is_holiday)

    def _from(self, first: date, moment: datetime, is_holiday: IsHoliday) -> datetime:
        first = max(first, self.paused_until or first)
        for days in range(DAYS_AHEAD):
            found = self.within(first + timedelta(days=days), moment, is_holiday)
            if found is not None:
                return found
        raise AssertionError("some day is a working day")


@dataclass(frozen=True, slots=True)
class PersonalHours:
    """What somebody said of when they may be written to; where they are, Slack says."""

    team_id: str
    user_id: str
    workdays: Workdays
    opens: time = OPENS
    closes: time = CLOSES
    paused_until: date | None = None

    def in_zone(self, zone: str) -> WorkingHours:
        """Return these hours on the wall clock of a place."""
        return WorkingHours(zone, self.workdays, self.opens, self.closes, self.paused_until)


def check_hours(wished: WorkingHours, now: datetime) -> WorkingHours:
    """Return hours that can be kept, or raise what is wrong; a pause that is over is none."""
    if not wished.workdays.weekdays:
        raise NoWorkingDay
    if wished.closes <= wished.opens:
        raise ClosesBeforeItOpens
    kept = wished.without_past_pause(now)
    if kept.paused_until is not None and kept.paused_until > kept.day_of(now) + LONGEST_PAUSE:
        raise PauseTooLong
    return kept


def _place(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Slack may know a zone that this machine does not.
        return ZoneInfo("UTC")
