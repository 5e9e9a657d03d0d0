"""What people ask of the probe workspace: searches drawn from its own texts, always the same."""

from collections.abc import Sequence
from random import Random

from benchmarks.corpus import Written, probe_texts, vocabulary

SEARCHES = 200
MISTYPED = 50
_COMMONEST = 60
"""Words that nobody looks for: they are in every text."""
_QUESTIONS = {"fr": "comment on fait pour {} ?", "en": "how do we handle {}?"}


def searches() -> list[str]:
    """Return searches of one to three words: begun ones, ones with a tag, questions among them."""
    draw = Random("searches")
    chosen = draw.sample(probe_texts(), SEARCHES)
    return [_search(draw, text) for text in chosen]


def mistyped() -> list[str]:
    """Return searches of two words, one of which lacks a letter."""
    draw = Random("mistyped")
    return [_mistyped(draw, text) for text in draw.sample(probe_texts(), MISTYPED)]


def _search(draw: Random, text: Written) -> str:
    words = _words(draw, text, draw.randint(1, 3))
    typed = " ".join(words)
    sort = draw.random()
    if sort < 0.3 and len(words[-1]) > 4:
        return typed[:-2]
    if sort < 0.5 and text.tags:
        return f"#{draw.choice(text.tags)} {typed}"
    return _QUESTIONS[text.language].format(typed) if sort < 0.6 else typed


def _mistyped(draw: Random, text: Written) -> str:
    words = _words(draw, text, 2)
    longest = max(words, key=len)
    at = draw.randrange(1, len(longest) - 1)
    return " ".join(words).replace(longest, longest[:at] + longest[at + 1 :])


def _words(draw: Random, text: Written, most: int) -> Sequence[str]:
    dull = set(vocabulary(text.language)[:_COMMONEST])
    said = f"{text.title} {text.text} {text.situation}".split()
    telling = [word for word in dict.fromkeys(said) if word not in dull and len(word) > 3]
    return draw.sample(telling, min(most, len(telling)))
