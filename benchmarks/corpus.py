"""Made-up French and English texts of a thousand workspaces: always the same, as many as asked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice, product
from random import Random

from benchmarks.judged import judged_texts

WORKSPACES = 1000
PROBE = "T0000PROBE"
"""The workspace that is searched: it stays the same while the others grow."""
PROBE_TEXTS = 1000
VOCABULARY = 20_000
"""Words of each language."""

_LANGUAGES = ("fr", "en")
_FRENCH_SHARE = 0.6
_WORDS = (4, 7), (12, 20), (3, 5)
"""How many words a title, a text and a situation have: twenty-five in all, on average."""
_TAGS = 40
_CHANNELS, _PRIVATE = 20, 3
_FIRST, _MINUTES = datetime(2024, 9, 2, 8, tzinfo=UTC), 800 * 24 * 60

_ONSETS = ("b", "br", "c", "cl", "d", "f", "fl", "g", "l", "m", "n", "p", "pr", "r", "s", "t", "v")
_CORES = {"fr": ("a", "e", "é", "i", "o", "ou", "an"), "en": ("a", "e", "i", "o", "oo", "ea", "y")}
_CODAS = ("l", "n", "r", "s", "t", "ct", "rm", "nd", "ss", "v")
_STEMS = 2400
_ENDINGS = {
    "fr": ("er", "e", "es", "ons", "ation", "ations", "é", "ées", "ant", "ement"),
    "en": ("", "s", "ing", "ed", "er", "ers", "ation", "ations", "ment", "ly"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One made-up text."""

    text_id: str
    team_id: str
    title: str
    text: str
    situation: str
    tags: tuple[str, ...]
    language: str
    channel_id: str
    private: bool
    """Born in a private channel: seen by its members only."""
    created_at: datetime


def texts(total: int) -> Iterator[Written]:
    """Write `total` texts, those of the probe workspace scattered among the others' as they came.

    The thousand of the probe are the same whatever the total.
    """
    teams = _teams(total)
    Random(total).shuffle(teams)
    probe, others = _Writer(Random("probe")), _Writer(Random("others"))
    for team in teams:
        yield (others if team else probe).write(team)


def probe_texts() -> list[Written]:
    """Write the texts of the probe workspace alone, to draw searches from."""
    writer = _Writer(Random("probe"))
    return [writer.write(0) for _ in range(PROBE_TEXTS)]


def new_texts(most: int) -> list[Written]:
    """Write more texts of the probe workspace, to be added one by one."""
    writer = _Writer(Random("new"))
    return [replace(text, text_id=f"n{text.text_id}") for text in map(writer.write, [0] * most)]


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """Return the words of a language, the most frequent first: true ones, then made-up ones."""
    true = [word for word, _ in _true_words(language).most_common()]
    known = set(true)
    made_up = (word for word in _made_up_words(language) if word not in known)
    return (*true, *islice(made_up, VOCABULARY - len(true)))


def tags(language: str) -> tuple[str, ...]:
    """Return the tags of a language, the most used first."""
    held = Counter(
        tag for text in judged_texts() if text["language"] == language for tag in text["tags"]
    )
    return tuple(tag for tag, _ in held.most_common(_TAGS))


def team_name(team: int) -> str:
    """Return the id of a workspace; the first one is the probe."""
    return f"T{team:05}" if team else PROBE


def _true_words(language: str) -> Counter[str]:
    said = (
        " ".join((text["title"], text["text"], text.get("situation", "")))
        for text in judged_texts()
        if text["language"] == language
    )
    return Counter(word for words in said for word in re.findall(r"\w+", words.lower()))


def _made_up_words(language: str) -> Iterator[str]:
    """Inflect made-up stems, in no order: a form is as rare as another."""
    syllables = ["".join(parts) for parts in product(_ONSETS, _CORES[language])]
    stems = [start + end + coda for start, end, coda in product(syllables, syllables, _CODAS)]
    draw = Random(language)
    draw.shuffle(stems)
    forms = [stem + ending for stem in stems[:_STEMS] for ending in _ENDINGS[language]]
    draw.shuffle(forms)
    # Two stems may meet in one form ("bal" and "s", "bals" and "").
    yield from dict.fromkeys(forms)


def _teams(total: int) -> list[int]:
    """Say which workspace each text belongs to: the largest has a fiftieth, most have few."""
    others = range(1, WORKSPACES)
    shares = [1 / (team + 10) for team in others]
    left = total - PROBE_TEXTS - len(others)
    sizes = [1 + int(left * share / sum(shares)) for share in shares]
    rest = total - PROBE_TEXTS - sum(sizes)
    owned = [0] * PROBE_TEXTS + list(range(1, rest + 1))
    return owned + [team for team, size in zip(others, sizes, strict=True) for _ in range(size)]


class _Writer:
    """Writes texts one after the other; what it draws never depends on who else writes."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._weighed = {language: _weighed(vocabulary(language)) for language in _LANGUAGES}
        self._tags = {language: _weighed(tags(language)) for language in _LANGUAGES}
        self._written = 0

    def write(self, team: int) -> Written:
        """Write the next text, for this workspace."""
        draw = self._draw
        language = "fr" if draw.random() < _FRENCH_SHARE else "en"
        title, text, situation = self._parts(language)
        channel = draw.randrange(_CHANNELS)
        self._written += 1
        return Written(
            text_id=f"{'p' if not team else 'o'}{self._written:08}",
            team_id=team_name(team),
            title=title,
            text=text,
            situation=situation,
            tags=tuple(dict.fromkeys(self._some(self._tags[language], draw.randrange(4)))),
            language=language,
            channel_id=f"C{team:05}{channel:02}",
            private=channel < _PRIVATE,
            created_at=_FIRST + timedelta(minutes=draw.randrange(_MINUTES)),
        )

    def _parts(self, language: str) -> list[str]:
        sizes = [self._draw.randint(*size) for size in _WORDS]
        words = self._some(self._weighed[language], sum(sizes))
        ends = list(accumulate(sizes))
        return [" ".join(words[end - size : end]) for size, end in zip(sizes, ends, strict=True)]

    def _some(self, weighed: tuple[Sequence[str], list[float]], most: int) -> list[str]:
        words, weights = weighed
        return self._draw.choices(words, cum_weights=weights, k=most)


def _weighed(words: Sequence[str]) -> tuple[Sequence[str], list[float]]:
    """Weigh words as Zipf and Mandelbrot say that languages do."""
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
