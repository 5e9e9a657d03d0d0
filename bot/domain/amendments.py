"""Amendments: what changed in a proposal, before and after, short enough to be told in a thread."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.agreements import Voice, objections
from bot.domain.objectives import Objective
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.domain.words import shortened

LONGEST = 160
"""How much of the words before and after is told: the card shows them whole."""
BEFORE_THE_CHANGE = 30
"""How much of what stayed the same is told in front of what changed."""
_FIELDS: dict[type[Undertaking], tuple[str, ...]] = {
    Trial: ("change", "why", "ends_on", "signs", "people", "needs"),
    Objective: ("aim", "how", "signs", "ends_on"),
}
_LENGTH = 16
"""How much of a hash tells one state of a trial from another."""
_LINE = re.compile(r"(?P<field>\w+): (?P<before>[^→]*) → (?P<after>[^→]*)")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a proposal, before and after; who is in it is named on the card only."""

    field: str
    before: str
    after: str


def changes(before: Undertaking, now: Undertaking) -> list[Change]:
    """Return what an amendment changed, in the order of the form."""
    fields = _FIELDS[type(now)]
    return [_change(each, before, now) for each in fields if _differ(each, before, now)]


def mark(trial: Trial, voices: Iterable[Voice]) -> str:
    """Return what changes with the words of a trial and the objections to it, and only then."""
    fields = ("change", "why", "ends_on", "signs", "needs", "objective_id")
    words = [str(getattr(trial, field)) for field in fields]
    worries = [f"{each.user_id} {each.at.isoformat()}" for each in objections(voices)]
    return hashlib.sha256("\0".join([*words, *worries]).encode()).hexdigest()[:_LENGTH]


def written(changed: Iterable[Change]) -> str:
    """Return changes as a chapter keeps them, a line each."""
    return "\n".join(f"{each.field}: {each.before} → {each.after}" for each in changed)


def read(words: str) -> Sequence[Change]:
    """Return the changes that a chapter keeps."""
    found = (_LINE.fullmatch(line) for line in words.splitlines())
    return [Change(**match.groupdict()) for match in found if match]


def _differ(field: str, before: Undertaking, now: Undertaking) -> bool:
    return bool(getattr(before, field) != getattr(now, field))


def _change(field: str, before: Undertaking, now: Undertaking) -> Change:
    if field == "people":
        return Change(field, "", "")
    one, other = _on_one_line(getattr(before, field)), _on_one_line(getattr(now, field))
    same = _same_beginning(one, other)
    return Change(field, _from(one, same), _from(other, same))


def _on_one_line(value: object) -> str:
    return " ".join(str(value).replace("→", "->").split())


def _same_beginning(one: str, other: str) -> int:
    """Return where two texts begin to differ, a few words earlier."""
    pairs = zip(one, other, strict=False)
    shortest = min(len(one), len(other))
    differs_at = next((at for at, (a, b) in enumerate(pairs) if a != b), shortest)
    if differs_at <= LONGEST // 2:
        return 0
    return one.rfind(" ", 0, differs_at - BEFORE_THE_CHANGE) + 1


def _from(text: str, at: int) -> str:
    return shortened(f"… {text[at:]}" if at else text, LONGEST)
