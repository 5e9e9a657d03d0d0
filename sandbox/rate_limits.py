"""Slack's rate limits, on the clock the sandbox was given."""

import math

from sandbox.nouns import Clock, Json

BURST_IN_CHANNEL = 5
"""How many messages at once a channel takes before one a second is all it takes."""


class RateLimits:
    """Hold a bucket for each method, and for each channel that is posted in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, args: Json, per_minute: int) -> int:
        """Count one call; return 0, or how many seconds to wait before it is answered."""
        if method == "chat.postMessage":
            name = f"{method} {args.get('channel')}"
            return self._take(name, rate=1.0, burst=BURST_IN_CHANNEL)
        # A burst of a tenth of a minute's worth: Slack tolerates some and does not say how many.
        return self._take(method, rate=per_minute / 60, burst=max(1, per_minute // 10))

    def _take(self, name: str, rate: float, burst: int) -> int:
        now = self._clock.now().timestamp()
        level, at = self._buckets.get(name, (float(burst), now))
        level = min(float(burst), level + (now - at) * rate)
        if level < 1:
            self._buckets[name] = (level, now)
            return max(1, math.ceil((1 - level) / rate))
        self._buckets[name] = (level - 1, now)
        return 0
