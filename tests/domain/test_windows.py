"""Windows in working days: the same hour so many working days later, never on a day off."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.calendars import is_holiday
from bot.domain.hours import WorkingHours
from bot.domain.windows import middle_of, morning_of, next_worked, working_days_later
from bot.domain.workdays import Workdays

PARIS = ZoneInfo("Europe/Paris")
HOURS = WorkingHours("Europe/Paris", Workdays(country="FR"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    "moment, later",
    [
        ("2026-11-23T15:20", "2026-11-25T15:20"),
        ("2026-11-26T15:20", "2026-11-30T15:20"),  # over a weekend
        ("2026-11-21T11:00", "2026-11-25T08:00"),  # a Saturday counts as Monday morning
        ("2026-11-23T22:00", "2026-11-26T08:00"),
        ("2026-12-23T10:00", "2026-12-28T10:00"),  # over Christmas
        ("2026-03-26T10:00", "2026-03-30T10:00"),  # the clocks go forward meanwhile
    ],
)
def test_two_working_days(moment: str, later: str) -> None:
    assert working_days_later(at(moment), 2, HOURS, is_holiday) == at(later)


def test_what_belongs_to_a_day_off_comes_the_next_morning() -> None:
    assert morning_of(date(2026, 12, 25), HOURS, is_holiday) == at("2026-12-28T08:00")
    assert morning_of(date(2026, 12, 24), HOURS, is_holiday) == at("2026-12-24T10:00")


def test_the_middle_is_a_working_morning() -> None:
    start, end = at("2026-11-23T09:00"), at("2026-12-05T09:00")
    assert middle_of(start, end, HOURS, is_holiday) == at("2026-11-30T08:00")


@given(st.dates(date(2024, 1, 1), date(2034, 1, 1)))
def test_the_next_worked_day_is_worked(day: date) -> None:
    worked = next_worked(day, HOURS, is_holiday)
    assert worked >= day
    assert HOURS.workdays.include(worked, is_holiday)
    assert (worked == day) == HOURS.workdays.include(day, is_holiday)
