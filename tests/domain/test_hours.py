"""Working hours: never at night, on a day off or in a pause, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.calendars import country_of, is_holiday
from bot.domain.hours import (
    CLOSES,
    OPENS,
    ClosesBeforeItOpens,
    NoWorkingDay,
    PauseTooLong,
    PersonalHours,
    WorkingHours,
    check_hours,
)
from bot.domain.workdays import Workdays

PARIS = "Europe/Paris"
IN_PARIS = WorkingHours(PARIS, Workdays(country="FR"))
ZONES = st.sampled_from(
    [PARIS, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
)
START = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7300)).map(lambda passed: START + passed)
HOURS = st.builds(
    WorkingHours,
    ZONES,
    st.builds(
        Workdays,
        st.frozensets(st.integers(0, 6), min_size=1),
        st.sampled_from(["", "FR", "US", "JP"]),
    ),
    st.times(time(0), time(11, 59)),
    st.times(time(12), time(23, 59)),
    st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2031, 1, 1))),
)


def at(text: str, zone: str = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "moment, then",
    [
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T18:59:59", "2026-11-23T18:59:59"),
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T19:00", "2026-11-24T08:00"),
        ("2026-11-27T20:00", "2026-11-30T08:00"),  # Friday evening
        ("2026-11-28T11:00", "2026-11-30T08:00"),  # Saturday
        ("2026-11-29T23:59", "2026-11-30T08:00"),
        ("2026-03-27T19:00", "2026-03-30T08:00"),  # clocks go forward on that Sunday
        ("2026-10-23T19:00", "2026-10-26T08:00"),  # and back on that one
        ("2026-12-24T19:00", "2026-12-28T08:00"),  # Christmas, then a weekend
        ("2026-05-13T19:00", "2026-05-15T08:00"),  # Ascension Day
    ],
)
def test_the_first_working_moment(moment: str, then: str) -> None:
    assert IN_PARIS.next_moment(at(moment), is_holiday) == at(then)


def test_each_place_has_its_own_hours_and_holidays() -> None:
    moment = at("2026-11-26T10:00")
    new_york = WorkingHours("America/New_York", Workdays(country="US"))
    thanksgiving_is_over = at("2026-11-27T08:00", "America/New_York")
    assert new_york.next_moment(moment, is_holiday) == thanksgiving_is_over
    tokyo = WorkingHours("Asia/Tokyo", Workdays(country="JP"))
    assert tokyo.next_moment(moment, is_holiday) == at("2026-11-26T18:00", "Asia/Tokyo")
    assert tokyo.next_moment(at("2026-11-22T10:00"), is_holiday) == at(
        "2026-11-24T08:00", "Asia/Tokyo"
    )  # Labour Thanksgiving Day is the Monday


def test_the_next_working_day_is_never_today() -> None:
    assert IN_PARIS.next_day(at("2026-11-23T03:00"), is_holiday) == at("2026-11-24T08:00")
    assert IN_PARIS.next_day(at("2026-11-27T12:00"), is_holiday) == at("2026-11-30T08:00")


def test_a_pause_lasts_until_its_day() -> None:
    paused = replace(IN_PARIS, paused_until=date(2026, 12, 9))
    assert paused.next_moment(at("2026-11-23T10:00"), is_holiday) == at("2026-12-09T08:00")
    assert paused.within(date(2026, 12, 8), at("2026-12-08T10:00"), is_holiday) is None
    assert paused.next_moment(at("2026-12-09T10:00"), is_holiday) == at("2026-12-09T10:00")


def test_within_a_day_or_not_at_all() -> None:
    friday = date(2026, 11, 27)
    assert IN_PARIS.within(friday, at("2026-11-27T03:00"), is_holiday) == at("2026-11-27T08:00")
    assert IN_PARIS.within(friday, at("2026-11-27T10:00"), is_holiday) == at("2026-11-27T10:00")
    assert IN_PARIS.within(friday, at("2026-11-27T19:00"), is_holiday) is None
    assert IN_PARIS.within(date(2026, 11, 28), at("2026-11-28T10:00"), is_holiday) is None
    assert IN_PARIS.within(date(2026, 12, 25), at("2026-12-25T10:00"), is_holiday) is None


def test_a_day_that_a_place_left_out_is_no_working_day() -> None:
    apia = "Pacific/Apia"  # had no Friday, 30 December 2011
    thursday = at("2011-12-29T19:00", apia)
    assert WorkingHours(apia).next_moment(thursday, is_holiday) == at("2012-01-02T08:00", apia)


def test_hours_that_the_clock_leaves_out_wait_for_another_day() -> None:
    """On the last Sunday of March there is no hour from two to three."""
    nights = WorkingHours(PARIS, Workdays(frozenset({6})), time(2), time(3))
    assert nights.next_moment(at("2026-03-28T12:00"), is_holiday) == at("2026-04-05T02:00")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_an_unknown_place_has_the_hours_of_utc(zone: str) -> None:
    moment = at("2026-11-23T07:00", "UTC")
    assert WorkingHours(zone).next_moment(moment, is_holiday) == at("2026-11-23T08:00", "UTC")
    assert country_of(zone) == ""


def test_a_day_is_that_of_the_place() -> None:
    assert IN_PARIS.day_of(at("2026-11-23T23:30", "UTC")) == date(2026, 11, 24)
    assert IN_PARIS.hour_of(at("2026-11-23T23:30", "UTC")) == time(0, 30)


@given(MOMENTS, HOURS)
def test_it_is_always_a_working_moment_and_the_first(moment: datetime, hours: WorkingHours) -> None:
    then = hours.next_moment(moment, is_holiday)
    local = then.astimezone(ZoneInfo(hours.zone))
    assert then >= moment
    assert local.weekday() in hours.workdays.weekdays
    assert not hours.workdays.country or not is_holiday(hours.workdays.country, local.date())
    assert hours.paused_until is None or local.date() >= hours.paused_until
    assert hours.at(local.date(), hours.opens) <= then < hours.at(local.date(), hours.closes)
    assert hours.next_moment(then, is_holiday) == then
    first = hours.day_of(moment)
    for day in (first + timedelta(days=days) for days in range(30)):
        assert day >= local.date() or hours.within(day, moment, is_holiday) is None


@given(MOMENTS, ZONES)
def test_usual_hours_are_never_far(moment: datetime, zone: str) -> None:
    then = WorkingHours(zone).next_moment(moment, is_holiday)
    assert OPENS <= then.astimezone(ZoneInfo(zone)).time() < CLOSES
    assert then - moment < timedelta(days=4)


# ------------------------------------------------------------------ what people say


NOW = at("2026-11-23T10:00")


def test_what_cannot_be_kept_is_said() -> None:
    with pytest.raises(NoWorkingDay):
        check_hours(replace(IN_PARIS, workdays=Workdays(frozenset())), NOW)
    for closes in (IN_PARIS.opens, time(7)):
        with pytest.raises(ClosesBeforeItOpens):
            check_hours(replace(IN_PARIS, closes=closes), NOW)
    with pytest.raises(PauseTooLong):
        check_hours(replace(IN_PARIS, paused_until=date(2027, 11, 25)), NOW)


def test_a_pause_that_is_over_is_none() -> None:
    for day in (date(2020, 1, 1), date(2026, 11, 23)):
        assert check_hours(replace(IN_PARIS, paused_until=day), NOW) == IN_PARIS
    tomorrow = replace(IN_PARIS, paused_until=date(2026, 11, 24))
    assert check_hours(tomorrow, NOW) == tomorrow


def test_hours_go_where_their_person_goes() -> None:
    personal = PersonalHours("T1", "U1", Workdays(frozenset({0})), time(9), time(12))
    hours = personal.in_zone("Asia/Tokyo")
    assert hours == WorkingHours("Asia/Tokyo", Workdays(frozenset({0})), time(9), time(12))
