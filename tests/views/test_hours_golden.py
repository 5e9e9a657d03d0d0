"""What people see of open questions put to them, and of their hours, in both languages."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.checkins import CheckIn
from bot.domain.hours import WorkingHours
from bot.domain.people import Language, Person
from bot.domain.schedules import Rule, Schedule, ScheduleKind, Way
from bot.domain.workdays import Workdays
from bot.i18n import Translator, translator
from bot.views import checkins, hours
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import pasted

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PARIS = "Europe/Paris"
CHECKIN = CheckIn(
    "1", "T1", "C1", "customer-taught", TUESDAY, TUESDAY + timedelta(days=2), Way.EACH
)
QUESTION = "Why <ask> & how?"
PERSON = Person("U1", "Ana Morel", Language.FRENCH, PARIS)
HOURS = WorkingHours(PARIS, Workdays(country="FR"))
PAUSED = WorkingHours(
    PARIS, Workdays(frozenset({0, 3}), ""), time(9, 30), time(16), date(2026, 12, 7)
)
EACH = Schedule(
    "T1",
    "C1",
    ScheduleKind.CHECKIN,
    Rule(frozenset({1}), time(10), PARIS),
    datetime(2026, 11, 23, 20, 0, tzinfo=UTC),
    way=Way.EACH,
)

SHOWN: dict[str, Callable[[Translator], Any]] = {
    "hours/form": lambda t: hours.hours_modal(t, PERSON, HOURS),
    "hours/kept": lambda t: hours.kept_modal(t, HOURS),
    "hours/kept-with-a-pause": lambda t: hours.kept_modal(t, PAUSED),
    "checkins/prompt": lambda t: checkins.prompt(t, CHECKIN, QUESTION, PARIS),
    "checkins/private-prompt": lambda t: checkins.private_prompt(t, CHECKIN, QUESTION, PARIS),
    "checkins/nudge": lambda t: checkins.nudge(t, CHECKIN, QUESTION, PARIS),
    "checkins/closed": lambda t: checkins.closed_prompt(t, QUESTION),
    "checkins/status": lambda t: checkins.status(t, checkins.Standing("C1", None, "", EACH, PARIS)),
    "checkins/status-open": lambda t: checkins.status(
        t, checkins.Standing("C1", CHECKIN, QUESTION, EACH, PARIS)
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    shown = SHOWN[name](translator(language))
    if isinstance(shown, dict):
        check_view(shown, shown["type"])
    else:
        check_message(json.loads(json.dumps(shown.blocks)))


def test_a_pause_and_hours_survive_the_form() -> None:
    view = hours.hours_modal(translator("en"), PERSON, PAUSED)
    assert "2026-12-07" in str(view)
    assert "09:30" in str(view)
