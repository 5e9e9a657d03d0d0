"""Chapters: what happened to a trial or an objective, in order, with what was said then."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import new_id


class ChapterKind(StrEnum):
    """What a chapter tells."""

    PROPOSED = "proposed"
    OBJECTION = "objection"
    CLEARED = "cleared"
    """Somebody took their objection back."""
    AMENDED = "amended"
    STARTED = "started"
    NEED_ANSWERED = "need_answered"
    ASKED = "asked"
    """Somebody asked an open question about it."""
    HALFWAY = "halfway"
    EXTENDED = "extended"
    ENDED = "ended"
    """At its date."""
    ENDED_EARLY = "ended_early"
    """By its owner, with a reason."""
    DEBRIEFED = "debriefed"
    HANDED_OVER = "handed_over"
    """Its owner is not there any more; somebody else brings it to its end."""
    ABANDONED = "abandoned"
    """Nobody who was in it is there any more."""
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that happened, told in the thread and on the page of what it is about."""

    team_id: str
    about: str
    """Its subject: `trial:…` or `objective:…`."""
    kind: ChapterKind
    at: datetime
    user_id: str = ""
    """Whose doing it was; empty for the clock's."""
    words: str = ""
    """What they said."""
    chapter_id: str = field(default_factory=new_id)

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was told."""
        return f"chapter:{self.chapter_id}"
