"""The next time of a weekly rhythm, on the clocks of places that change theirs."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings, strategies as st

from bot.calendars import is_holiday
from bot.domain.schedules import (
    GRACE,
    Rule,
    UnknownZone,
    check_zone,
    is_missed,
    next_time,
    week_of,
)

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


ZONES = sorted(available_timezones() - {"localtime"})
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2029, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    timezones=st.just(UTC),
)


@given(weekday=st.integers(0, 6), at=st.times(), zone=st.sampled_from(ZONES), after=MOMENTS)
@settings(max_examples=300, deadline=None)
def test_everywhere_it_comes_once_a_week_on_its_day(
    weekday: int, at: time, zone: str, after: datetime
) -> None:
    rule = Rule(frozenset({weekday}), at.replace(second=0, microsecond=0, tzinfo=None), zone)
    times = []
    for _ in range(60):
        after = next_time(rule, after, is_holiday)
        times.append(after)
    local = [moment.astimezone(ZoneInfo(zone)) for moment in times]
    weeks = [week_of(moment, zone) for moment in times]
    assert len(set(weeks)) == len(weeks)
    # Where the wall clock skips the hour before midnight, the instant after it is the next day.
    assert {moment.weekday() for moment in local if moment.time() >= rule.at} == {weekday}
    assert all(
        WEEK - timedelta(hours=2) <= b - a <= WEEK + timedelta(hours=2) for a, b in pairwise(times)
    )


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
