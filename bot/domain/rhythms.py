"""What somebody fills in to set what recurs in a channel, what it comes to, and its next days."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.channels import ChannelSettings
from bot.domain.people import Language
from bot.domain.schedules import (
    FIRST_WEEK,
    Every,
    NeverComes,
    Rule,
    Schedule,
    ScheduleKind,
    Way,
    next_time,
    next_times,
)
from bot.domain.workdays import IsHoliday, Workdays
from bot.errors import CordeeError, N_

TOLD = 3
"""How many of the next days are told."""
FARTHEST = timedelta(days=2 * 365)
"""How far ahead a rhythm may start or be paused: what is next is looked for a little further."""
HIGHEST_FIRST_VERSION = 2**30
"""So that a column of 32 bits holds whatever comes after it."""
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_WEEKDAYS = {str(weekday): weekday for weekday in range(7)}


class NoDayChosen(CordeeError):
    """A rhythm without any day of the week."""

    message = N_("Choose at least one day of the week.")
    field = "weekdays"


class NotAnHour(CordeeError):
    """An hour that no clock shows, such as 25:00."""

    message = N_("{typed} is not an hour that I know. Choose one such as 16:30.")
    field = "at"


class NoHour(CordeeError):
    """A rhythm without an hour."""

    message = N_("Choose an hour, such as 16:30.")
    field = "at"


class StartUnknown(CordeeError):
    """A start that is not a day, or too far away."""

    message = N_("{typed} is not a day within the next two years. Choose another one.")
    field = "starts_on"


class PauseUnknown(StartUnknown):
    """A pause that ends on what is not a day, or too far away."""

    field = "paused_until"


class NoWorkingDay(NeverComes):
    """A place where nobody works on any day."""

    field = "working_days"


class UnknownCountry(CordeeError):
    """A country whose public holidays are not known."""

    message = N_("I do not know the public holidays of {country}. Choose another country, or none.")
    field = "country"


@dataclass(frozen=True, slots=True)
class RhythmForm:
    """What somebody fills in for one thing that recurs, as it was chosen: it may not fit yet."""

    channel_id: str
    kind: ScheduleKind
    weekdays: tuple[str, ...]
    """Monday is 0."""
    at: str
    """`HH:MM`."""
    every: Every = Every.WEEK
    starts_on: str = ""
    """ISO 8601; empty when nobody says."""
    paused_until: str = ""
    way: Way = Way.CHANNEL
    seen: int = 0
    """The version that was there when the form was opened; 0 when nothing recurred."""


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """What somebody fills in about a channel's language and place, and what the form showed."""

    wanted: ChannelSettings
    shown: ChannelSettings

    def applied_to(self, current: ChannelSettings) -> ChannelSettings:
        """Return what a channel wants with what this person changed; the rest may be others'."""
        wanted, shown, days = self.wanted, self.shown, current.workdays
        if wanted.workdays.weekdays != shown.workdays.weekdays:
            days = replace(days, weekdays=wanted.workdays.weekdays)
        if wanted.workdays.country != shown.workdays.country:
            days = replace(days, country=wanted.workdays.country)
        return replace(
            current,
            language=wanted.language if wanted.language != shown.language else current.language,
            zone=wanted.zone if wanted.zone != shown.zone else current.zone,
            workdays=days,
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that recurs, with the next days on which it comes."""

    schedule: Schedule
    days: tuple[date, ...]
    paused_until: date | None = None
    """The day from which it goes on; None when it is not paused now."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """What somebody else set while a form was open, and how that form goes on."""

    form: RhythmForm
    """With what was chosen, and knowing now."""
    there: Planned | None
    """What is there now; None when it does not recur any more."""
    foreseen: Planned | CordeeError
    """What would come of the form, or why nothing would."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a channel wants, and what comes of it."""

    settings: ChannelSettings
    planned: Mapping[ScheduleKind, Planned]
    keepers: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    """Who writes directions, in the whole workspace."""


USUAL = {
    ScheduleKind.DIGEST: (frozenset({4}), time(16, 30)),
    ScheduleKind.CHECKIN: (frozenset({1}), time(10)),
}
"""What is proposed first: a digest on Friday afternoon, a question on Tuesday morning."""


def first_settings(
    team_id: str, channel_id: str, language: Language, zone: str, country: str
) -> ChannelSettings:
    """Return what a channel wants until somebody says: as where whoever opens its settings is."""
    return ChannelSettings(team_id, channel_id, language, zone, workdays=Workdays(country=country))


def first_version() -> int:
    """Return the version of what did not recur: no form shows it of what was taken out before."""
    return 1 + secrets.randbelow(HIGHEST_FIRST_VERSION)


def usual_form(channel_id: str, kind: ScheduleKind) -> RhythmForm:
    """Return the form of what does not recur yet, with what is proposed first."""
    weekdays, at = USUAL[kind]
    return RhythmForm(channel_id, kind, _typed_days(weekdays), _typed_hour(at))


def form_of(schedule: Schedule, today: date) -> RhythmForm:
    """Return the form of what recurs, as it was set."""
    rule, until = schedule.rule, _pause(schedule.rule.paused_until, today)
    return RhythmForm(
        channel_id=schedule.channel_id,
        kind=schedule.kind,
        weekdays=_typed_days(rule.weekdays),
        at=_typed_hour(rule.at),
        every=rule.every,
        starts_on="" if rule.starts_on == FIRST_WEEK else rule.starts_on.isoformat(),
        paused_until=until.isoformat() if until else "",
        way=schedule.way,
        seen=schedule.version,
    )


def rule_of(
    form: RhythmForm, settings: ChannelSettings, now: datetime, is_holiday: IsHoliday
) -> Rule:
    """Return the rhythm that a form asks for in the place of a channel, or raise what is amiss.

    Without a start, every second or fourth week is counted from the next day that fits.
    """
    today = local_day(now, settings.zone)
    rule = Rule(
        weekdays=_weekdays(form.weekdays),
        at=hour_of(form.at),
        zone=settings.zone,
        every=form.every,
        starts_on=_day(form.starts_on, today, StartUnknown) or FIRST_WEEK,
        paused_until=_pause(_day(form.paused_until, today, PauseUnknown), today),
        workdays=settings.workdays,
    )
    if rule.starts_on == FIRST_WEEK and rule.every in (Every.TWO_WEEKS, Every.FOUR_WEEKS):
        first = next_time(replace(rule, every=Every.WEEK), now, is_holiday)
        rule = replace(rule, starts_on=local_day(first, rule.zone))
    return rule


def says_the_same(schedule: Schedule, rule: Rule, way: Way, today: date) -> bool:
    """Tell whether something recurs just so already; a pause that is over counts as none."""
    running = replace(schedule.rule, paused_until=_pause(schedule.rule.paused_until, today))
    return (running, schedule.way) == (rule, way)


def planned(schedule: Schedule, now: datetime, is_holiday: IsHoliday) -> Planned:
    """Return something that recurs with its next days, where it comes."""
    rule = schedule.fires_by
    later = next_times(rule, schedule.next_at, is_holiday, TOLD - 1)
    days = tuple(local_day(moment, rule.zone) for moment in (schedule.next_at, *later))
    return Planned(schedule, days, _pause(schedule.rule.paused_until, local_day(now, rule.zone)))


def hour_of(typed: str) -> time:
    """Return the hour that was typed as `HH:MM`, or raise NoHour or NotAnHour."""
    if not typed:
        raise NoHour
    if not is_hour(typed):
        raise NotAnHour(typed=typed)
    return time.fromisoformat(typed)


def local_day(moment: datetime, zone: str) -> date:
    """Return the day of a moment in a place."""
    return moment.astimezone(ZoneInfo(zone)).date()


def is_hour(typed: str) -> bool:
    """Tell whether this is an hour as `HH:MM`."""
    return bool(_HOUR.fullmatch(typed))


def is_day(typed: str) -> bool:
    """Tell whether this is a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _weekdays(typed: tuple[str, ...]) -> frozenset[int]:
    chosen = frozenset(_WEEKDAYS[weekday] for weekday in typed if weekday in _WEEKDAYS)
    if not chosen:
        raise NoDayChosen
    return chosen


def _day(typed: str, today: date, refused: type[StartUnknown]) -> date | None:
    """Return a day that was chosen, None when none was, or raise what is amiss with it."""
    if not typed:
        return None
    if not is_day(typed) or date.fromisoformat(typed) > today + FARTHEST:
        raise refused(typed=typed)
    return date.fromisoformat(typed)


def _pause(until: date | None, today: date) -> date | None:
    """Return the day until which something is paused; None when that day has come."""
    return until if until and until > today else None


def _typed_days(weekdays: frozenset[int]) -> tuple[str, ...]:
    return tuple(str(weekday) for weekday in sorted(weekdays))


def _typed_hour(at: time) -> str:
    return at.strftime("%H:%M")
