"""What Slack told, remembered for a while."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.clock import Clock

MOST_REMEMBERED = 10_000

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key for a while; the oldest go first when there are too many."""

    def __init__(self, clock: Clock, keep_for: timedelta) -> None:
        self._clock = clock
        self._keep_for = keep_for
        self._kept: dict[tuple[str, str], tuple[datetime, Value]] = {}
        self._asking: dict[tuple[str, str], object] = {}

    async def get(self, key: tuple[str, str], ask: Callable[[], Awaitable[Value]]) -> Value:
        """Return what is remembered, or what the answer is now."""
        known = self._kept.get(key)
        if known and known[0] > self._clock.now():
            return known[1]
        asked = self._asking[key] = object()
        value = await ask()
        if self._asking.pop(key, None) is not asked:
            return value  # forgotten meanwhile, or asked again: this answer may be an old one
        self.keep(key, value)
        return value

    def keep(self, key: tuple[str, str], value: Value) -> None:
        """Remember a value from now on."""
        self._kept.pop(key, None)
        self._kept[key] = (self._clock.now() + self._keep_for, value)
        if len(self._kept) > MOST_REMEMBERED:
            del self._kept[next(iter(self._kept))]

    def knows(self, key: tuple[str, str]) -> bool:
        """Tell whether a value is remembered."""
        known = self._kept.get(key)
        return known is not None and known[0] > self._clock.now()

    def forget(self, key: tuple[str, str]) -> None:
        """Ask again next time."""
        self._kept.pop(key, None)
        self._asking.pop(key, None)

    def forget_all(self) -> None:
        """Ask again next time, whatever it is about."""
        self._kept.clear()
        self._asking.clear()
