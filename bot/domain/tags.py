"""Tags: the few words by which practices are filed, merged where two mean the same."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.words import folded, tidy
from bot.errors import CordeeError, N_

MOST_TAGS = 10
LONGEST_TAG = 40
LONGEST_KEY = 64
"""Some letters are several once folded."""
MOST_SUGGESTED = 100
"""As many choices as a select takes."""
MOST_MERGED = 10


class NothingToMerge(CordeeError):
    """No tag was chosen."""

    message = N_("Choose at least one tag that exists already.")
    field = "merged"


class NoTagToBecome(CordeeError):
    """What the tags are to become has no letter."""

    message = N_("Choose the tag that they become, or type a new one with letters.")
    field = "into"


class MergedIntoItself(CordeeError):
    """A tag would become what it is."""

    message = N_("#{tag} would become itself. Choose another tag for the others to become.")
    field = "into"


class MergedMeanwhile(CordeeError):
    """One of these tags was merged into another, just now or long ago."""

    message = N_("#{tag} was merged into #{into} meanwhile. Choose again.")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a workspace, as whoever used it first wrote it."""

    team_id: str
    key: str
    """As it is compared: without case or accents."""
    name: str
    merged_into: str | None = None
    """The key of the tag that it became for good."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a field offers while somebody types a tag."""

    known: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    """What was typed, where it is no tag yet."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Some tags that are to become another one, by name."""

    merged: tuple[str, ...]
    into: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that it names."""
        return (*self.merged, self.into)


def key_of(name: str) -> str:
    """Return a tag as it is compared; empty when it has no letter."""
    key = " ".join(folded(name).replace("_", " ").split())
    return key[:LONGEST_KEY].rstrip()


def tags_of(typed: str | None) -> tuple[str, ...]:
    """Return the tags of a line such as `#price, objection`: plain, each once, ten at the most."""
    pieces = re.split(r"[,;\n#]", tidy(typed))
    words = (" ".join(piece.split())[:LONGEST_TAG].rstrip() for piece in pieces)
    named: dict[str, str] = {}
    for word in words:
        if key := key_of(word):
            named.setdefault(key, word)
    return tuple(list(named.values())[:MOST_TAGS])


def canonical(names: Iterable[str], known: Mapping[str, Tag]) -> tuple[str, ...]:
    """Return tags as the workspace writes them, and those that were merged as what they became.

    `known` holds the tags of these names by key, and those that they became.
    """
    written: dict[str, str] = {}
    for name in names:
        found = known.get(key_of(name))
        if found and found.merged_into:
            found = known.get(found.merged_into, found)
        key = found.key if found else key_of(name)
        written.setdefault(key, found.name if found else name)
    return tuple(written.values())


def suggest(typed: str, names: Collection[str]) -> Suggestions:
    """Return the tags that begin as what is typed, then those that hold it, then it as a new one.

    Somebody may type several at once, with commas.
    """
    by_key = {key_of(name): name for name in sorted(names, key=key_of)}
    pieces = {key_of(piece): piece for piece in tags_of(typed)}
    begun = [key for key in by_key if any(key.startswith(piece) for piece in pieces)]
    within = [key for key in by_key if any(piece in key for piece in pieces)]
    new = tuple(name for key, name in pieces.items() if key not in by_key)
    known = tuple(by_key[key] for key in dict.fromkeys([*begun, *within]))
    return Suggestions(known[: MOST_SUGGESTED - len(new)], new)


def check_merge(merge: Merge, known: Mapping[str, Tag]) -> None:
    """Raise when these tags cannot become that one.

    Somebody may have merged one of them since it was chosen: nothing is merged by surprise.
    """
    for name in merge.names:
        tag = known.get(key_of(name))
        if tag and tag.merged_into:
            raise MergedMeanwhile(tag=tag.name, into=known[tag.merged_into].name)
    if not merge.merged or any(key_of(name) not in known for name in merge.merged):
        raise NothingToMerge
    if not key_of(merge.into):
        raise NoTagToBecome
    if key_of(merge.into) in map(key_of, merge.merged):
        raise MergedIntoItself(tag=merge.into)


def written(merge: Merge, known: Mapping[str, Tag]) -> Merge:
    """Return a merge with its tags as the workspace writes them."""
    [into] = canonical([merge.into], known)
    return Merge(canonical(merge.merged, known), into)
