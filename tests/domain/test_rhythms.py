"""What a form of a rhythm comes to, without Slack and without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.calendars import is_holiday
from bot.domain.channels import ChannelSettings
from bot.domain.people import Language
from bot.domain.rhythms import (
    NoDayChosen,
    NoHour,
    NotAnHour,
    PauseUnknown,
    PlaceForm,
    RhythmForm,
    StartUnknown,
    form_of,
    planned,
    rule_of,
    says_the_same,
    usual_form,
)
from bot.domain.schedules import FIRST_WEEK, Every, Rule, Schedule, ScheduleKind, Way, next_time
from bot.domain.workdays import Workdays
from bot.errors import CordeeError

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRANCE = ChannelSettings(
    "T1", "C1", Language.FRENCH, "Europe/Paris", workdays=Workdays(country="FR")
)
USUAL = usual_form("C1", ScheduleKind.CHECKIN)


def rule(form: RhythmForm, now: datetime = MONDAY) -> Rule:
    return rule_of(form, FRANCE, now, is_holiday)


def running(rule: Rule, **more: object) -> Schedule:
    made = Schedule("T1", "C1", ScheduleKind.CHECKIN, rule, MONDAY, set_by="U1", version=3)
    made = replace(made, **more)  # type: ignore[arg-type] # fields by name
    return replace(made, next_at=next_time(made.fires_by, MONDAY, is_holiday))


def test_the_usual_is_a_question_on_tuesday_morning() -> None:
    assert rule(USUAL) == Rule(frozenset({1}), time(10), "Europe/Paris", workdays=FRANCE.workdays)


@pytest.mark.parametrize(
    "form",
    [
        USUAL,
        replace(USUAL, weekdays=("1", "3"), every=Every.MONTH, way=Way.EACH),
        replace(USUAL, every=Every.TWO_WEEKS, starts_on="2026-12-01", paused_until="2027-01-05"),
    ],
)
def test_a_form_shows_what_it_set(form: RhythmForm) -> None:
    made = running(rule(form), way=form.way)
    assert form_of(made, MONDAY.date()) == replace(form, seen=3)
    assert says_the_same(made, rule(form), form.way, MONDAY.date())


@pytest.mark.parametrize(
    "form, refused",
    [
        (replace(USUAL, weekdays=()), NoDayChosen),
        (replace(USUAL, weekdays=("7", "-1", "lundi")), NoDayChosen),
        (replace(USUAL, at=""), NoHour),
        (replace(USUAL, at="25:00"), NotAnHour),
        (replace(USUAL, at="1\u0660:00"), NotAnHour),
        (replace(USUAL, starts_on="2026-13-01"), StartUnknown),
        (replace(USUAL, starts_on="2026-W48-1"), StartUnknown),
        (replace(USUAL, starts_on="2029-01-01"), StartUnknown),
        (replace(USUAL, paused_until="9999-12-31"), PauseUnknown),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    form: RhythmForm, refused: type[CordeeError]
) -> None:
    with pytest.raises(refused) as raised:
        rule(form)
    assert type(raised.value) is refused


def test_a_start_in_the_past_counts_weeks_and_a_pause_in_the_past_is_none() -> None:
    made = rule(
        replace(USUAL, every=Every.TWO_WEEKS, starts_on="2026-11-17", paused_until="2026-11-23")
    )
    assert (made.starts_on, made.paused_until) == (date(2026, 11, 17), None)
    assert planned(running(made), MONDAY, is_holiday).days == (
        date(2026, 12, 1),
        date(2026, 12, 15),
        date(2026, 12, 29),
    )


@pytest.mark.parametrize("every", Every)
def test_without_a_start_it_comes_as_soon_as_it_can(every: Every) -> None:
    made = rule(replace(USUAL, every=every))
    first = planned(running(made), MONDAY, is_holiday).days[0]
    is_monthly = every is Every.MONTH
    assert first == (date(2026, 12, 1) if is_monthly else date(2026, 11, 24))
    counts_weeks = every in (Every.TWO_WEEKS, Every.FOUR_WEEKS)
    assert made.starts_on == (first if counts_weeks else FIRST_WEEK)


def test_days_are_those_on_which_it_comes_to_each_where_they_are() -> None:
    """Not those on which it leaves, the evening before."""
    made = running(rule(USUAL), way=Way.EACH)
    assert made.next_at == datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    assert planned(made, MONDAY, is_holiday).days[0] == date(2026, 11, 24)


def test_a_place_takes_only_what_was_changed_in_its_form() -> None:
    theirs = replace(FRANCE, zone="Europe/Brussels", workdays=Workdays(frozenset({0, 1}), "BE"))
    untouched = PlaceForm(wanted=FRANCE, shown=FRANCE)
    assert untouched.applied_to(theirs) == theirs
    in_english = PlaceForm(wanted=replace(FRANCE, language=Language.ENGLISH), shown=FRANCE)
    assert in_english.applied_to(theirs) == replace(theirs, language=Language.ENGLISH)
    at_work = replace(FRANCE, workdays=Workdays(frozenset({0, 1, 2}), "FR"))
    days = PlaceForm(wanted=at_work, shown=FRANCE).applied_to(theirs).workdays
    assert days == Workdays(frozenset({0, 1, 2}), "BE")
