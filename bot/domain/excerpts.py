"""The words of a text around what somebody looked for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.spoken import is_small
from bot.domain.words import folded, shortened

_BEFORE = 60
"""How much of what comes before is shown, so that the words make sense."""
_SHORTEST_STEM = 4


def gist(texts: Sequence[str], words: Iterable[str], longest: int) -> str:
    """Return where one of the texts speaks of the words, else how the first of them begins."""
    wanted = [word for word in words if not is_small(word)]
    told = [" ".join(text.split()) for text in texts if text.strip()]
    spoken = (around(text, wanted, longest) for text in told)
    beginning = shortened(told[0], longest) if told else ""
    return next((found for found in spoken if found), beginning)


def around(text: str, words: Sequence[str], longest: int) -> str:
    """Return the part of a text around the first of the words; empty when it has none of them."""
    at = next(_places(text, words), None)
    if at is None:
        return ""
    if at <= _BEFORE or len(text) <= longest:
        return shortened(text, longest)
    return "…" + _from(text, at, longest - 1)


def as_written(word: str, texts: Iterable[str]) -> str:
    """Return a folded word as one of the texts writes it, accents and all."""
    tokens = (token for text in texts for token in re.findall(r"\w+", text))
    return next((token.lower() for token in tokens if folded(token) == word), word)


def _from(text: str, at: int, longest: int) -> str:
    """Return the text from some words before a place on."""
    start = text.find(" ", max(0, min(at - _BEFORE, len(text) - longest))) + 1
    return shortened(text[min(start, at) :], longest)


def _places(text: str, words: Sequence[str]) -> Iterator[int]:
    for token in re.finditer(r"\w+", text):
        if any(_are_akin(folded(token.group()), word) for word in words):
            yield token.start()


def _are_akin(one: str, other: str) -> bool:
    """Tell whether two words look like forms of one: they begin alike, nearly to their ends."""
    shared = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return one == other or shared >= max(_SHORTEST_STEM, min(len(one), len(other)) - 2)
