"""What is kept of one person, to be shown to them and taken out when they ask."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.practices import Practice
from bot.domain.wins import Win


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is kept of a person."""

    where: str
    """The name of its table."""
    words: tuple[str, ...]
    """What was written, in the order of the columns; none where only a place is kept."""
    channel_id: str | None
    at: datetime | None


def win_without(win: Win, user_id: str, at: datetime) -> Win:
    """Return a win without one person: withdrawn and wordless where nobody else made it."""
    author_id = "" if win.author_id == user_id else win.author_id
    people = tuple(person for person in win.people if person != user_id)
    left = replace(win, author_id=author_id, people=people or _some(author_id))
    left = replace(left, version=win.version + 1)
    if left.people:
        return left
    return replace(left, story="", enablers="", customer="", tags=(), withdrawn_at=at)


def practice_without(practice: Practice, user_id: str, at: datetime) -> Practice:
    """Return a practice without one person: withdrawn and wordless where it was nobody else's."""
    author_id = "" if practice.author_id == user_id else practice.author_id
    people = tuple(person for person in practice.people if person != user_id)
    left = replace(practice, author_id=author_id, people=people or _some(author_id))
    left = replace(left, version=practice.version + 1)
    if left.people:
        return left
    return replace(left, title="", what="", situation="", tags=(), withdrawn_at=at)


def _some(user_id: str) -> tuple[str, ...]:
    return (user_id,) if user_id else ()
