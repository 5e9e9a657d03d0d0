"""Nominations: people point at a message, and its author decides whether it is kept."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import new_id
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import first_sentence
from bot.errors import CordeeError, N_

OPEN_FOR = timedelta(days=7)
"""How long a question waits for its answer, without a reminder."""


class NominationSettled(CordeeError):
    """The question was answered or withdrawn before."""

    message = N_("This question is settled already: there is nothing more to answer.")


class QuestionExpired(CordeeError):
    """The question waited for a week, and was closed."""

    message = N_(
        "This question is a week old, and closed. If you like, the menu of your message still "
        "offers to keep it."
    )


class NotYourMessage(CordeeError):
    """Only the author of a message decides whether it is kept."""

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
    """The author may come back to it, until it expires; nobody asks again."""
    NEVER = "never"
    EXPIRED = "expired"
    """A week went by without a yes."""
    GONE = "gone"
    """The message was deleted before the author said yes."""


WAITING = frozenset({Consent.ASKED, Consent.NOT_NOW})
"""Where a yes may still come: it is waited for during a week."""
_OPEN = frozenset({Consent.GATHERING, Consent.ASKED})
_GIVEN = frozenset({Consent.PUBLISHING, Consent.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is asked: a message, and what it is proposed as."""

    source: Source
    proposes: Proposal = Proposal.PRACTICE


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that somebody put on a message, or took back."""

    source: Source
    author_id: str
    """Who wrote the message; empty where Slack does not say."""
    emoji: str
    """Its name as Slack tells it, skin tone included: each is a reaction of its own."""
    at: datetime


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
    """When the author was asked; a week later the question expires."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers the question to the author."""
        as_what = "nominated" if self.proposes is Proposal.PRACTICE else "nominated_win"
        return f"{as_what}:{self.source.channel_id}:{self.source.message_ts}"

    @property
    def proposed(self) -> Proposed:
        """Return what is asked about it."""
        return Proposed(self.source, self.proposes)

    @property
    def is_open(self) -> bool:
        """Tell whether it still matters who points at it."""
        return self.consent in _OPEN

    @property
    def may_be_given(self) -> bool:
        """Tell whether its author may still say yes, or be asked."""
        return self.consent in _OPEN | WAITING


@dataclass(frozen=True, slots=True)
class Question:
    """What the author of a nominated message is asked."""

    message: NominatedMessage
    is_own: bool = False
    """The author alone pointed at it."""


@dataclass(frozen=True, slots=True)
class Nomination:
    """One person's reaction that says: keep this."""

    team_id: str
    channel_id: str
    message_ts: str
    user_id: str
    at: datetime
    """When they did, as Slack says."""
    emoji: str
    proposes: Proposal = Proposal.PRACTICE


def weigh(message: NominatedMessage, nominated_by: Set[str], threshold: int) -> Consent:
    """Return where the question stands with those who nominate the message now.

    Enough people: the author is to be asked; for a win anybody will do, its author too, for a
    practice it takes `threshold` others. Too few again before an answer: it is withdrawn.
    """
    others = nominated_by - {message.author_id}
    is_win = message.proposes is Proposal.WIN
    is_enough = bool(nominated_by) if is_win else len(others) >= threshold
    if not message.is_open:
        return message.consent
    return Consent.ASKED if is_enough else Consent.GATHERING


def ask(message: NominatedMessage, at: datetime) -> NominatedMessage:
    """Return the message with its author asked, by a question of its own."""
    return replace(message, consent=Consent.ASKED, asked=message.asked + 1, asked_at=at)


def ask_again(message: NominatedMessage) -> NominatedMessage:
    """Return the message with the question as it was before it was withdrawn."""
    return replace(message, consent=Consent.ASKED)


def has_expired(message: NominatedMessage, now: datetime) -> bool:
    """Tell whether the question has waited long enough."""
    return message.asked_at is not None and message.asked_at <= now - OPEN_FOR


def answer(message: NominatedMessage, user_id: str, consent: Consent) -> NominatedMessage:
    """Return the message with its author's answer, or raise when it is not theirs or settled.

    After *not now* any other answer may still come, until the question expires.
    """
    if user_id != message.author_id:
        raise NotYourMessage
    if message.consent is Consent.EXPIRED:
        raise QuestionExpired
    is_later = message.consent is Consent.NOT_NOW and consent is not Consent.NOT_NOW
    if message.consent is not Consent.ASKED and not is_later:
        raise NominationSettled
    return replace(message, consent=consent)


def give(message: NominatedMessage, user_id: str) -> NominatedMessage:
    """Return the message given in its author's own words, once, or raise.

    Whatever became of the question while they wrote: what an author gives is taken.
    """
    if user_id != message.author_id:
        raise NotYourMessage
    if message.consent in _GIVEN:
        raise NominationSettled
    return replace(message, consent=Consent.PUBLISHED)


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
