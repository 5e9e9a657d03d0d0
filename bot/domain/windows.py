"""Windows: until when something stays open, in working days on the wall clock of a place."""

from datetime import date, datetime, time

from bot.domain.hours import WorkingHours
from bot.domain.workdays import IsHoliday

MIDNIGHT = time(0)
MORNING = time(10)
"""When the clock does what belongs to a day."""


def working_days_later(
    moment: datetime, days: int, hours: WorkingHours, is_holiday: IsHoliday
) -> datetime:
    """Return the same hour so many working days later, in UTC.

    What happens outside working hours counts as the next working moment.
    """
    begins = later = hours.next_moment(moment, is_holiday)
    for _ in range(days):
        later = hours.next_day(later, is_holiday)
    return hours.at(hours.day_of(later), hours.hour_of(begins))


def morning_of(day: date, hours: WorkingHours, is_holiday: IsHoliday) -> datetime:
    """Return the morning of a day, or of the first working day after it, in UTC."""
    return hours.next_moment(hours.at(day, MORNING), is_holiday)


def middle_of(
    start: datetime, end: datetime, hours: WorkingHours, is_holiday: IsHoliday
) -> datetime:
    """Return the morning in the middle of a stretch of time, in UTC."""
    return morning_of(hours.day_of(start + (end - start) / 2), hours, is_holiday)


def next_worked(day: date, hours: WorkingHours, is_holiday: IsHoliday) -> date:
    """Return a day if it is worked, or else the next one that is."""
    return hours.day_of(hours.next_moment(hours.at(day, MIDNIGHT), is_holiday))
