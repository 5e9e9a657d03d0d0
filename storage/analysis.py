"""The analyser: what people write becomes the terms that the index holds, and so do searches."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import Stemmer

from bot.domain.findings import SISTER, AskedWord, Form
from bot.domain.words import folded
from storage.asking_words import ASKING_WORDS
from storage.sisters import sisters_by_stem
from storage.small_words import SMALL_WORDS

ANALYSER = 1
"""Rises when the same text becomes other terms: what an older one analysed is done again."""

SHORTEST_WORD = 3
LONGEST_WORD = 64
"""Words that may complete or correct another one are between these."""
_SHORTEST_PLURAL = 5

_FRENCH = Stemmer.Stemmer("french")
_ENGLISH = Stemmer.Stemmer("english")
_MAIL = re.compile(r"\be[ -]?mail(s?)\b")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_OTHERS = re.compile(r"[^a-z0-9]")
_COMPOUND = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
_OF_A_VERB = ("er", "ir", "re", "ez", "ons", "ent")
_OF_NO_VERB = ("ions", "ment")
_SHORTEST_BASE = 3
_PRONOUNS = "ce elle elles il ils je la le les moi nous tu vous"
_TIED = frozenset(_PRONOUNS.split())
"""What French ties to a verb: *avez-vous* is no compound."""


def words_of(text: str) -> list[str]:
    """Return the words of a text that tell something, in order, folded."""
    plain = _MAIL.sub(r"mail\1", folded(text).replace("_", " "))
    return [word[:LONGEST_WORD] for word in plain.split() if word not in SMALL_WORDS]


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """Return what a folded word becomes in French and in English: one stem where they agree.

    Consonants are doubled by some and not by others (*recommandation*, *referral*): once is enough.
    Letters of other alphabets are spelt in figures: a term has none but a to z, and digits.
    """
    if not word.isascii():
        return ("x" + word.encode().hex(),)
    # Both stemmers take the plural of *perdu* for a word of its own.
    one = word[:-1] if len(word) >= _SHORTEST_PLURAL and word.endswith("us") else word
    french, english = (
        _DOUBLED.sub(r"\1", stemmer.stemWord(one)) for stemmer in (_FRENCH, _ENGLISH)
    )
    return (french,) if french == english else (french, english)


def prefix_of(team_id: str) -> str:
    """Return what the terms of a workspace begin with."""
    return _OTHERS.sub("", team_id.lower())


def line(team_id: str, words: Iterable[str]) -> str:
    """Return the terms of the words of one field, each between spaces."""
    start = f"{prefix_of(team_id)}_"
    terms = [f"{start}{stem}" for word in words for stem in stems(word)]
    return f" {' '.join(terms)} " if terms else " "


def tag_term(team_id: str, tag: str) -> str:
    """Return the term of a tag, however it is written."""
    words = folded(tag).replace("_", " ").split()
    spelt = [word if word.isascii() else "x" + word.encode().hex() for word in words]
    return f"{prefix_of(team_id)}_tag_{'_'.join(spelt)}"


def person_term(team_id: str, user_id: str) -> str:
    """Return the term of somebody whose text it is."""
    return f"{prefix_of(team_id)}_by_{_OTHERS.sub('', user_id.lower())}"


def vocabulary(words: Iterable[str]) -> set[str]:
    """Return the words of a text that may complete or correct what somebody types."""
    return {word for word in words if len(word) >= SHORTEST_WORD and not word.isdecimal()}


def compounds(texts: Iterable[str]) -> list[str]:
    """Return the compounds of texts in one word: people look for *upsell* and write *up-sell*."""
    parts = [folded(found).split() for text in texts for found in _COMPOUND.findall(text)]
    return ["".join(each)[:LONGEST_WORD] for each in parts if each and each[-1] not in _TIED]


def asked_words(team_id: str, words: Sequence[str]) -> tuple[AskedWord, ...]:
    """Return the words of a search with the terms that stand for each, each word once."""
    told = dict.fromkeys(words_of(" ".join(words)))
    telling = [word for word in told if word not in ASKING_WORDS] or list(told)
    joined = _joined(words)
    return tuple(
        AskedWord(
            word,
            (
                *forms(team_id, word),
                *_sister_forms(team_id, word),
                *_conjugated_forms(team_id, word),
                *(form for both in joined.get(word, ()) for form in forms(team_id, both)),
            ),
        )
        for word in telling
    )


def _conjugated_forms(team_id: str, word: str) -> Iterator[Form]:
    """Return the terms of a verb's forms that its French stemmer leaves alone, as *nous livrons*.

    It cannot know that *livrent* is one and *client* is none: these count for less.
    """
    if not word.isascii() or not word.endswith(_OF_A_VERB) or word.endswith(_OF_NO_VERB):
        return
    own = stems(word)
    base = own[0]
    for form, ending in (("ons", "on"), ("ent", "ent"), ("re", "r")):
        if word.endswith(form):
            base = base.removesuffix(ending)
    if len(base) >= _SHORTEST_BASE:
        start = f"{prefix_of(team_id)}_"
        for stem in (base, f"{base}on", f"{base}ent"):
            if stem not in own:
                yield Form(f"{start}{stem}", SISTER)


def _joined(words: Sequence[str]) -> dict[str, list[str]]:
    """Return what each word makes with the one before it and the one after it."""
    found: dict[str, list[str]] = {}
    for one, other in pairwise(words):
        for word in (one, other):
            found.setdefault(word, []).append(f"{one}{other}")
    return found


def _sister_forms(team_id: str, word: str) -> Iterator[Form]:
    """Return the terms of the words that mean as much as a folded word."""
    own = stems(word)
    others = {sister for stem in own for sister in _sisters().get(stem, ())}
    start = f"{prefix_of(team_id)}_"
    return (Form(f"{start}{stem}", SISTER) for stem in sorted(others.difference(own)))


@cache
def _sisters() -> Mapping[str, frozenset[str]]:
    return sisters_by_stem(lambda word: [stem for each in words_of(word) for stem in stems(each)])


def forms(team_id: str, word: str, nearness: float = 1.0) -> tuple[Form, ...]:
    """Return the terms of one folded word."""
    start = f"{prefix_of(team_id)}_"
    return tuple(Form(f"{start}{stem}", nearness) for stem in stems(word))
