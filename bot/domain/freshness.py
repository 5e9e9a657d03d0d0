"""Freshness: when nobody has tried a practice for long, those who know are asked if it holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from bot.errors import CordeeError, N_

STALE_AFTER = timedelta(days=183)
"""Six months, after which a practice is asked about; once."""


class HoldsSettled(CordeeError):
    """The question was answered, or is moot."""

    message = N_("This question is settled already: there is nothing more to answer.")


class NotAsked(CordeeError):
    """Only those who were asked answer."""

    message = N_("Only those whom I asked about this practice can answer that.")


class NobodyToRetireIt(CordeeError):
    """Those who could retire a practice have left."""

    message = N_(
        "The people who could retire this practice have left. With “Update it” you can still tell "
        "the others what you noticed."
    )


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a practice still holds, which nobody has confirmed since a moment."""

    practice_id: str
    since: datetime

    def is_open(self, practice: Practice) -> bool:
        """Tell whether the practice is still waiting for an answer to this question."""
        is_there = practice.withdrawn_at is None and practice.asked_at is not None
        return is_there and practice.fresh_at == self.since

    def subject(self, user_id: str) -> str:
        """Return the name under which the outbox remembers where a person was asked."""
        return f"practice:{self.practice_id}:holds:{self.since:%Y%m%dT%H%M%S}:{user_id}"


@dataclass(frozen=True, slots=True)
class StalePractice:
    """A practice that nobody has confirmed for long, and who may know."""

    team_id: str
    practice_id: str
    fresh_at: datetime
    audience: Audience
    channel_id: str
    author_id: str
    tried_by: str | None
    """Who told its last echo."""

    @property
    def question(self) -> Question:
        """Return what is to be asked."""
        return Question(self.practice_id, self.fresh_at)

    @property
    def who_may_know(self) -> tuple[str, ...]:
        """Return whom to ask; what was brought from elsewhere may have no author."""
        return tuple(dict.fromkeys(who for who in (self.author_id, self.tried_by) if who))


def question_about(practice: Practice) -> Question:
    """Return what is asked, or would be, about a practice as it is."""
    return Question(practice.practice_id, practice.fresh_at)
