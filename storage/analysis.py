"""The analyser: what people write becomes the terms that the index holds, and so do searches."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

from bot.domain.findings import AskedWord, Form
from bot.domain.words import folded
from storage.small_words import SMALL_WORDS

ANALYSER = 1
"""Rises when the same text becomes other terms: what an older one analysed is done again."""

SHORTEST_WORD = 3
LONGEST_WORD = 64
"""Words that may complete or correct another one are between these."""

_FRENCH = Stemmer.Stemmer("french")
_ENGLISH = Stemmer.Stemmer("english")
_MAIL = re.compile(r"\be[ -]?mail(s?)\b")
_OTHERS = re.compile(r"[^a-z0-9]")


def words_of(text: str) -> list[str]:
    """Return the words of a text that tell something, in order, folded."""
    plain = _MAIL.sub(r"mail\1", folded(text).replace("_", " "))
    return [word[:LONGEST_WORD] for word in plain.split() if word not in SMALL_WORDS]


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """Return what a folded word becomes in French and in English: one stem where they agree.

    Letters of other alphabets are spelt in figures: a term has none but a to z, and digits.
    """
    if not word.isascii():
        return ("x" + word.encode().hex(),)
    french, english = _FRENCH.stemWord(word), _ENGLISH.stemWord(word)
    return (french,) if french == english else (french, english)


def prefix_of(team_id: str) -> str:
    """Return what the terms of a workspace begin with."""
    return _OTHERS.sub("", team_id.lower())


def line(team_id: str, texts: Iterable[str]) -> str:
    """Return the terms of one field of a text, each between spaces."""
    start = f"{prefix_of(team_id)}_"
    terms = [f"{start}{stem}" for text in texts for word in words_of(text) for stem in stems(word)]
    return f" {' '.join(terms)} " if terms else " "


def tag_term(team_id: str, tag: str) -> str:
    """Return the term of a tag, however it is written."""
    words = folded(tag).replace("_", " ").split()
    spelt = [word if word.isascii() else "x" + word.encode().hex() for word in words]
    return f"{prefix_of(team_id)}_tag_{'_'.join(spelt)}"


def person_term(team_id: str, user_id: str) -> str:
    """Return the term of somebody whose text it is."""
    return f"{prefix_of(team_id)}_by_{_OTHERS.sub('', user_id.lower())}"


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return the words of a text that may complete or correct what somebody types."""
    return {
        word
        for text in texts
        for word in words_of(text)
        if len(word) >= SHORTEST_WORD and not word.isdecimal()
    }


def asked_words(team_id: str, words: Sequence[str]) -> tuple[AskedWord, ...]:
    """Return the words of a search with the terms that stand for each, each word once."""
    told = dict.fromkeys(words_of(" ".join(words)))
    return tuple(AskedWord(word, forms(team_id, word)) for word in told)


def forms(team_id: str, word: str, nearness: float = 1.0) -> tuple[Form, ...]:
    """Return the terms of one folded word."""
    start = f"{prefix_of(team_id)}_"
    return tuple(Form(f"{start}{stem}", nearness) for stem in stems(word))
