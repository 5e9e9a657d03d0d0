"""Slack's rate limits: a channel's, a workspace's, and none of one for another."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ManualClock
from sandbox.nouns import Json
from sandbox.rate_limits import Limit, RateLimits, soonest

POST = "chat.postMessage"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 27, 15, 30, tzinfo=UTC))


def posted(limits: RateLimits, *channels: str) -> list[int]:
    return [limits.wait(POST, {"channel": channel}, 300) for channel in channels]


def test_a_channel_takes_a_burst_and_then_one_a_second(clock: ManualClock) -> None:
    limits = RateLimits(clock)
    assert posted(limits, *["C1"] * 7) == [0, 0, 0, 0, 0, 1, 1]
    clock.advance(timedelta(seconds=2))
    assert posted(limits, *["C1"] * 3) == [0, 0, 1]


def test_a_workspace_takes_three_hundred_a_minute(clock: ManualClock) -> None:
    limits = RateLimits(clock)
    assert sum(posted(limits, *(f"C{number}" for number in range(31)))) == 1
    clock.advance(timedelta(minutes=1))
    taken = 0
    for number in range(6000):
        clock.advance(timedelta(milliseconds=10))
        taken += posted(limits, f"D{number}") == [0]
    assert taken == pytest.approx(330, abs=1)


def test_what_is_refused_uses_nothing_up(clock: ManualClock) -> None:
    limits = RateLimits(clock)
    posted(limits, *["C1"] * 5)
    assert posted(limits, *["C1"] * 100) == [1] * 100
    assert posted(limits, *(f"C{number}" for number in range(2, 27))) == [0] * 25


def test_each_workspace_is_counted_for_itself(clock: ManualClock) -> None:
    def workspace_of(args: Json) -> str | None:
        return {"C": "T1", "D": "T2"}.get(str(args.get("channel"))[0])

    limits = RateLimits(clock, workspace_of)
    assert sum(posted(limits, *(f"C{number}" for number in range(40)))) == 10
    assert sum(posted(limits, *(f"D{number}" for number in range(30)))) == 0
    assert posted(limits, *["E1"] * 40) == [0] * 40, "it counts for none"


def test_a_perfect_sender_is_known() -> None:
    assert soonest(5, Limit(2.0, 3)) == [0, 0, 0, 0.5, 1.0]
