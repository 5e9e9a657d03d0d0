"""Words as they are printed: French spaces and quotation marks, apostrophes, ellipses."""

import re

import pytest

from bot.i18n import catalogues

NARROW = "\u00a0\u202f"
"""The two spaces that never end a line."""
NOT_PROSE = re.compile(r"https?://\S+|:[a-z_]+:|\{\w+\}|<[^>]*>|\d+:\d+")
"""Addresses, emoji, places to fill in, links, hours."""


def said_in(language: str) -> list[str]:
    return [NOT_PROSE.sub("x", str(m.string)) for m in catalogues.read(language) if m.id]


FRENCH = said_in("fr")


def wrong(words: list[str], pattern: str) -> list[str]:
    return [said for said in words if re.search(pattern, said)]


def test_high_marks_have_a_space_that_holds() -> None:
    assert not wrong(FRENCH, rf"[^{NARROW}!?][;:!?»](?=\s|$|»)")


def test_guillemets_hold_what_they_quote() -> None:
    assert not wrong(FRENCH, rf"«[^{NARROW}]")
    assert not wrong(FRENCH, '[“”"]')


def test_no_space_stands_before_low_marks() -> None:
    assert not wrong(FRENCH, rf"[\s{NARROW}][,.…](?!\w)")


def test_apostrophes_are_curved() -> None:
    assert not wrong(FRENCH, r"\w'\w")


def test_units_stay_with_their_numbers() -> None:
    assert not wrong(FRENCH, r"\d %")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_dots_and_spaces_are_few(language: str) -> None:
    assert not wrong(said_in(language), r"\.\.\.|  |^\s|\s$")


def test_english_quotes_are_curved_and_close() -> None:
    english = said_in("en")
    assert not wrong(english, '"')
    assert not [said for said in english if said.count("“") != said.count("”")]


def test_english_keeps_its_marks_close() -> None:
    assert not wrong(said_in("en"), rf"[\s{NARROW}][;:!?]")
