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
LATEST = date(9000, 1, 1)
"""What begins later never comes."""
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
ROUND_THE_WORLD = timedelta(hours=26)
"""How much later the same hour comes where a day begins last."""
INSTANT = timedelta(microseconds=1)


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
    """Another one each time that it is set: whoever sets it says which one they saw."""
    trouble: str = ""
    """Slack's word for why the channel took nothing the last time; empty when it did."""

    @property
    def fires_by(self) -> Rule:
        """Return the rule by which it is planned; nobody's own hour may have passed by then."""
        return replace(self.rule, zone=EARLIEST) if self.way is Way.EACH else self.rule

    @property
    def grace(self) -> timedelta:
        """Return how late it may still be fired: until it is too late for everybody."""
        return GRACE + ROUND_THE_WORLD if self.way is Way.EACH else GRACE


def check_zone(typed: str) -> str:
    """Return the name of an IANA time zone, in whatever case it was typed, or raise UnknownZone."""
    wanted = "_".join(typed.split()).casefold()
    if wanted not in _zones():
        raise UnknownZone(zone=typed)
    return _zones()[wanted]


def is_zone(name: str) -> bool:
    """Tell whether the time zone data has a zone, as it is written."""
    return _zones().get(name.casefold()) == name


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
    zone = _zone(rule.zone)
    if rule.begins_on > LATEST:
        raise NeverComes
    # Where a midnight does not exist, what was due the day before may still come.
    eve = after.astimezone(zone).date() - timedelta(days=1)
    monday = _monday(max(eve, rule.begins_on))
    for week in range(WEEKS_AHEAD):
        for day in _days(rule, monday + timedelta(weeks=week), is_holiday):
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


def _days(rule: Rule, monday: date, is_holiday: IsHoliday) -> Sequence[date]:
    """Return the days of a week on which it comes, in their order."""
    if not _counts(rule, monday):
        return ()
    planned = [
        day
        for day in (monday + timedelta(days=weekday) for weekday in sorted(rule.weekdays))
        if day >= rule.begins_on and (rule.every is not Every.MONTH or day.day <= DAYS_OF_WEEK)
    ]
    if rule.workdays == ALWAYS:
        return planned
    worked = {_nearest(rule, day, is_holiday) for day in planned}
    return sorted(day for day in worked if day is not None)


def _nearest(rule: Rule, day: date, is_holiday: IsHoliday) -> date | None:
    """Return the working day that stands for a day: itself, the next, or the one before."""
    later = range(DAYS_OF_WEEK - day.weekday())
    earlier = range(-1, -day.weekday() - 1, -1)
    for days in (*later, *earlier):
        found = day + timedelta(days=days)
        if found >= rule.begins_on and rule.workdays.include(found, is_holiday):
            return found
    return None


def _counts(rule: Rule, monday: date) -> bool:
    """Tell whether a week is one of those in which it comes; it comes in some week of any month."""
    if rule.every is Every.MONTH:
        return True
    weeks = (monday - _monday(rule.starts_on)).days // DAYS_OF_WEEK
    return weeks % _WEEKS[rule.every] == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@cache
def _zone(name: str) -> ZoneInfo:
    # Python itself remembers the last eight zones only, and reads the others again from their file.
    return ZoneInfo(name)


def after_its_week(schedule: Schedule) -> date:
    """Return the first day after the week in which something comes next, where it does."""
    return _week_after(schedule, schedule.next_at)


def is_skipped(schedule: Schedule, at: datetime) -> bool:
    """Tell whether what was to come at a moment is left out, and the next one comes later."""
    is_later = schedule.next_at > at
    return is_later and schedule.rule.paused_until == _week_after(schedule, at)


def _week_after(schedule: Schedule, at: datetime) -> date:
    day = at.astimezone(_zone(schedule.rule.zone)).date()
    return _monday(day) + timedelta(days=DAYS_OF_WEEK)


def week_of(moment: datetime, zone: str) -> str:
    """Return the ISO week of a moment in a place, such as `2026-W48`."""
    year, week, _ = moment.astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02d}"


def number_of_week(moment: datetime, zone: str) -> int:
    """Return the number of the week of a moment in a place; the next week has the next number."""
    return (moment.astimezone(ZoneInfo(zone)).date().toordinal() - 1) // 7


def is_missed(due_at: datetime, now: datetime, grace: timedelta = GRACE) -> bool:
    """Tell whether what was due has been missed by more than the grace period."""
    return now - due_at > grace


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a schedule that is due."""

    due_at: datetime | None
    """What is still to be done; None when it was missed by more than the grace period."""
    next_at: datetime


def turn_of(schedule: Schedule, now: datetime, is_holiday: IsHoliday) -> Turn:
    """Return what to do of all that came due, once at the most, and when it comes next.

    After a long stop it is the first occurrence that is still within the grace period, if any.
    Raises NeverComes when there is no next time.
    """
    rule, grace = schedule.fires_by, schedule.grace
    next_at = next_time(rule, now, is_holiday)
    due_at = schedule.next_at
    if is_missed(due_at, now, grace):
        due_at = next_time(rule, now - grace - INSTANT, is_holiday)
    return Turn(due_at if due_at <= now else None, next_at)


def realigned(schedule: Schedule, now: datetime, is_holiday: IsHoliday) -> datetime:
    """Return when a schedule that is not due should come, by what is now known of days and zones.

    It stays in its week, where that has a day for it: a week that was left out on purpose, or
    that had its turn already, is not gone back to.
    """
    rule = schedule.fires_by
    local = schedule.next_at.astimezone(_zone(rule.zone))
    week = datetime.combine(_monday(local.date()), time(), tzinfo=local.tzinfo).astimezone(UTC)
    return next_time(rule, max(now, week - INSTANT), is_holiday)
