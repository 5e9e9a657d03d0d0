"""Public holidays by country, and the country of a time zone, from well-kept data."""

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import holidays

MOST_REMEMBERED = 512
"""Years of countries; one takes a kilobyte."""
TWO_LETTERS = 2


def is_holiday(country: str, day: date) -> bool:
    """Tell whether a day is a public holiday in the whole of a country, such as `FR`."""
    return day in _holidays(country, day.year)


@cache
def countries() -> tuple[str, ...]:
    """Return the countries whose holidays are known, as ISO 3166 writes them."""
    known = holidays.list_supported_countries(include_aliases=False)
    return tuple(sorted(code for code in known if len(code) == TWO_LETTERS))


def country_of(zone: str) -> str:
    """Return the country of an IANA time zone; empty where there is none, or none is known."""
    country = _countries_by_zone().get(zone, "")
    return country if country in countries() else ""


@cache
def _countries_by_zone() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@lru_cache(MOST_REMEMBERED)
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))
