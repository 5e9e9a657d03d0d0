"""The library's searches: what somebody asks for, and which texts answer it best."""

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.practices import Practice
from bot.domain.trials import Trial
from bot.domain.wins import Win
from bot.domain.words import folded, tidy

LONGEST_SEARCH = 200
"""The most characters of a search that are looked at."""


class Kind(StrEnum):
    """What the library keeps."""

    PRACTICE = "practice"
    WIN = "win"
    TRIAL = "trial"


EVERY_KIND = frozenset(Kind)
Told = Practice | Win | Trial
"""What is told, passed on or tried, and found again."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks the library for. Words are folded; all that is given must fit."""

    typed: str = ""
    """As it was typed, without what exceeds the longest search."""
    about: str = ""
    """The same without filters and quotes: what somebody would be asked."""
    words: tuple[str, ...] = ()
    """What is looked for, in order, the words of phrases included."""
    phrases: tuple[str, ...] = ()
    """What was quoted: these words follow one another."""
    tags: tuple[str, ...] = ()
    team: str = ""
    kinds: Set[Kind] = EVERY_KIND
    since: date | None = None
    until: date | None = None
    """The last day that fits."""
    is_open: bool = False
    """Nothing follows the last word, which may be the beginning of one."""

    @property
    def is_filtered(self) -> bool:
        """Tell whether it asks for a part of the library, whatever its words."""
        is_of_a_kind = self.kinds != EVERY_KIND
        return bool(self.tags or self.team or self.since or self.until) or is_of_a_kind


_QUOTED = '["“„«]([^"“”„«»]*)["”“»]'
_VALUE = rf"(?:{_QUOTED}|([^\s\"“”„«»]+))"
_PART = re.compile(rf"(?<!\w)([^\W\d_]+):[ \u00a0\u202f]?{_VALUE}|(?<!\w)#{_VALUE}|{_QUOTED}")

_KINDS = {
    "win": Kind.WIN,
    "wins": Kind.WIN,
    "reussite": Kind.WIN,
    "reussites": Kind.WIN,
    "practice": Kind.PRACTICE,
    "practices": Kind.PRACTICE,
    "pratique": Kind.PRACTICE,
    "pratiques": Kind.PRACTICE,
    "tip": Kind.PRACTICE,
    "tips": Kind.PRACTICE,
    "astuce": Kind.PRACTICE,
    "astuces": Kind.PRACTICE,
    "trial": Kind.TRIAL,
    "trials": Kind.TRIAL,
    "essai": Kind.TRIAL,
    "essais": Kind.TRIAL,
}
_AGO = {
    "today": 0,
    "aujourdhui": 0,
    "yesterday": 1,
    "hier": 1,
    "week": 7,
    "semaine": 7,
    "month": 30,
    "mois": 30,
    "year": 365,
    "an": 365,
    "annee": 365,
}
"""What a moment may be called instead of its date, and how many days ago it was."""
_DAY = timedelta(days=1)


def about(text: str, kinds: Set[Kind]) -> Query:
    """Return the search for what is near a text: its words alone, each once, none a filter."""
    typed = tidy(text)[:LONGEST_SEARCH]
    return Query(typed=typed, about=typed, words=tuple(dict.fromkeys(_words(typed))), kinds=kinds)


def parse(typed: str, today: date) -> Query:
    """Return what a search asks for: whatever cannot be read as a filter is looked for as words.

    Understands `tag:prix`, `#prix`, `team:`, `kind:`, `since:`, `until:`, `before:`, `after:`,
    their French names, and quotes of all three sorts. A date may be a month or a year.
    """
    # Some keyboards write an accent after its letter: the names of filters have some.
    text = tidy(unicodedata.normalize("NFC", tidy(typed))[:LONGEST_SEARCH])
    query = Query(typed=text, is_open=bool(re.search(r"\w$", text)))
    pieces: list[str] = []
    end = 0
    for part in _PART.finditer(text):
        pieces.append(text[end : part.start()])
        end = part.end()
        query, said = _take(query, part, today)
        pieces.append(said)
        if end == len(text) and not said:
            query = replace(query, is_open=False)
    pieces.append(text[end:])
    about = " ".join(" ".join(pieces).split())
    return replace(query, about=about, words=tuple(_words(about)))


def _take(query: Query, part: re.Match[str], today: date) -> tuple[Query, str]:
    """Return the query with one part of it understood, and what of it is to be looked for."""
    name, quoted, bare, quoted_tag, bare_tag, phrase = part.groups()
    if phrase is not None:
        folded_phrase = " ".join(_words(phrase))
        more = (folded_phrase,) if folded_phrase else ()
        return replace(query, phrases=(*query.phrases, *more)), phrase
    if name is None:
        name, quoted, bare = "tag", quoted_tag, bare_tag
    read = _FILTERS.get(folded(name))
    filtered = read(query, quoted if quoted is not None else bare, today) if read else None
    return (filtered, "") if filtered else (query, part.group())


def _words(text: str) -> list[str]:
    return folded(text).replace("_", " ").split()


def _tagged(query: Query, value: str, _: date) -> Query | None:
    tag = folded(value.lstrip("#"))
    return replace(query, tags=(*query.tags, tag)) if tag else None


def _of_team(query: Query, value: str, _: date) -> Query | None:
    team = folded(value)
    return replace(query, team=team) if team else None


def _of_kind(query: Query, value: str, _: date) -> Query | None:
    kind = _KINDS.get(folded(value))
    return replace(query, kinds=frozenset({kind})) if kind else None


def _since(query: Query, value: str, today: date) -> Query | None:
    days = _days(value, today)
    return replace(query, since=days[0]) if days else None


def _until(query: Query, value: str, today: date) -> Query | None:
    days = _days(value, today)
    return replace(query, until=days[1]) if days else None


def _before(query: Query, value: str, today: date) -> Query | None:
    days = _days(value, today)
    return replace(query, until=days[0] - _DAY) if days and days[0] > date.min else None


def _after(query: Query, value: str, today: date) -> Query | None:
    days = _days(value, today)
    return replace(query, since=days[1] + _DAY) if days and days[1] < date.max else None


_FILTERS: dict[str, Callable[[Query, str, date], Query | None]] = {
    "tag": _tagged,
    "tags": _tagged,
    "etiquette": _tagged,
    "team": _of_team,
    "equipe": _of_team,
    "kind": _of_kind,
    "type": _of_kind,
    "genre": _of_kind,
    "since": _since,
    "from": _since,
    "depuis": _since,
    "until": _until,
    "jusque": _until,
    "before": _before,
    "avant": _before,
    "after": _after,
    "apres": _after,
}


def _days(value: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a date, a month or a year; None when it is none."""
    ago = _AGO.get(folded(value).replace(" ", ""))
    if ago is not None:
        day = today - timedelta(days=ago)
        return day, day
    digits = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", value, re.ASCII)
    if digits is None:
        return None
    year, month, day_of_month = (int(part) if part else None for part in digits.groups())
    try:
        first = date(year or 0, month or 1, day_of_month or 1)
        return first, _last(first, month, day_of_month)
    except (ValueError, OverflowError):
        return None


def _last(first: date, month: int | None, day_of_month: int | None) -> date:
    if day_of_month is not None:
        return first
    if month is None:
        return first.replace(month=12, day=31)
    following = first.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
