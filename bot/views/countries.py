"""The choice of a country whose public holidays are days off."""

from itertools import groupby

from bot.calendars import countries
from bot.domain.words import folded
from bot.i18n import Translator
from bot.views import fields, kit
from bot.views.submissions import Submission

NO_COUNTRY = "none"


def country_input(
    t: Translator, form: str, name: str, *, initial: str = "", hint: str = ""
) -> kit.Block:
    """Return a field for a country, or none, under the letters with which they begin."""
    none = {t("None"): [(NO_COUNTRY, t("No public holidays"))]}
    return fields.grouped_input(
        form,
        name,
        t("Public holidays"),
        {**none, **_by_letter(t)},
        initial=initial or NO_COUNTRY,
        hint=hint,
    )


def read_country(submission: Submission, name: str) -> str:
    """Return the country that was chosen, as ISO 3166 writes it; empty for none."""
    chosen = submission.choice(name)
    return "" if chosen == NO_COUNTRY else chosen


def _by_letter(t: Translator) -> dict[str, list[tuple[str, str]]]:
    named = [(code, t.country(code)) for code in countries()]
    named.sort(key=lambda country: folded(country[1]))
    grouped = groupby(named, key=lambda country: folded(country[1])[:1].upper())
    return {letter: list(these) for letter, these in grouped}
