"""Working days in a row: a bit for each day of the week, Monday first, and a country."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping

from bot.domain.workdays import Workdays

WEEK = range(7)


def bits_of(weekdays: Iterable[int]) -> int:
    """Return days of the week as one number; Monday is its first bit."""
    return sum(1 << weekday for weekday in weekdays)


def days_of(bits: int) -> frozenset[int]:
    """Return the days of the week that a number stands for."""
    return frozenset(weekday for weekday in WEEK if bits & 1 << weekday)


def workdays_values(workdays: Workdays) -> dict[str, Any]:
    """Return what the columns of working days hold."""
    return {"working_days": bits_of(workdays.weekdays), "country": workdays.country}


def workdays_of(row: RowMapping) -> Workdays:
    """Return the working days that a row tells."""
    return Workdays(days_of(row["working_days"]), row["country"])
