"""Working hours: when somebody may be written to, on the wall clock of where they are."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OPENS = time(9)
CLOSES = time(17)
"""From then on it can wait until the next working day."""
_SATURDAY = 5


def next_working_moment(moment: datetime, zone: str) -> datetime:
    """Return the first moment of working hours in a place, this one if it is one, in UTC.

    Working hours are 9:00 to 17:00, Monday to Friday. An hour that the wall clock skips is the
    instant after it.
    """
    return _from(moment, _place(zone), days_ahead=0)


def next_working_day(moment: datetime, zone: str) -> datetime:
    """Return when the first working day after the day of a moment begins in a place, in UTC."""
    return _from(moment, _place(zone), days_ahead=1)


def day_in(moment: datetime, zone: str) -> date:
    """Return the day of a moment in a place."""
    return moment.astimezone(_place(zone)).date()


def _from(moment: datetime, place: ZoneInfo, days_ahead: int) -> datetime:
    today = moment.astimezone(place).date()
    for days in count(days_ahead):
        day = today + timedelta(days=days)
        opens, closes = (datetime.combine(day, at, place).astimezone(UTC) for at in (OPENS, CLOSES))
        # Where a zone leaves a whole day out, what falls on it belongs to the next one.
        exists = opens.astimezone(place).date() == day
        if exists and day.weekday() < _SATURDAY and moment < closes:
            return max(opens, moment.astimezone(UTC)) if days == 0 else opens
    raise AssertionError("weeks do not end")


def _place(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Slack may know a zone that this machine does not.
        return ZoneInfo("UTC")
