"""Failures on request: what goes wrong with the next calls and the next events."""

from dataclasses import dataclass
from typing import Literal

from sandbox.nouns import Json

How = Literal["fail", "drop", "delay"]


@dataclass
class Planned:
    """Hold one failure asked for, and how many times it still happens."""

    method: str
    how: How
    times: int
    error: str = ""
    retry_after: int | None = None
    channel: str | None = None
    seconds: float = 0.0
    work_first: bool = True


class Failures:
    """Keep the failures asked for until they have happened."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._redeliver: list[str] = []
        self.reorder = 0

    def plan(self, planned: Planned) -> None:
        """Let this go wrong."""
        self._planned.append(planned)

    def take(self, method: str, args: Json) -> Planned | None:
        """Return what goes wrong with this call, and count it as happened."""
        for planned in self._planned:
            if planned.method != method or planned.channel not in (None, args.get("channel")):
                continue
            planned.times -= 1
            if planned.times <= 0:
                self._planned.remove(planned)
            return planned
        return None

    def plan_redelivery(self, event_type: str) -> None:
        """Let the next event of this type be delivered twice."""
        self._redeliver.append(event_type)

    def take_redelivery(self, event_type: str) -> bool:
        """Say whether this event is to be delivered twice, and count it as happened."""
        if event_type not in self._redeliver:
            return False
        self._redeliver.remove(event_type)
        return True
