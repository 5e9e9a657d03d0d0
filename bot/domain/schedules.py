"""When something recurs: its days and its hour in a place, and the next time that it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.workdays import ALWAYS, IsHoliday, Workdays
from bot.errors import CordeeError, N_

DAYS_OF_WEEK = 7
WEEKS_AHEAD = 110
"""How far ahead the next time is looked for: two years, and some weeks for whoever is unlucky."""
FIRST_WEEK = date(2024, 1, 1)
"""The Monday from which weeks are counted where nobody has said."""
GRACE = timedelta(hours=12)
"""How late something may still be sent; what was missed by more is never made up."""


class ScheduleKind(StrEnum):
    """What recurs in a channel."""

    DIGEST = "digest"
    CHECKIN = "checkin"


class UnknownZone(CordeeError):
    """A zone that the time zone data does not have."""

    message = N_("I do not know the time zone {zone}. Try one such as Europe/Paris.")
    field = "zone"


class NeverComes(CordeeError):
    """A rhythm that no day fits, such as one without any working day."""

    message = N_("With these choices it would never come. Choose at least one working day.")


class Every(StrEnum):
    """How often something recurs, on the weekdays that were chosen."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    """On the first such weekday of each month."""


_WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}


class Way(StrEnum):
    """How an open question comes."""

    CHANNEL = "channel"
    """In the channel, for everybody."""
    EACH = "each"
    """To each person, when it is that hour where they are."""


EARLIEST = "Etc/GMT-14"
"""Where a day begins first: what comes to each at their own hour is planned from then on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rhythm on the wall clock of a place."""

    weekdays: frozenset[int]
    """Monday is 0, as in Python's datetime."""
    at: time
    """Wall time, without a zone."""
    zone: str
    """IANA time zone."""
    every: Every = Every.WEEK
    starts_on: date = FIRST_WEEK
    """The first day that counts; every second or fourth week is counted from its week."""
    paused_until: date | None = None
    """The day from which it goes on, when it was paused."""
    workdays: Workdays = ALWAYS

    @property
    def begins_on(self) -> date:
        """Return the first day on which it may come."""
        return max(self.starts_on, self.paused_until or self.starts_on)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What recurs in one channel, and when it comes next."""

    team_id: str
    channel_id: str
    kind: ScheduleKind
    rule: Rule
    next_at: datetime
    """UTC."""
    set_by: str = ""
    """Who configured it, and is told when it cannot be done."""
    way: Way = Way.CHANNEL
    """How it comes; a digest always comes in the channel."""
    version: int = 1
    """How often it was set: whoever sets it says which version they saw."""
    trouble: str = ""
    """Slack's word for why the channel took nothing the last time; empty when it did."""

    @property
    def fires_by(self) -> Rule:
        """Return the rule by which it is planned; nobody's own hour may have passed by then."""
        return replace(self.rule, zone=EARLIEST) if self.way is Way.EACH else self.rule


def check_zone(typed: str) -> str:
    """Return the name of an IANA time zone, in whatever case it was typed, or raise UnknownZone."""
    wanted = "_".join(typed.split()).casefold()
    if wanted not in _zones():
        raise UnknownZone(zone=typed)
    return _zones()[wanted]


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def next_time(rule: Rule, after: datetime, is_holiday: IsHoliday) -> datetime:
    """Return the first occurrence strictly after a moment, in UTC.

    An hour that comes twice counts once, the first time; one that does not exist moves to the
    instant that the wall clock would have reached. What would fall on a day off comes on the next
    working day of the same week, or else on the one before; in a week without any it is left out.
    Raises NeverComes when no week of the coming years has a day for it.
    """
    zone = ZoneInfo(rule.zone)
    monday = _monday(max(after.astimezone(zone).date(), rule.begins_on))
    for week in range(WEEKS_AHEAD):
        for day in sorted(_days(rule, monday + timedelta(weeks=week), is_holiday)):
            moment = datetime.combine(day, rule.at, tzinfo=zone).astimezone(UTC)
            if moment > after:
                return moment
    raise NeverComes


def next_times(rule: Rule, after: datetime, is_holiday: IsHoliday, times: int) -> list[datetime]:
    """Return the next few occurrences after a moment, in UTC."""
    found: list[datetime] = []
    for _ in range(times):
        found.append(next_time(rule, found[-1] if found else after, is_holiday))
    return found


def _days(rule: Rule, monday: date, is_holiday: IsHoliday) -> set[date]:
    """Return the days of a week on which it comes."""
    week = [monday + timedelta(days=days) for days in range(7)]
    allowed = [day for day in week if day >= rule.begins_on]
    working = [day for day in allowed if rule.workdays.include(day, is_holiday)]
    planned = [day for day in allowed if day.weekday() in rule.weekdays and _counts(rule, day)]
    return {moved for day in planned for moved in _nearest(day, working)}


def _nearest(day: date, working: Sequence[date]) -> Sequence[date]:
    """Return the working day that stands for a day: itself, the next, or the one before."""
    return [d for d in working if d >= day][:1] or working[-1:]


def _counts(rule: Rule, day: date) -> bool:
    """Tell whether the week of a day, or its place in the month, is one that counts."""
    if rule.every is Every.MONTH:
        return day.day <= DAYS_OF_WEEK
    weeks = (_monday(day) - _monday(rule.starts_on)).days // DAYS_OF_WEEK
    return weeks % _WEEKS[rule.every] == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(moment: datetime, zone: str) -> str:
    """Return the ISO week of a moment in a place, such as `2026-W48`."""
    year, week, _ = moment.astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02d}"


def number_of_week(moment: datetime, zone: str) -> int:
    """Return the number of the week of a moment in a place; the next week has the next number."""
    return (moment.astimezone(ZoneInfo(zone)).date().toordinal() - 1) // 7


def is_missed(due_at: datetime, now: datetime) -> bool:
    """Tell whether what was due has been missed by more than the grace period."""
    return now - due_at > GRACE
