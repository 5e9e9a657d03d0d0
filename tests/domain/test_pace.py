"""Slots: a burst, then one after the other, in the order in which they came."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.notices import Notice, NoticeKind
from bot.domain.pace import KEPT_FOR, Concern, Pace, place_of

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def notice(number: int, channel: str = "C1", team: str = "T1", *, edits: bool = False) -> Notice:
    key = f"{team}{channel}{number}"
    return Notice(team, key, NoticeKind.WIN_CARD, "win:1", NOW, channel, edits=edits, notice_id=key)


def to_somebody(number: int) -> Notice:
    return Notice("T1", f"n{number}", NoticeKind.HELP, "help", NOW, user_id=f"U{number}")


def waits(pace: Pace, notices: list[Notice], now: datetime = NOW) -> list[float]:
    """Return for each notice how many seconds it waits."""
    return [(pace.slot(each, now) - now).total_seconds() for each in notices]


def test_a_channel_takes_a_burst_and_then_one_a_second() -> None:
    assert waits(Pace(), [notice(n) for n in range(8)]) == [0, 0, 0, 0, 0, 1, 2, 3]


def test_a_workspace_takes_a_burst_and_then_five_a_second() -> None:
    found = waits(Pace(), [notice(n, f"C{n}") for n in range(26)])
    assert found == pytest.approx([0] * 20 + [0.2, 0.4, 0.6, 0.8, 1.0, 1.2])


def test_workspaces_do_not_wait_for_each_other() -> None:
    pace = Pace()
    waits(pace, [notice(n, f"C{n}") for n in range(40)])
    assert waits(pace, [notice(n, f"C{n}", "T2") for n in range(20)]) == [0] * 20


def test_one_channels_queue_does_not_fill_its_workspaces() -> None:
    pace = Pace()
    waits(pace, [notice(n) for n in range(100)])
    assert waits(pace, [notice(n, f"D{n}") for n in range(15)]) == [0] * 15


def test_a_slot_is_kept_for_whom_it_was_given() -> None:
    pace = Pace()
    before = [notice(n) for n in range(9)]
    assert waits(pace, before)[5:] == [1, 2, 3, 4]
    later = NOW + 2 * SECOND
    # What comes now goes behind those who were there before, even where their slot has come.
    assert waits(pace, [notice(99)], later) == [3]
    assert waits(pace, before, later)[5:] == [0, 0, 1, 2]


def test_a_burst_comes_back_with_time() -> None:
    pace = Pace()
    for each in (notice(n) for n in range(5)):
        assert pace.slot(each, NOW) == NOW
        pace.done(each)
    later = NOW + 3 * SECOND
    assert waits(pace, [notice(n) for n in range(10, 15)], later) == [0, 0, 0, 1, 2]


def test_after_a_rest_everything_goes_on_in_its_order_and_without_a_burst() -> None:
    pace = Pace()
    before = [notice(n) for n in range(7)]
    waits(pace, before)
    pace.rest(before[0], Concern.PLACE, NOW + 30 * SECOND, NOW)
    assert waits(pace, [*before, notice(99)]) == [30, 31, 32, 33, 34, 35, 36, 37]
    assert waits(pace, [notice(1, "C2")]) == [0]


def test_a_shorter_rest_does_not_end_a_longer_one() -> None:
    pace = Pace()
    pace.rest(notice(1), Concern.PLACE, NOW + 30 * SECOND, NOW)
    pace.rest(notice(1), Concern.PLACE, NOW + SECOND, NOW)
    assert waits(pace, [notice(2)]) == [30]


def test_a_second_channel_that_slack_refuses_means_the_workspace() -> None:
    pace = Pace()
    until = NOW + 30 * SECOND
    pace.limited(notice(1, "C1"), Concern.PLACE, until, NOW)
    pace.limited(notice(2, "C1"), Concern.PLACE, until, NOW)
    other = notice(3, "C3")
    assert waits(pace, [other]) == [0]
    pace.done(other)
    pace.limited(notice(4, "C2"), Concern.PLACE, until, NOW)
    assert waits(pace, [notice(5, "C4"), notice(6, "C5")]) == pytest.approx([30, 30.2])
    assert waits(pace, [notice(7, "C1", "T2")]) == [0]


def test_two_channels_refused_one_after_the_other_are_two_channels() -> None:
    pace = Pace()
    pace.limited(notice(1, "C1"), Concern.PLACE, NOW + SECOND, NOW)
    later = NOW + 2 * SECOND
    pace.limited(notice(2, "C2"), Concern.PLACE, later + SECOND, later)
    assert waits(pace, [notice(3, "C3")], later) == [0]


def test_changes_and_openings_have_limits_of_their_own() -> None:
    pace = Pace()
    changes = [notice(n, edits=True) for n in range(12)]
    assert waits(pace, changes) == pytest.approx([0] * 10 + [1.2, 2.4])
    people = [to_somebody(n) for n in range(12)]
    slots = [pace.slot(each, NOW, opens=True) - NOW for each in people]
    assert slots == [timedelta()] * 10 + [1.2 * SECOND, 2.4 * SECOND]
    assert waits(pace, [to_somebody(99)]) == [0], "whose conversation is open"


def test_work_that_says_nothing_waits_for_nobody() -> None:
    pace = Pace()
    work = [Notice("T1", f"n{n}", NoticeKind.NOMINATION_PUBLISH, "s", NOW, "C1") for n in range(30)]
    assert waits(pace, work) == [0] * 30


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    pace = Pace()
    pace.rest(notice(1), Concern.PLACE, NOW + 30 * SECOND, NOW)
    assert waits(pace, [notice(2)], NOW - timedelta(hours=1)) == [0]


def test_nothing_is_remembered_of_who_is_done_or_never_comes_back() -> None:
    pace = Pace()
    for number in range(50):
        pace.slot(notice(number, f"C{number}"), NOW)
    pace.limited(notice(1), Concern.PLACE, NOW + SECOND, NOW)
    pace.slot(notice(1, team="T2"), NOW + 2 * KEPT_FOR)
    assert {key[1] for key in pace._lines} == {"T2"}
    assert pace._limited == {}


def test_a_place_is_a_channel_or_else_a_person() -> None:
    assert place_of(notice(1)) == ("T1", "C1")
    assert place_of(to_somebody(7)) == ("T1", "U7")
