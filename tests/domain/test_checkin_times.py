"""When a question closes, and when whoever asked for it is reminded of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.calendars import is_holiday
from bot.domain.checkins import (
    CheckIn,
    Round,
    checkin_of,
    closing,
    open_checkin,
    remind_at,
    round_of,
)
from bot.domain.hours import WorkingHours
from bot.domain.schedules import Way
from bot.domain.workdays import Workdays

PARIS = "Europe/Paris"
HOURS = WorkingHours(PARIS, Workdays(country="FR"))
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda passed: START + passed)
ZONES = st.sampled_from([PARIS, "America/New_York", "Asia/Tokyo", "Pacific/Apia", "UTC"])
PEOPLE = st.builds(
    WorkingHours,
    ZONES,
    st.builds(Workdays, st.frozensets(st.integers(0, 6), min_size=1)),
    st.times(time(5), time(11)),
    st.times(time(13), time(22)),
)


def at(text: str, zone: str = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def opened(moment: datetime) -> CheckIn:
    closes_at = closing(HOURS, moment, None, is_holiday)
    return open_checkin("T1", "C1", "q", moment, closes_at, Way.CHANNEL)


@pytest.mark.parametrize(
    "asked, closes",
    [
        ("2026-11-24T10:00", "2026-11-26T10:00"),
        ("2026-11-24T20:00", "2026-11-27T08:00"),  # not at eight in the evening
        ("2026-11-26T15:17", "2026-11-30T15:17"),  # a weekend leaves nobody less time
        ("2026-11-27T16:30", "2026-12-01T16:30"),
        ("2026-12-23T10:00", "2026-12-28T10:00"),  # nor does Christmas
    ],
)
def test_everybody_has_two_days_of_work_to_answer(asked: str, closes: str) -> None:
    assert closing(HOURS, at(asked), None, is_holiday) == at(closes)


def test_what_is_asked_of_each_closes_two_days_after_the_hour_in_the_channels_place() -> None:
    about = Round(date(2026, 11, 24), time(10))
    fired = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert closing(HOURS, fired, about, is_holiday) == at("2026-11-26T10:00")


def test_a_round_travels_with_its_notice() -> None:
    about = Round(date(2026, 11, 24), time(9, 30))
    assert round_of(about.payload()) == about
    assert round_of({"checkin": "1"}) is None


def test_a_private_question_leads_to_its_check_in() -> None:
    checkin = opened(at("2026-11-24T10:00"))
    assert checkin_of(checkin.subject) == checkin.checkin_id
    assert checkin_of(checkin.subject_for("U1")) == checkin.checkin_id
    assert checkin_of("win:1") is None
    assert checkin_of("") is None


@pytest.mark.parametrize(
    "now, reminded",
    [
        ("2026-11-24T11:00", "2026-11-25T11:00"),
        ("2026-11-24T21:00", "2026-11-25T08:00"),  # the evening's hour is no working hour
        ("2026-11-24T06:00", "2026-11-25T08:00"),
        ("2026-11-25T15:00", "2026-11-26T08:00"),  # the same hour would come too late
        ("2026-11-26T07:00", "2026-11-26T08:00"),
        ("2026-11-26T09:00", None),
    ],
)
def test_who_asks_is_reminded_while_there_is_time_to_answer(now: str, reminded: str | None) -> None:
    checkin = opened(at("2026-11-24T10:00"))
    found = remind_at(checkin, HOURS, at(now), is_holiday)
    assert found == (at(reminded) if reminded else None)


@given(MOMENTS, st.floats(0, 1), PEOPLE)
def test_a_reminder_comes_later_than_now_before_the_closing_and_in_hours(
    moment: datetime, share: float, hours: WorkingHours
) -> None:
    checkin = opened(moment)
    now = moment + (checkin.closes_at - moment) * share
    found = remind_at(checkin, hours, now, is_holiday)
    if found is not None:
        assert now < found < checkin.closes_at
        assert hours.next_moment(found, is_holiday) == found
