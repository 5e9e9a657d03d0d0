"""Pieces of the cards of trials and objectives: one message each, whatever was written."""

from collections.abc import Sequence

from bot.i18n import Translator
from bot.views import kit

LONGEST_FIRST, LONGEST_DETAIL = 2500, 1200
"""A card keeps its buttons in one message; its story shows the words whole."""


def first_words(icon: str, words: str, menu: kit.Element | None) -> kit.Item:
    """Return what a card begins with, beside its ⋯ menu."""
    short = kit.escape_within(words, LONGEST_FIRST)
    return short, [kit.section(f"{icon}{short}", menu)]


def detail(title: str, words: str) -> kit.Item:
    """Return some words of a card, under their title."""
    short = kit.escape_within(words, LONGEST_DETAIL)
    return f"{title}\n{short}", [kit.section(f"*{title}*\n{short}")]


def together(t: Translator, people: Sequence[str]) -> str:
    """Return people's names in no order of merit, as many as a card holds."""
    named = [kit.mention(person) for person in people[: kit.MOST_PEOPLE]]
    return t.together([*named, t("others")] if len(people) > kit.MOST_PEOPLE else named)
