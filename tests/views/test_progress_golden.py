"""What people see of what time does: the words to whoever it concerns, and when a trial ends."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.objectives import Objective
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.i18n import Translator, translator
from bot.views import endings, kit, progress
from bot.views.halfway import QUESTIONS, question_for
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NOW, pasted

View = Callable[[Translator], Any]

TRIAL = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Rappeler dans <l’heure> & pas demain. Même à midi.",
    why="Ils nous oublient.",
    signs="Ils décrochent.",
    needs="",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=None,
    stage=Stage.CONCLUDING,
    started_at=NOW,
)
OBJECTIVE = Objective(
    objective_id="o1",
    team_id="T1",
    channel_id="C1",
    direction_id="d1",
    owner_id="U1",
    aim="Être le premier nom que citent les artisans.",
    how="",
    signs="",
    ends_on=date(2027, 2, 26),
    proposed_at=NOW,
    due_at=None,
    stage=Stage.CONCLUDING,
    agreed_at=NOW,
)
LONG = replace(TRIAL, change="&" * 3000)

SHOWN: dict[str, View] = {
    "in-your-hands": lambda t: progress.in_your_hands(t, TRIAL, LINK),
    "in-your-hands-without-link": lambda t: progress.in_your_hands(t, OBJECTIVE, None),
    "awaited": lambda t: progress.awaited(t, TRIAL),
    "awaited-of-an-objective": lambda t: progress.awaited(t, OBJECTIVE),
    "extend": lambda t: endings.extend_modal(t, TRIAL, date(2027, 1, 4)),
    "end": lambda t: endings.end_modal(t, TRIAL),
}
TOO_LONG: dict[str, View] = {
    "in-your-hands": lambda t: progress.in_your_hands(t, LONG, LINK),
    "awaited": lambda t: progress.awaited(t, LONG),
    "extend": lambda t: endings.extend_modal(t, LONG, date(2027, 1, 4)),
    "end": lambda t: endings.end_modal(t, LONG),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"progress/{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", [*SHOWN.values(), *TOO_LONG.values()])
def test_slack_takes_it(view: View, language: str) -> None:
    made = view(translator(language))
    if isinstance(made, kit.Message):
        assert not made.continued
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_each_trial_is_asked_one_question_and_not_all_the_same() -> None:
    asked = {question_for(f"trial:{each}") for each in range(60)}
    assert asked == set(QUESTIONS)
    assert question_for("trial:7") == question_for("trial:7")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_questions_are_open_and_count_nothing(language: str) -> None:
    t = translator(language)
    said = [t(question) for question in QUESTIONS]
    assert len(set(said)) == len(QUESTIONS)
    for words in said:
        assert words.endswith("?")
        assert not any(closed in words for closed in ("How many", "Combien", "Did ", "Est-ce que "))
