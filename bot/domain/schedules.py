"""When something recurs: a weekday and an hour in a place, and the next time that it comes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import CordeeError, N_

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


@dataclass(frozen=True, slots=True)
class Rule:
    """A weekly rhythm on the wall clock of a place."""

    weekday: int
    """Monday is 0, as in Python's datetime."""
    at: time
    """Wall time, without a zone."""
    zone: str
    """IANA time zone."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What recurs in one channel, and when it comes next."""

    team_id: str
    channel_id: str
    kind: ScheduleKind
    rule: Rule
    next_at: datetime
    """UTC."""
    enabled: bool = True
    set_by: str = ""
    """Who configured it, and is told when it cannot be done."""


def check_zone(typed: str) -> str:
    """Return the name of an IANA time zone, in whatever case it was typed, or raise UnknownZone."""
    wanted = "_".join(typed.split()).casefold()
    if wanted not in _zones():
        raise UnknownZone(zone=typed)
    return _zones()[wanted]


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def next_weekly(rule: Rule, after: datetime) -> datetime:
    """Return the first occurrence strictly after a moment, in UTC.

    An hour that comes twice counts once, the first time; one that does not exist moves to the
    instant that the wall clock would have reached.
    """
    zone = ZoneInfo(rule.zone)
    local = after.astimezone(zone)
    for ahead in count((rule.weekday - local.weekday()) % 7, step=7):
        day = local.date() + timedelta(days=ahead)
        moment = datetime.combine(day, rule.at, tzinfo=zone).astimezone(UTC)
        if moment > after:
            return moment
    raise AssertionError("weeks do not end")


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
