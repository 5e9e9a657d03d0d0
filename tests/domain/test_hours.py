"""Working hours: never at night, never at the weekend, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.domain.hours import day_in, next_working_day, next_working_moment

PARIS = "Europe/Paris"
ZONES = st.sampled_from(
    [PARIS, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
)
START = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7300)).map(lambda passed: START + passed)


def at(text: str, zone: str = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "moment, then",
    [
        ("2026-11-23T09:00", "2026-11-23T09:00"),
        ("2026-11-23T16:59:59", "2026-11-23T16:59:59"),
        ("2026-11-23T08:59", "2026-11-23T09:00"),
        ("2026-11-23T17:00", "2026-11-24T09:00"),
        ("2026-11-27T18:00", "2026-11-30T09:00"),  # Friday evening
        ("2026-11-28T11:00", "2026-11-30T09:00"),  # Saturday
        ("2026-11-29T23:59", "2026-11-30T09:00"),
        ("2026-03-27T17:00", "2026-03-30T09:00"),  # clocks go forward on that Sunday
        ("2026-10-23T17:00", "2026-10-26T09:00"),  # and back on that one
    ],
)
def test_the_first_working_moment(moment: str, then: str) -> None:
    assert next_working_moment(at(moment), PARIS) == at(then)


def test_each_place_has_its_own_hours() -> None:
    moment = at("2026-11-23T10:00")
    assert next_working_moment(moment, "America/New_York") == at(
        "2026-11-23T09:00", "America/New_York"
    )
    assert next_working_moment(moment, "Asia/Tokyo") == at("2026-11-24T09:00", "Asia/Tokyo")


def test_the_next_working_day_is_never_today() -> None:
    assert next_working_day(at("2026-11-23T03:00"), PARIS) == at("2026-11-24T09:00")
    assert next_working_day(at("2026-11-27T12:00"), PARIS) == at("2026-11-30T09:00")


def test_a_day_that_a_place_left_out_is_no_working_day() -> None:
    apia = "Pacific/Apia"  # had no Friday, 30 December 2011
    thursday = at("2011-12-29T17:00", apia)
    assert next_working_moment(thursday, apia) == at("2012-01-02T09:00", apia)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_an_unknown_place_has_the_hours_of_utc(zone: str) -> None:
    assert next_working_moment(at("2026-11-23T07:00", "UTC"), zone) == at("2026-11-23T09:00", "UTC")


def test_a_day_is_that_of_the_place() -> None:
    assert day_in(at("2026-11-23T23:30", "UTC"), PARIS) == date(2026, 11, 24)


@given(MOMENTS, ZONES)
def test_it_is_always_a_working_hour_and_soon(moment: datetime, zone: str) -> None:
    then = next_working_moment(moment, zone)
    local = then.astimezone(ZoneInfo(zone))
    assert then >= moment
    assert local.weekday() < 5
    assert time(9) <= local.time() < time(17)
    assert then - moment < timedelta(days=4)
    assert next_working_moment(then, zone) == then
