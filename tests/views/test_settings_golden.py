"""What people see of a channel's settings, in both languages, as files to read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.calendars import countries, is_holiday
from bot.domain.channels import ChannelSettings
from bot.domain.people import Language
from bot.domain.rhythms import (
    ChangedMeanwhile,
    NoDayChosen,
    Overview,
    Planned,
    form_of,
    planned,
    usual_form,
)
from bot.domain.schedules import Every, Rule, Schedule, ScheduleKind, Way, next_time
from bot.domain.workdays import Workdays
from bot.i18n import Translator, translator
from bot.views import rhythms, settings
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NOW, pasted

DIGEST, CHECKIN = ScheduleKind.DIGEST, ScheduleKind.CHECKIN
FRANCE = ChannelSettings(
    "T1", "C1", Language.FRENCH, "Europe/Paris", workdays=Workdays(country="FR")
)
FRIDAY = Rule(frozenset({4}), time(16, 30), "Europe/Paris", workdays=FRANCE.workdays)
TWO_DAYS = replace(FRIDAY, weekdays=frozenset({1, 3}), at=time(10))


def set_to(kind: ScheduleKind, rule: Rule, **more: Any) -> Planned:
    """Return something that recurs in C1, set by U1."""
    made = Schedule("T1", "C1", kind, rule, NOW, set_by="U1", **more)
    made = replace(made, next_at=next_time(made.fires_by, NOW, is_holiday))
    return planned(made, NOW, is_holiday)


WEEKLY = set_to(DIGEST, FRIDAY)
MONTHLY = set_to(CHECKIN, replace(TWO_DAYS, every=Every.MONTH), way=Way.EACH)
PAUSED = set_to(CHECKIN, replace(TWO_DAYS, paused_until=date(2027, 1, 5)))
ARCHIVED = set_to(DIGEST, replace(FRIDAY, every=Every.FOUR_WEEKS), trouble="is_archived")
MINE = replace(form_of(PAUSED.schedule, NOW.date()), weekdays=("0",))
NOBODYS = replace(PAUSED, schedule=replace(PAUSED.schedule, set_by=""))


def form(t: Translator, shown: Planned) -> Any:
    return rhythms.rhythm_modal(t, form_of(shown.schedule, NOW.date()), shown)


def outrun(t: Translator, there: Planned | None) -> Any:
    return rhythms.changed_modal(t, ChangedMeanwhile(MINE, there, WEEKLY))


SHOWN: dict[str, Callable[[Translator], Any]] = {
    "settings/overview-empty": lambda t: settings.settings_modal(t, Overview(FRANCE, {})),
    "settings/overview": lambda t: settings.settings_modal(
        t, Overview(FRANCE, {DIGEST: WEEKLY, CHECKIN: MONTHLY}, ("U2", "U3"), ("U4",))
    ),
    "settings/overview-in-trouble": lambda t: settings.settings_modal(
        t, Overview(FRANCE, {DIGEST: ARCHIVED, CHECKIN: PAUSED})
    ),
    "settings/settled": lambda t: settings.settled_modal(t, Overview(FRANCE, {DIGEST: WEEKLY})),
    "settings/keepers": lambda t: settings.keepers_modal(t, ["U2"], "C1"),
    "settings/digest-form": lambda t: form(t, WEEKLY),
    "settings/checkin-form": lambda t: form(t, PAUSED),
    "settings/checkin-form-new": lambda t: rhythms.rhythm_modal(
        t, usual_form("C1", CHECKIN), NoDayChosen()
    ),
    "settings/changed-meanwhile": lambda t: outrun(t, MONTHLY),
    "settings/changed-meanwhile-by-nobody": lambda t: outrun(t, NOBODYS),
    "settings/taken-out-meanwhile": lambda t: outrun(t, None),
    "settings/agreed": lambda t: rhythms.changed_modal(t, MONTHLY),
    "settings/digest-removed": lambda t: rhythms.removed_modal(t, "C1", DIGEST),
    "settings/checkin-removed": lambda t: rhythms.removed_modal(t, "C1", CHECKIN),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    check_view(json.loads(json.dumps(made)), "modal")
    golden(f"{name}-{language}", pasted(made))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_slack_takes_the_place_with_every_country_there_is(language: str) -> None:
    made = settings.place_modal(translator(language), FRANCE)
    check_view(json.loads(json.dumps(made)), "modal")
    assert len(json.dumps(made)) < 100_000
    [field] = [
        b["element"] for b in made["blocks"] if b.get("block_id") == "settings.place.country"
    ]
    groups = {group["label"]["text"]: group["options"] for group in field["option_groups"]}
    offered = [option["value"] for options in groups.values() for option in options]
    assert sorted(offered) == sorted([*countries(), "none"])
    names = {option["value"]: option["text"]["text"] for option in groups["E"] + groups["S"]}
    assert names["ES"] == {"fr": "Espagne", "en": "Spain"}[language]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_slack_takes_settings_with_as_many_keepers_as_there_may_be(language: str) -> None:
    many = tuple(f"U{number:010}" for number in range(1000))
    check_view(settings.settings_modal(translator(language), Overview(FRANCE, {}, many)), "modal")
    check_view(settings.keepers_modal(translator(language), many, "C1"), "modal")


def test_a_form_comes_back_as_it_was_shown() -> None:
    """What is carried and chosen is enough to show it again."""
    for shown in (WEEKLY, PAUSED, MONTHLY):
        before = form_of(shown.schedule, NOW.date())
        made = rhythms.rhythm_modal(translator("fr"), before, shown)
        values = {
            block["block_id"]: {block["block_id"]: chosen(block["element"])}
            for block in made["blocks"]
            if block["type"] == "input"
        }
        assert rhythms.read_rhythm_form({**made, "state": {"values": values}}) == before


def chosen(element: dict[str, Any]) -> dict[str, Any]:
    """Return the state of an element in which nobody has changed anything."""
    return {
        name.replace("initial", "selected"): value
        for name, value in element.items()
        if name.startswith("initial")
    }
