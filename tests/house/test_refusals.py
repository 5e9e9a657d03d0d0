"""Nobody is counted, ranked or called out: what the product refuses, read in its code and words."""

import ast
import re

import pytest
from babel.messages.pofile import read_po

from bot.i18n.translator import LOCALES
from tests.house.tree import imported, parsed, python_files

COUNTING = {
    "count",
    "dense_rank",
    "group_by",
    "having",
    "most_common",
    "ntile",
    "over",
    "percent_rank",
    "rank",
    "row_number",
    "sum",
}
"""What a query or a collection would be asked for, to count people or to rank them."""

COUNTS_IN_WORDS = re.compile(
    r"\{(\w*(count(?!ry)|number|total|rank|score|percent|nombre)\w*|n)\}", re.IGNORECASE
)
CALLS_EVERYBODY = re.compile(r"<!(channel|here|everyone|subteam)|@(channel|here|everyone)\b")
COMPARES = re.compile(
    r"\b(leaderboard|ranking|ranked|scores?|classement|palmarès|podium)\b", re.IGNORECASE
)

LANGUAGES = ["en", "fr"]


def words(language: str) -> list[str]:
    path = LOCALES / language / "LC_MESSAGES" / "cordee.po"
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    said = [text for message in catalogue if message.id for text in (message.id, message.string)]
    assert said
    # A message with plural forms would be a tuple, and would have a place for a number.
    assert all(isinstance(text, str) for text in said)
    return [str(text) for text in said]


def test_no_query_counts_or_ranks() -> None:
    counting = {
        f"{path}:{node.lineno} {node.attr}"
        for path in python_files("bot", "handlers", "storage")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in COUNTING
    }
    assert not counting


def test_nothing_tallies() -> None:
    tallies = {
        f"{path} imports {name}"
        for path in python_files("bot", "handlers", "storage")
        for name in imported(path)
        if name in {"collections.Counter", "statistics"}
    }
    assert not tallies


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_place_for_a_count(language: str) -> None:
    assert not [said for said in words(language) if COUNTS_IN_WORDS.search(said)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_calls_everybody_or_compares_people(language: str) -> None:
    loud = [said for said in words(language) if CALLS_EVERYBODY.search(said)]
    comparing = [said for said in words(language) if COMPARES.search(said)]
    assert not loud + comparing
