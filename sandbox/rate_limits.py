"""Slack's rate limits, on the clock the sandbox was given."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.nouns import Clock, Json

BURST_IN_CHANNEL = 5
"""How many messages at once a channel takes before one a second is all it takes."""


@dataclass(frozen=True)
class Limit:
    """Say how many calls at once are answered, and how many a second after that."""

    rate: float
    burst: int


IN_CHANNEL = Limit(1.0, BURST_IN_CHANNEL)


def of_method(per_minute: int) -> Limit:
    """Return the limit of a method: Slack tolerates bursts and does not say how long ones."""
    return Limit(per_minute / 60, max(1, per_minute // 10))


def one_workspace(_: Json) -> str | None:
    """Count every call for one workspace."""
    return ""


class RateLimits:
    """Hold a bucket for each method, and for each channel that is posted in.

    Where one sandbox stands for many workspaces, `workspace_of` tells from a call's arguments for
    which one it counts; None: for none.
    """

    def __init__(
        self, clock: Clock, workspace_of: Callable[[Json], str | None] = one_workspace
    ) -> None:
        self._clock = clock
        self._workspace_of = workspace_of
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, args: Json, per_minute: int) -> int:
        """Count one call; return 0, or how many seconds to wait before it is answered."""
        workspace = self._workspace_of(args)
        if workspace is None:
            return 0
        limits = {f"{method} in {workspace}": of_method(per_minute)}
        if method == "chat.postMessage":
            limits[f"{method} to {args.get('channel')}"] = IN_CHANNEL
        now = self._clock.now().timestamp()
        levels = {name: self._level(name, limit, now) for name, limit in limits.items()}
        waits = [(1 - levels[name]) / limit.rate for name, limit in limits.items()]
        if max(waits) > 0:
            return max(1, math.ceil(max(waits)))
        for name, level in levels.items():
            self._buckets[name] = (level - 1, now)
        return 0

    def _level(self, name: str, limit: Limit, now: float) -> float:
        level, at = self._buckets.get(name, (float(limit.burst), now))
        return min(float(limit.burst), level + (now - at) * limit.rate)


def soonest(calls: int, limit: Limit) -> Sequence[float]:
    """Return after how many seconds each of so many calls can be answered at the soonest."""
    return [max(0, number - limit.burst + 1) / limit.rate for number in range(calls)]
