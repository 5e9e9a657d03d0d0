"""Notices: what the bot is to say by itself, each once, and what became of each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.ids import new_id

SETTLE = timedelta(seconds=20)
"""How long after the latest attempt a message may still appear in the channel's history."""
CLOCK_SKEW = timedelta(minutes=2)
"""How far Slack's clock and ours may be apart."""
LEASE = timedelta(seconds=90)
"""How long a worker may take over one notice before another one looks into it."""
FRESH = LEASE / 3
"""How old a claim may be when its message is posted; an older one is renewed first."""
DOUBT = timedelta(days=1)
"""How long a message that may have been posted is looked for, before nobody can tell."""


class Patience(StrEnum):
    """How long what the bot says to one person waits for a good moment."""

    AT_ONCE = "at_once"
    """They have just asked for it, or wait for it."""
    WORKING_HOURS = "working_hours"
    """Until their next working moment."""
    SAME_DAY = "same_day"
    """Until the first working moment of its day, where they are; later it is not said at all."""


class NoticeKind(StrEnum):
    """What a notice says; each has its renderer."""

    WIN_CARD = "win.card"
    WIN_UNTOLD = "win.untold"
    NOMINATION_CONSENT = "nomination.consent"
    NOMINATION_PUBLISH = "nomination.publish"
    PRACTICE_CARD = "practice.card"
    PRACTICE_UNTOLD = "practice.untold"
    ECHO_TOLD = "echo.told"
    FRESHNESS = "freshness"
    DIGEST = "digest"
    TRIAL_CARD = "trial.card"
    DIRECTION_CARD = "direction.card"
    OBJECTIVE_CARD = "objective.card"
    OBJECTION_WORD = "objection.word"
    AMENDMENT_WORD = "amendment.word"
    CHAPTER = "chapter"
    NEED = "need"
    NEED_UNHEARD = "need.unheard"
    CONCLUSION_ASKED = "conclusion.asked"
    CONCLUSION_TOLD = "conclusion.told"
    CONCLUSION_AWAITED = "conclusion.awaited"
    HANDED_OVER = "handed_over"
    DEBRIEF_ASKED = "debrief.asked"
    DEBRIEF_REVEAL = "debrief.reveal"
    DEBRIEF_OUT = "debrief.out"
    CHECKIN_PROMPT = "checkin.prompt"
    CHECKIN_ROUND = "checkin.round"
    CHECKIN_ASKED = "checkin.asked"
    CHECKIN_NUDGE = "checkin.nudge"
    CHECKIN_GATHERING = "checkin.gathering"
    ANSWERS_FOR_COACH = "answers.for_coach"
    ANSWER_UNTOLD = "answer.untold"
    QUESTIONS_USED_UP = "questions.used_up"
    FOLLOW_UP_CARD = "follow_up.card"
    FOLLOW_UP_TOLD = "follow_up.told"
    FOLLOW_UP_WORD = "follow_up.word"
    PRIVACY_COPY = "privacy.copy"
    SOURCE_QUESTION = "source.question"
    HELP = "help"
    ANSWER = "answer"
    OFFER = "offer"
    CHANNEL_QUESTION = "channel.question"
    WELCOME = "welcome"
    SETBACK = "setback"
    TROUBLE_OVER = "trouble.over"
    CONTINUATION = "continuation"

    @property
    def is_said(self) -> bool:
        """Tell whether a message comes of it; else it is a worker's work, which may be redone."""
        return self not in {NoticeKind.NOMINATION_PUBLISH, NoticeKind.CHECKIN_ROUND}

    @property
    def patience(self) -> Patience:
        """Return how long it waits for a good moment when it is said to one person."""
        if self in {NoticeKind.CHECKIN_ASKED, NoticeKind.CHECKIN_NUDGE}:
            return Patience.SAME_DAY
        return Patience.AT_ONCE if self in _EXPECTED else Patience.WORKING_HOURS


_EXPECTED = frozenset(
    {
        NoticeKind.WIN_UNTOLD,
        NoticeKind.PRACTICE_UNTOLD,
        NoticeKind.PRIVACY_COPY,
        NoticeKind.HELP,
        NoticeKind.ANSWER,
        NoticeKind.OFFER,
        NoticeKind.WELCOME,
        NoticeKind.CONTINUATION,
    }
)
"""What a person has just asked for, or goes on with what they are told."""


class NoticeState(StrEnum):
    """Where a notice stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    """There was nothing to say any more."""
    REFUSED = "refused"
    """Slack said no for good."""
    UNCERTAIN = "uncertain"
    """Slack may have posted it and there is no way to look; never sent twice."""

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left to do about it."""
        return self not in {NoticeState.PENDING, NoticeState.SENDING}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say once: to a channel, in a thread, or to one person."""

    team_id: str
    key: str
    """Unique in the workspace: purpose, subject and period."""
    kind: NoticeKind
    subject: str
    """What it is about, such as `win:…`; where it was posted is found by it."""
    not_before: datetime
    channel_id: str | None = None
    user_id: str | None = None
    """Told privately to this person when there is no channel."""
    thread_ts: str | None = None
    edits: bool = False
    """Change what was posted about the subject instead of posting anew."""
    payload: dict[str, Any] = field(default_factory=dict)
    """Ids that the renderer needs; never somebody's words."""
    notice_id: str = field(default_factory=new_id)

    @property
    def continued_subject(self) -> str:
        """Return the name under which the outbox remembers what did not fit in one message."""
        return f"{self.subject}:continued"


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice that one worker has taken, with what was tried before."""

    notice: Notice
    claimed_at: datetime
    attempts: int
    """How often sending was tried before this claim; another worker's claim counts one more."""
    first_attempt_at: datetime | None
    last_attempt_at: datetime | None
    in_doubt: bool
    """An earlier attempt may have been posted: look before sending again."""
    is_probe: bool = False
    """Its workspace is in trouble: what becomes of this one tells whether that is over."""

    def is_lost_for_good(self) -> bool:
        """Tell whether it was looked for long enough: nobody will find out any more."""
        return self.first_attempt_at is not None and self.claimed_at - self.first_attempt_at > DOUBT


@dataclass(frozen=True, slots=True)
class Posting:
    """Where something was posted."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim that came to its end."""

    claim: Claim
    state: NoticeState
    posting: Posting | None = None
    error: str = ""
    more: tuple[Notice, ...] = ()
    """What follows from it, said only where the claim still held."""


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after a failed attempt: 10 s doubling up to an hour."""
    return min(timedelta(seconds=10 * 2**attempts), timedelta(hours=1))
