"""What somebody did in Slack, once, however often Slack tells it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Gesture:
    """One gesture of one person: the actor, the moment and the key that makes it happen once."""

    key: str
    """Identical when Slack delivers the same gesture again; unique otherwise."""
    team_id: str
    """The Slack workspace."""
    user_id: str
    at: datetime
    """When it arrived, UTC."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The trace that a gesture's work is done; written in the same transaction as the work."""

    team_id: str
    key: str
    at: datetime


def receipt(gesture: Gesture) -> Receipt:
    """Return the receipt to write with the work of a gesture."""
    return Receipt(team_id=gesture.team_id, key=gesture.key, at=gesture.at)


def moment_of(ts: str) -> datetime:
    """Return the moment that one of Slack's time stamps names: seconds and millionths."""
    seconds, _, millionths = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(millionths or 0))
