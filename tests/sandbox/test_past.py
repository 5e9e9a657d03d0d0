"""The past of the demonstration lies in weeks in which nobody has a day off."""

from datetime import date, timedelta

import pytest

from bot.calendars import is_holiday
from sandbox.demo.past import begins_on


@pytest.mark.parametrize(
    "today",
    [date(2026, 11, 24), date(2026, 12, 25), date(2027, 5, 14), date(2028, 2, 29)],
    ids=["thanksgiving", "christmas", "ascension", "leap-day"],
)
def test_nobody_is_off(today: date) -> None:
    monday = begins_on(today)
    assert monday.weekday() == 0
    assert monday + timedelta(weeks=1) <= today
    assert today - monday < timedelta(weeks=14)
    days = [monday + timedelta(days=day) for day in range(14)]
    assert not [day for day in days if is_holiday("FR", day) or is_holiday("GB", day)]


def test_an_ordinary_week_is_this_one() -> None:
    assert begins_on(date(2026, 9, 24)) == date(2026, 9, 14)
