"""Check-ins: an open question to the team at a set rhythm."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import new_id
from bot.domain.schedules import Way
from bot.errors import CordeeError, N_

OPEN_FOR = timedelta(days=2)
"""How long a check-in takes answers before they are gathered."""


class CheckInGone(CordeeError):
    """The check-in is not known (any more)."""

    message = N_("I cannot find this question any more.")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One open question to one channel, open until it is gathered."""

    checkin_id: str
    team_id: str
    channel_id: str
    question_id: str
    opened_at: datetime
    closes_at: datetime
    way: Way = Way.CHANNEL
    gathered_at: datetime | None = None
    """When the answers were gathered; what is answered later is added to them."""

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where it was posted."""
        return f"checkin:{self.checkin_id}"

    def takes_answers(self, at: datetime) -> bool:
        """Tell whether what was answered at a moment will be gathered."""
        return at < self.closes_at


def open_checkin(
    team_id: str, channel_id: str, question_id: str, at: datetime, open_for: timedelta = OPEN_FOR
) -> CheckIn:
    """Return a new check-in that closes after a while."""
    return CheckIn(new_id(), team_id, channel_id, question_id, at, at + open_for)


def next_question(bank: Sequence[str], asked: Sequence[str], channel_id: str) -> str:
    """Return the question to ask a channel next; none returns before the bank is used up.

    `asked` are the ids asked so far, oldest first. Each channel goes through the bank in its own
    order.
    """
    turns = len(asked) // len(bank)
    this_turn = set(asked[turns * len(bank) :])
    left = [question for question in bank if question not in this_turn]
    just_asked = asked[-1] if asked else None
    candidates = [question for question in left if question != just_asked] or left
    return min(candidates, key=lambda question: _place(channel_id, turns, question))


def question_of_week(bank: Sequence[str], channel_id: str, week: int) -> str:
    """Return the question that goes with a week, by its number; none returns before all have."""
    in_order = sorted(bank, key=lambda question: _place(channel_id, -1, question))
    return in_order[week % len(bank)]


def _place(channel_id: str, turn: int, question_id: str) -> str:
    return hashlib.sha256(f"{channel_id}:{turn}:{question_id}".encode()).hexdigest()
