"""The only place that reads the time."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved, for stories and tests."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment that the clock was last moved to, in UTC."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move the clock by a duration."""
        self._now += by

    def move_to(self, moment: datetime) -> None:
        """Move the clock to an aware moment."""
        self._now = moment.astimezone(UTC)


class ShiftedClock:
    """A clock that runs, some time away from another one: a demo can let a week pass."""

    def __init__(self, inner: Clock, shift: timedelta = timedelta()) -> None:
        self._inner = inner
        self._shift = shift

    def now(self) -> datetime:
        """Return the shifted moment, in UTC."""
        return self._inner.now() + self._shift

    def advance(self, by: timedelta) -> None:
        """Move the clock by a duration."""
        self._shift += by

    def move_to(self, moment: datetime) -> None:
        """Move the clock to an aware moment; it runs on from there."""
        self._shift = moment.astimezone(UTC) - self._inner.now()
