"""Nominations: people point at a message, and its author decides whether it is kept."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import new_id
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import first_sentence
from bot.errors import CordeeError, N_

THRESHOLD = 2
"""How many people other than the author nominate before the author is asked."""


class NominationSettled(CordeeError):
    """The question was answered or withdrawn before."""

    message = N_("This question is settled already: there is nothing more to answer.")


class NotYourMessage(CordeeError):
    """Only the author of a message decides whether it becomes a practice."""

    message = N_("Only the author of this message can answer that.")


class Proposal(StrEnum):
    """What a message is proposed as."""

    PRACTICE = "practice"
    WIN = "win"


class Consent(StrEnum):
    """Where the author's consent to publish a nominated message stands."""

    GATHERING = "gathering"
    """Nominated, not by enough people to ask."""
    ASKED = "asked"
    PUBLISHING = "publishing"
    """The author said yes; the words are being fetched."""
    PUBLISHED = "published"
    NOT_NOW = "not_now"
    NEVER = "never"
    GONE = "gone"
    """The message was deleted before the author said yes."""


@dataclass(frozen=True, slots=True)
class NominatedMessage:
    """A message that somebody pointed at; its words are not kept, only where it is."""

    team_id: str
    source: Source
    author_id: str
    consent: Consent
    first_at: datetime
    asked: int = 0
    """How often the author was asked; each question is its own message."""
    proposes: Proposal = Proposal.PRACTICE
    asked_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers the question to the author."""
        return f"nominated:{self.source.channel_id}:{self.source.message_ts}"


@dataclass(frozen=True, slots=True)
class Nomination:
    """One person's reaction that says: keep this."""

    team_id: str
    channel_id: str
    message_ts: str
    user_id: str
    at: datetime
    proposes: Proposal = Proposal.PRACTICE


def publish_as_said(
    message: NominatedMessage, words: str, *, is_private: bool, at: datetime
) -> Practice:
    """Return the practice that a nominated message is, in its author's own words."""
    return Practice(
        practice_id=new_id(),
        team_id=message.team_id,
        author_id=message.author_id,
        title=first_sentence(words, LONGEST_TITLE),
        what=words,
        situation="",
        tags=(),
        audience=Audience.CHANNEL if is_private else Audience.EVERYONE,
        channel_id=message.source.channel_id,
        created_at=at,
        fresh_at=at,
        source=message.source,
        people=(message.author_id,),
    )


def weigh(message: NominatedMessage, nominated_by: Set[str]) -> NominatedMessage:
    """Return the message as it stands with those who nominate it now.

    Enough people: the author is to be asked. Too few again before an answer: the question is
    withdrawn.
    """
    enough = len(nominated_by - {message.author_id}) >= THRESHOLD
    if enough and message.consent is Consent.GATHERING:
        return replace(message, consent=Consent.ASKED, asked=message.asked + 1)
    if not enough and message.consent is Consent.ASKED:
        return replace(message, consent=Consent.GATHERING)
    return message


def answer(message: NominatedMessage, user_id: str, consent: Consent) -> NominatedMessage:
    """Return the message with its author's answer, or raise when it is not theirs or settled."""
    if user_id != message.author_id:
        raise NotYourMessage
    if message.consent is not Consent.ASKED:
        raise NominationSettled
    return replace(message, consent=consent)
