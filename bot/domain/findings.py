"""Which texts answer a search best: pure arithmetic on their terms, the same on any database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import log

from bot.domain.library import EVERY_KIND, Kind

WHOLE = 1.0
"""How near a term is to a word that was asked for: the word itself, in any of its forms."""
SISTER = 0.75
"""A word that means the same."""
BEGUN = 0.6
"""A word that begins with what was typed so far."""
MISTYPED = 0.6
"""The nearest word, where nothing holds the one that was typed."""

IN_TITLE = 3.0
IN_SITUATION = 2.0
IN_TEXT = 1.0

LEAST_COVERED = 0.34
"""What part of a search, weighed by how rare its words are, a text must hold to be an answer."""


@dataclass(frozen=True, slots=True)
class Form:
    """A term that stands for a word that was asked for."""

    term: str
    nearness: float = WHOLE


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word to look for, and the terms that stand for it."""

    word: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query in the index's own terms."""

    words: tuple[AskedWord, ...] = ()
    phrases: tuple[str, ...] = ()
    """Terms that must follow one another, as the index writes them."""
    required: tuple[tuple[str, ...], ...] = ()
    """Groups of terms: a text must hold one of each."""
    kinds: frozenset[Kind] = EVERY_KIND
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be an answer: title, situation and text, a line of terms each."""

    kind: Kind
    item_id: str
    terms: str
    spread: int
    fresh_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer."""

    kind: Kind
    item_id: str


def unheld(words: Iterable[AskedWord], candidates: Sequence[Candidate]) -> list[AskedWord]:
    """Return the words that no candidate holds, in any form."""
    return [
        word for word in words if not any(_held(candidate.terms, word) for candidate in candidates)
    ]


def best_first(words: Sequence[AskedWord], candidates: Sequence[Candidate]) -> list[Finding]:
    """Return the candidates that answer a search, the best first.

    Equal ones: what several teams tried first, then what was lately known to hold.
    """
    weighed = [(candidate, _weights(candidate.terms, words)) for candidate in candidates]
    rarity = _rarity([weights for _, weights in weighed], len(words))
    answers = [
        (_relevance(weights, rarity), candidate)
        for candidate, weights in weighed
        if _covered(weights, rarity) >= LEAST_COVERED
    ]
    answers.sort(key=lambda answer: answer[1].item_id)
    answers.sort(key=_precedence, reverse=True)
    return [Finding(candidate.kind, candidate.item_id) for _, candidate in answers]


def _precedence(answer: tuple[float, Candidate]) -> tuple[float, int, datetime]:
    relevance, candidate = answer
    return round(relevance, 2), candidate.spread, candidate.fresh_at


def _held(terms: str, word: AskedWord) -> bool:
    return any(f" {form.term} " in terms for form in word.forms)


def _weights(terms: str, words: Sequence[AskedWord]) -> list[float]:
    """Return, for each word, how well a text holds it: the best of its forms, in its best field."""
    title_ends = terms.find("\n")
    situation_ends = terms.find("\n", title_ends + 1)
    weights = []
    for word in words:
        best = 0.0
        for form in word.forms:
            at = terms.find(f" {form.term} ")
            if at < 0:
                continue
            where = (
                IN_TITLE if at < title_ends else IN_SITUATION if at < situation_ends else IN_TEXT
            )
            best = max(best, where * form.nearness)
        weights.append(best)
    return weights


def _rarity(weights: Sequence[Sequence[float]], words: int) -> list[float]:
    """Return how much each word tells: the fewer candidates hold it, the more."""
    held = [sum(1 for each in weights if each[word]) for word in range(words)]
    known = [log(1 + len(weights) / texts) if texts else 0.0 for texts in held]
    rarest = max(known, default=0.0)
    return [each or rarest for each in known]


def _covered(weights: Sequence[float], rarity: Sequence[float]) -> float:
    whole = sum(rarity)
    covered = sum(tells for weight, tells in zip(weights, rarity, strict=True) if weight)
    return covered / whole if whole else 0.0


def _relevance(weights: Sequence[float], rarity: Sequence[float]) -> float:
    told = sum(weight * tells for weight, tells in zip(weights, rarity, strict=True))
    return told / (IN_TITLE * sum(rarity)) * (1 + _covered(weights, rarity))


def edits_forgiven(word: str) -> int:
    """Return how many slips a word of its length may hold and still be recognised."""
    if len(word) < 4 or word.isdecimal():
        return 0
    return 1 if len(word) < 8 else 2


def nearest(word: str, others: Iterable[str]) -> list[str]:
    """Return the words that somebody may have meant: the fewest slips away, at most five.

    None when the word itself is among the others: it was not mistyped.
    """
    most = edits_forgiven(word)
    letters = set(word)
    found: dict[int, list[str]] = {}
    for other in others:
        if len(letters.symmetric_difference(other)) > 2 * most:
            continue
        edits = slips(word, other, most)
        if edits <= most:
            found.setdefault(edits, []).append(other)
    if not found or 0 in found:
        return []
    return sorted(found[min(found)])[:5]


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters were missed, added, mistaken or swapped; more than `most`: no matter.

    The distance of Damerau and Levenshtein, where no letters are changed twice.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, candidate in enumerate(other, 1):
            best = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != candidate))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == candidate:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        earlier, above = above, row
    return above[-1]
