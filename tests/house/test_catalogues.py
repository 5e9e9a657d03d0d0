"""French and English are complete, say the same, and speak as friends do."""

import ast
import re
import string

import pytest
from babel.messages.catalog import Message

from bot.i18n import catalogues

LANGUAGES = ["en", "fr"]
IN_THE_CODE = {message for message, _ in catalogues.messages()}
DISTANT = re.compile(r"\b(vous|votre|vos|veuillez|merci de)\b|\w+ez\b", re.IGNORECASE)
NOT_VERBS = {"chez", "assez", "rendez"}


def said_in(language: str) -> list[Message]:
    return [message for message in catalogues.read(language) if message.id]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_just_what_the_code_says(language: str) -> None:
    there = {message.id for message in said_in(language)}
    assert there == IN_THE_CODE, "`make catalogs` brings the catalogues up to date"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    assert not [message.id for message in said_in(language) if not message.string or message.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same(language: str) -> None:
    differing = [m.id for m in said_in(language) if places(str(m.id)) != places(str(m.string))]
    assert not differing


def test_french_says_tu() -> None:
    distant = [
        message.string
        for message in said_in("fr")
        for found in DISTANT.finditer(str(message.string))
        if found[0].lower() not in NOT_VERBS
    ]
    assert not distant


def test_no_message_hides_in_a_formatted_string() -> None:
    """Babel does not look inside f-strings: what is said there would stay English."""
    hidden = [
        f"{path.relative_to(catalogues.ROOT)}:{call.lineno}"
        for folder in ("bot", "handlers")
        for path in (catalogues.ROOT / folder).rglob("*.py")
        for formatted in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in catalogues.KEYWORDS
    ]
    assert not hidden
