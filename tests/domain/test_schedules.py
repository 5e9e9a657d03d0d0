"""The next time of a weekly rhythm, on the clocks of places that change theirs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings, strategies as st

from bot.calendars import is_holiday
from bot.domain.schedules import (
    FIRST_WEEK,
    GRACE,
    LATEST,
    Every,
    NeverComes,
    Rule,
    Schedule,
    ScheduleKind,
    Turn,
    UnknownZone,
    Way,
    check_zone,
    is_missed,
    next_time,
    next_times,
    realigned,
    turn_of,
    week_of,
)
from bot.domain.workdays import ALWAYS, Workdays

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEK = timedelta(days=7)


def occurrences(rule: Rule, after: datetime, most: int) -> list[str]:
    """Return the next times, as the wall clock of the place shows them."""
    found = []
    for _ in range(most):
        after = next_time(rule, after, is_holiday)
        found.append(after.astimezone(ZoneInfo(rule.zone)).isoformat())
    return found


def test_a_rhythm_keeps_its_hour_through_both_changes_in_paris() -> None:
    rule = Rule(frozenset({FRIDAY}), time(16, 30), "Europe/Paris")
    spring = occurrences(rule, datetime(2026, 3, 20, 16, tzinfo=UTC), 2)
    assert spring == ["2026-03-27T16:30:00+01:00", "2026-04-03T16:30:00+02:00"]
    autumn = occurrences(rule, datetime(2026, 10, 18, tzinfo=UTC), 2)
    assert autumn == ["2026-10-23T16:30:00+02:00", "2026-10-30T16:30:00+01:00"]


def test_an_hour_that_does_not_exist_moves_to_the_instant_after_it() -> None:
    rule = Rule(frozenset({SUNDAY}), time(2, 30), "Europe/Paris")
    assert occurrences(rule, datetime(2026, 3, 23, tzinfo=UTC), 2) == [
        "2026-03-29T03:30:00+02:00",
        "2026-04-05T02:30:00+02:00",
    ]


def test_an_hour_that_comes_twice_counts_once() -> None:
    rule = Rule(frozenset({SUNDAY}), time(2, 30), "Europe/Paris")
    assert occurrences(rule, datetime(2026, 10, 19, tzinfo=UTC), 2) == [
        "2026-10-25T02:30:00+02:00",
        "2026-11-01T02:30:00+01:00",
    ]


def test_between_the_two_hours_it_is_over() -> None:
    rule = Rule(frozenset({SUNDAY}), time(2, 30), "Europe/Paris")
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert next_time(rule, between, is_holiday) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone, weekday, at, after, expected",
    [
        ("Africa/Cairo", FRIDAY, time(0), "2026-04-20", "2026-04-24T01:00:00+03:00"),
        ("America/Santiago", SUNDAY, time(0, 30), "2026-08-31", "2026-09-06T01:30:00-03:00"),
        ("Asia/Beirut", SUNDAY, time(0), "2026-03-23", "2026-03-29T01:00:00+03:00"),
        ("America/Havana", SUNDAY, time(0, 15), "2026-03-02", "2026-03-08T01:15:00-04:00"),
        ("Atlantic/Azores", SUNDAY, time(0), "2026-03-23", "2026-03-29T01:00:00+00:00"),
    ],
)
def test_a_midnight_that_does_not_exist_skips_no_week(
    zone: str, weekday: int, at: time, after: str, expected: str
) -> None:
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)
    first, second = occurrences(Rule(frozenset({weekday}), at, zone), start, 2)
    assert first == expected
    gap = datetime.fromisoformat(second) - datetime.fromisoformat(first)
    assert timedelta(days=6, hours=22) < gap < timedelta(days=7, hours=2)


def test_a_leap_day_is_a_day() -> None:
    rule = Rule(frozenset({TUESDAY}), time(10), "Europe/Paris")
    assert occurrences(rule, datetime(2028, 2, 23, tzinfo=UTC), 2) == [
        "2028-02-29T10:00:00+01:00",
        "2028-03-07T10:00:00+01:00",
    ]


def test_the_moment_itself_is_not_after_itself() -> None:
    rule = Rule(frozenset({MONDAY}), time(9), "UTC")
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert next_time(rule, moment, is_holiday) == moment + WEEK
    assert next_time(rule, moment - timedelta(microseconds=1), is_holiday) == moment


def test_a_new_year_is_no_new_week() -> None:
    assert week_of(datetime(2027, 1, 1, 12, tzinfo=UTC), "Europe/Paris") == "2026-W53"
    assert week_of(datetime(2027, 1, 4, 12, tzinfo=UTC), "Europe/Paris") == "2027-W01"


def test_a_week_begins_where_the_channel_is() -> None:
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert week_of(moment, "Europe/London") == "2026-W47"
    assert week_of(moment, "Europe/Paris") == "2026-W48"


# ------------------------------------------------------------------ every second week, every month

FRENCH = Workdays(country="FR")


def days(rule: Rule, after: date, most: int) -> list[str]:
    """Return the days of the next times, where it comes."""
    begins = datetime.combine(after, time(), tzinfo=ZoneInfo(rule.zone))
    found = next_times(rule, begins, is_holiday, most)
    return [f"{moment.astimezone(ZoneInfo(rule.zone)):%a %Y-%m-%d}" for moment in found]


def test_every_second_week_goes_on_over_a_year_of_fifty_three_weeks() -> None:
    rule = Rule(
        frozenset({MONDAY}), time(9), "Europe/Paris", Every.TWO_WEEKS, starts_on=date(2026, 12, 14)
    )
    found = ["Mon 2026-12-14", "Mon 2026-12-28", "Mon 2027-01-11", "Mon 2027-01-25"]
    assert days(rule, date(2026, 11, 1), 4) == found


def test_every_fourth_week_goes_on_over_a_leap_day() -> None:
    rule = Rule(
        frozenset({TUESDAY}), time(9), "Europe/Paris", Every.FOUR_WEEKS, starts_on=date(2028, 2, 29)
    )
    assert days(rule, date(2028, 1, 1), 3) == ["Tue 2028-02-29", "Tue 2028-03-28", "Tue 2028-04-25"]


def test_what_starts_after_its_day_of_the_week_starts_in_the_next_week_that_counts() -> None:
    rule = Rule(
        frozenset({MONDAY, THURSDAY}),
        time(9),
        "Europe/Paris",
        Every.TWO_WEEKS,
        starts_on=date(2026, 11, 25),
    )
    assert days(rule, date(2026, 1, 1), 3) == ["Thu 2026-11-26", "Mon 2026-12-07", "Thu 2026-12-10"]


def test_once_a_month_is_in_every_month_of_a_leap_year() -> None:
    rule = Rule(frozenset({TUESDAY}), time(9), "Europe/Paris", Every.MONTH)
    found = days(rule, date(2028, 1, 1), 12)
    assert [int(day[9:11]) for day in found] == list(range(1, 13))
    assert found[:3] == ["Tue 2028-01-04", "Tue 2028-02-01", "Tue 2028-03-07"]
    assert all(int(day[-2:]) <= 7 for day in found)


def test_a_pause_leaves_out_what_it_covers_and_keeps_the_weeks_that_count() -> None:
    rule = Rule(
        frozenset({FRIDAY}), time(9), "Europe/Paris", Every.TWO_WEEKS, starts_on=date(2026, 11, 27)
    )
    paused = replace(rule, paused_until=date(2026, 12, 12))
    assert days(paused, date(2026, 11, 1), 2) == ["Fri 2026-12-25", "Fri 2027-01-08"]


# ------------------------------------------------------------------ days off


def test_a_holiday_moves_to_the_next_working_day_or_to_the_one_before() -> None:
    rule = Rule(frozenset({MONDAY}), time(9), "Europe/Paris", workdays=FRENCH)
    assert days(rule, date(2027, 3, 24), 2) == ["Tue 2027-03-30", "Mon 2027-04-05"]
    fridays = replace(rule, weekdays=frozenset({FRIDAY}))
    assert days(fridays, date(2026, 12, 21), 2) == ["Thu 2026-12-24", "Thu 2026-12-31"]


def test_a_holiday_may_move_what_is_monthly_out_of_its_month() -> None:
    rule = Rule(frozenset({FRIDAY}), time(9), "Europe/Paris", Every.MONTH, workdays=FRENCH)
    # The first of May 2026 is a Friday; the eighth is another holiday, and no other Friday's.
    assert days(rule, date(2026, 4, 10), 2) == ["Thu 2026-04-30", "Fri 2026-06-05"]


def test_two_days_that_move_to_one_are_one() -> None:
    rule = Rule(frozenset({MONDAY, TUESDAY}), time(9), "Europe/Paris", workdays=FRENCH)
    assert days(rule, date(2027, 3, 29), 3) == [
        "Tue 2027-03-30",
        "Mon 2027-04-05",
        "Tue 2027-04-06",
    ]


def test_a_week_of_holidays_is_left_out() -> None:
    monday = date(2026, 12, 21)
    off = {monday + timedelta(days=day) for day in range(7)}
    rule = Rule(frozenset({WEDNESDAY}), time(9), "UTC", workdays=Workdays(country="XX"))
    found = next_time(
        rule,
        datetime(2026, 12, 17, tzinfo=UTC),
        lambda country, day: country == "XX" and day in off,
    )
    assert found == datetime(2026, 12, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(frozenset({MONDAY}), time(9), "UTC", workdays=Workdays(frozenset())),
        Rule(frozenset({MONDAY}), time(9), "UTC", starts_on=date.max),
        Rule(frozenset({MONDAY}), time(9), "UTC", paused_until=LATEST + timedelta(days=1)),
        Rule(frozenset(), time(9), "UTC"),
    ],
)
def test_what_no_day_fits_never_comes(rule: Rule) -> None:
    with pytest.raises(NeverComes):
        next_time(rule, datetime(2026, 11, 23, tzinfo=UTC), is_holiday)


# ------------------------------------------------------------------ everywhere

ZONES = sorted(available_timezones() - {"localtime"})
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone
MOMENTS = st.datetimes(NAIVE, NAIVE + timedelta(days=1096), timezones=st.just(UTC))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
WORKDAYS = st.one_of(
    st.just(ALWAYS),
    st.builds(Workdays, WEEKDAYS, st.sampled_from(["", "FR", "GB", "US", "TR", "CN"])),
)
RULES = st.builds(
    Rule,
    weekdays=WEEKDAYS,
    at=HOURS,
    zone=st.sampled_from(ZONES),
    every=st.sampled_from(Every),
    starts_on=st.one_of(st.just(FIRST_WEEK), st.dates(date(2025, 12, 1), date(2029, 3, 1))),
    paused_until=st.one_of(st.none(), st.dates(date(2025, 12, 1), date(2029, 3, 1))),
    workdays=WORKDAYS,
)
SEEN_AHEAD = timedelta(days=130)


def slowly(rule: Rule, after: datetime) -> datetime | None:
    """Return the next time by looking at each day in turn; None when it is far away."""
    zone = ZoneInfo(rule.zone)
    first = max(after.astimezone(zone).date(), rule.begins_on) - timedelta(days=9)
    every = (first + timedelta(days=number) for number in range(SEEN_AHEAD.days))
    found = {stands_for(rule, day) for day in every if is_planned(rule, day)}
    moments = {datetime.combine(day, rule.at, tzinfo=zone).astimezone(UTC) for day in found if day}
    return min((moment for moment in moments if moment > after), default=None)


def is_planned(rule: Rule, day: date) -> bool:
    if day < rule.begins_on or day.weekday() not in rule.weekdays:
        return False
    if rule.every is Every.MONTH:
        return (day - timedelta(days=7)).month != day.month
    weeks = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.FOUR_WEEKS: 4}[rule.every]
    start = rule.starts_on.toordinal() - rule.starts_on.weekday()
    return (day.toordinal() - start) // 7 % weeks == 0


def stands_for(rule: Rule, day: date) -> date | None:
    same_week = [d for d in around(day) if d.isocalendar()[:2] == day.isocalendar()[:2]]
    open_days = [d for d in same_week if d >= rule.begins_on and works(rule, d)]
    later = [d for d in open_days if d >= day]
    return min(later) if later else max(open_days, default=None)


def around(day: date) -> Iterator[date]:
    return (day + timedelta(days=number) for number in range(-6, 7))


def works(rule: Rule, day: date) -> bool:
    country = rule.workdays.country
    return day.weekday() in rule.workdays.weekdays and not (country and is_holiday(country, day))


@given(rule=RULES, after=MOMENTS)
@settings(max_examples=400)
def test_it_comes_when_a_slow_look_at_every_day_says(rule: Rule, after: datetime) -> None:
    expected = slowly(rule, after)
    if expected is None:
        return
    found = next_time(rule, after, is_holiday)
    assert found == expected
    assert found > after
    local = found.astimezone(ZoneInfo(rule.zone))
    # An hour that does not exist may be past midnight once it does.
    assert works(rule, local.date()) or local.time() < rule.at


@given(weekday=st.integers(0, 6), at=HOURS, zone=st.sampled_from(ZONES), after=MOMENTS)
@settings(max_examples=150)
def test_everywhere_it_comes_once_a_week_on_its_day(
    weekday: int, at: time, zone: str, after: datetime
) -> None:
    rule = Rule(frozenset({weekday}), at, zone)
    times = next_times(rule, after, is_holiday, 60)
    local = [moment.astimezone(ZoneInfo(zone)) for moment in times]
    # Where the wall clock skips the hour before midnight, the instant after it is the next day.
    assert {moment.weekday() for moment in local if moment.time() >= rule.at} == {weekday}
    assert all(
        WEEK - timedelta(hours=2) <= b - a <= WEEK + timedelta(hours=2) for a, b in pairwise(times)
    )


@given(rule=RULES, after=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=40)))
@settings(max_examples=150)
def test_between_two_times_the_next_one_is_the_same(
    rule: Rule, after: datetime, later: timedelta
) -> None:
    if slowly(rule, after) is None:
        return
    found = next_time(rule, after, is_holiday)
    if after + later < found:
        assert next_time(rule, after + later, is_holiday) == found


# ------------------------------------------------------------------ late

FRIDAYS = Rule(frozenset({FRIDAY}), time(16, 30), "Europe/Paris")
DUE = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


def planned(rule: Rule = FRIDAYS, next_at: datetime = DUE, way: Way = Way.CHANNEL) -> Schedule:
    return Schedule("T1", "C1", ScheduleKind.CHECKIN, rule, next_at, way=way)


def turn(late: timedelta, of: Schedule | None = None) -> Turn:
    return turn_of(of or planned(), DUE + late, is_holiday)


def test_what_is_late_is_done_once_and_what_is_missed_is_not() -> None:
    assert turn(timedelta(0)) == Turn(DUE, DUE + WEEK)
    assert turn(GRACE) == Turn(DUE, DUE + WEEK)
    assert turn(GRACE + timedelta(seconds=1)) == Turn(None, DUE + WEEK)


def test_after_weeks_only_what_came_due_lately_is_done() -> None:
    assert turn(5 * WEEK + timedelta(hours=1)) == Turn(DUE + 5 * WEEK, DUE + 6 * WEEK)
    assert turn(5 * WEEK + timedelta(days=1)) == Turn(None, DUE + 6 * WEEK)


def test_what_comes_to_each_is_not_missed_before_the_day_has_ended_everywhere() -> None:
    each = planned(way=Way.EACH)
    assert turn(timedelta(hours=30), each).due_at == DUE
    assert turn(timedelta(hours=39), each).due_at is None


def test_a_zone_whose_clock_was_changed_moves_what_is_planned_and_no_further() -> None:
    moved = planned(next_at=DUE + timedelta(hours=1))
    now = DUE - timedelta(days=20)
    assert realigned(moved, now, is_holiday) == DUE
    assert realigned(planned(), now, is_holiday) == DUE
    in_two_weeks = planned(next_at=DUE + 2 * WEEK)
    assert realigned(in_two_weeks, now, is_holiday) == DUE + 2 * WEEK


def test_what_would_have_come_already_waits_for_the_next_time() -> None:
    moved = planned(next_at=DUE + timedelta(hours=1))
    assert realigned(moved, DUE + timedelta(minutes=30), is_holiday) == DUE + WEEK


def test_a_new_holiday_moves_what_is_planned() -> None:
    rule = replace(FRIDAYS, workdays=Workdays(country="XX"))
    now = DUE - timedelta(days=2)
    found = realigned(planned(rule), now, lambda _, day: day == date(2026, 11, 27))
    assert found == DUE - timedelta(days=1)


def test_the_grace_is_hours_not_days() -> None:
    due = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert not is_missed(due, due + GRACE)
    assert is_missed(due, due + GRACE + timedelta(seconds=1))
    assert timedelta(hours=1) < GRACE < timedelta(days=1)


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Europe/Paris", "Europe/Paris"),
        (" europe/paris ", "Europe/Paris"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_understood_however_it_was_typed(typed: str, name: str) -> None:
    assert check_zone(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "Paris", "Mars/Base", "Europe", "../../etc/passwd", "/etc/localtime", "\x00", "é"]
)
def test_a_zone_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        check_zone(typed)
    assert refusal.value.field == "zone"
    assert refusal.value.params == {"zone": typed}
