"""Working days: the days of the week on which somebody works, without their public holidays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

IsHoliday = Callable[[str, date], bool]
"""Tells whether a day is a public holiday of a country, as ISO 3166 writes it."""
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Workdays:
    """Days of the week, and the country whose public holidays are kept."""

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    """Monday is 0, as in Python's datetime."""
    country: str = ""
    """Two letters of ISO 3166; no holiday is kept when empty."""

    def include(self, day: date, is_holiday: IsHoliday) -> bool:
        """Tell whether a day is worked."""
        if day.weekday() not in self.weekdays:
            return False
        return not (self.country and is_holiday(self.country, day))


ALWAYS = Workdays(frozenset(range(7)))
"""Every day of the year."""
