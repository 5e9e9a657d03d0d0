"""Practices: ways of doing worth passing on, contributed as tips or nominated by colleagues."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.gestures import Gesture
from bot.domain.ids import new_id
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import folded, tidy
from bot.errors import CordeeError, N_

LONGEST_TITLE = 120
MOST_TAGS = 10


class EmptyPractice(CordeeError):
    """A practice without what to do."""

    message = N_("Say in a few words what to do, so that somebody else can try it.")
    field = "what"


class EmptyTitle(CordeeError):
    """A practice without a title."""

    message = N_("Give it a short title, so that it can be found again.")
    field = "title"


class PracticeIsPrivate(CordeeError):
    """A practice of a private channel stays there until its author widens it."""

    message = N_("This practice belongs to a private channel, and stays there.")


class ChannelIsPrivate(CordeeError):
    """A tip told in a private channel is for its members, unless somebody widens it knowingly."""

    message = N_("That channel is private: choose its members only, or tell it in an open channel.")
    field = "audience"


@dataclass(frozen=True, slots=True)
class PracticeForm:
    """What the tip form says."""

    title: str
    what: str
    situation: str
    tags: tuple[str, ...]
    audience: Audience
    channel_id: str
    source: Source | None = None
    people: tuple[str, ...] = ()
    """Whose practice it is besides whoever passes it on, such as the author of its message."""
    chose_channel: bool = False
    """The channel was chosen in the form, which could not know whether it is private."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of doing worth passing on."""

    practice_id: str
    team_id: str
    author_id: str
    title: str
    what: str
    """What to do."""
    situation: str
    """When it works."""
    tags: tuple[str, ...]
    audience: Audience
    channel_id: str
    """The channel where it was born."""
    created_at: datetime
    fresh_at: datetime
    """When it was last known to hold: born, tried by somebody, or confirmed."""
    source: Source | None = None
    people: tuple[str, ...] = ()
    """Whose it is: its author and those who contributed, in no order of merit."""
    language: str = ""
    """The language it is written in, where somebody said so."""
    version: int = 1
    """Rises with each change, so that each change updates the posted cards once."""
    asked_at: datetime | None = None
    """When it was last asked whether it still holds."""
    external_id: str | None = None
    """How the library that it was imported from names it."""
    withdrawn_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"practice:{self.practice_id}"


def contribute(gesture: Gesture, form: PracticeForm) -> Practice:
    """Return the practice that a form contributes, or raise what is missing."""
    title, what = tidy(form.title), tidy(form.what)
    if not title:
        raise EmptyTitle
    if not what:
        raise EmptyPractice
    return Practice(
        practice_id=new_id(),
        team_id=gesture.team_id,
        author_id=gesture.user_id,
        title=title,
        what=what,
        situation=tidy(form.situation),
        tags=form.tags,
        audience=form.audience,
        channel_id=form.channel_id,
        created_at=gesture.at,
        fresh_at=gesture.at,
        source=form.source,
        people=tuple(dict.fromkeys((gesture.user_id, *form.people))),
    )


def tags_of(typed: str | None) -> tuple[str, ...]:
    """Return the tags of a line such as `#price, objection`: plain, each once, ten at the most."""
    words = (word.strip().lstrip("#").strip() for word in re.split(r"[,;\n#]", typed or ""))
    named = {folded(word): word for word in words if folded(word)}
    return tuple(word[:40] for word in list(named.values())[:MOST_TAGS])
