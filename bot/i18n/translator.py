"""A translator for one language: messages by gettext, dates and times by Babel."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"


class Translator:
    """Says things in one language."""

    def __init__(self, language: str, catalogue: GNUTranslations) -> None:
        self.language = language
        self._catalogue = catalogue
        self._locale = Locale.parse(language)

    def __call__(self, message: str, /, **params: object) -> str:
        """Return a message in this language, with its parameters filled in."""
        translated = self._catalogue.gettext(message)
        return translated.format(**params) if params else translated

    def together(self, names: Sequence[str]) -> str:
        """Return names joined as the language joins them: `Ana, Luc and Tom`."""
        return format_list(list(names), locale=self._locale)

    def day(self, moment: datetime | date, zone: str = "UTC") -> str:
        """Return a day in words, such as `Friday 27 November`, in a zone."""
        local = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment
        first = "'er'" if local.day == 1 else ""
        pattern = f"EEEE d{first} MMMM" if self.language == "fr" else "EEEE, MMMM d"
        return format_date(local, pattern, locale=self._locale)

    def date(self, moment: datetime | date, zone: str = "UTC") -> str:
        """Return a date with its year, such as `November 27, 2026`, in a zone."""
        local = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment
        return format_date(local, "long", locale=self._locale)

    def hour(self, moment: datetime | time, zone: str = "UTC") -> str:
        """Return an hour as the language writes it, in a zone: `16:30` or `4:30 PM`."""
        local = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment
        return format_time(local, "short", locale=self._locale)

    def weekday(self, weekday: int) -> str:
        """Return the name of a weekday; Monday is 0."""
        return str(get_day_names("wide", locale=self._locale)[weekday])

    def city(self, zone: str) -> str:
        """Return the city that a time zone is named for, such as `London` or `Londres`."""
        return get_timezone_location(zone, locale=self._locale, return_city=True)

    def country(self, code: str) -> str:
        """Return the name of a country that ISO 3166 writes in two letters."""
        return str(self._locale.territories.get(code, code))


@cache
def translator(language: str) -> Translator:
    """Return the translator of a language, `fr` or `en`."""
    path = LOCALES / language / "LC_MESSAGES" / "cordee.po"
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    # Compiled here, in memory: the repository holds no binary and no build step can be forgotten.
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))
