"""What people see of a debrief, from its form to its reveal, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.debriefs import QUESTIONS, DebriefAnswer, Revealed
from bot.i18n import Translator, translator
from bot.views import debriefs as views, kit
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import DEBRIEF, LINK, NAMES, NOW, pasted

View = Callable[[Translator], Any]
ZONE = "Europe/Paris"

OF_TRIAL = replace(DEBRIEF, about="trial:t1", topic="Un SMS la veille", opened_by="")
OF_OBJECTIVE = replace(OF_TRIAL, about="objective:o1", topic="Des clients qui nous rappellent")
ANA = DebriefAnswer(
    "T1", "d1", "U1", "Répondre <à temps>.", "Deux jours de retard.\nEt un prix rond.", "", "", NOW
)
TOM = DebriefAnswer("T1", "d1", "U2", "", "Nobody asked them why.", "The demo.", "Ask first.", NOW)
TOLD = Revealed(replace(DEBRIEF, revealed_at=NOW), (ANA, TOM))
MANY = "un mot & " * 300
LONG = Revealed(
    TOLD.debrief,
    tuple(
        DebriefAnswer("T1", "d1", user_id, answered_at=NOW, **dict.fromkeys(QUESTIONS, MANY))
        for user_id in ("U1", "U2", "U1")
    ),
)

SHOWN: dict[str, View] = {
    "form": lambda t: views.ask_modal(t, channel_id="C1", topic="Béta", people=("U1",)),
    "asking": lambda t: views.asked_page(t, DEBRIEF, ZONE),
    "asked": lambda t: views.asked_message(t, DEBRIEF, ZONE),
    "asked-of-trial": lambda t: views.asked_message(t, OF_TRIAL, ZONE),
    "asked-of-objective": lambda t: views.asked_message(t, OF_OBJECTIVE, ZONE),
    "asked-by-nobody": lambda t: views.asked_message(t, replace(DEBRIEF, opened_by=""), ZONE),
    "answer": lambda t: views.answer_modal(t, DEBRIEF, None, ZONE),
    "answer-again": lambda t: views.answer_modal(t, DEBRIEF, ANA, ZONE),
    "kept": lambda t: views.kept_page(t, DEBRIEF, ZONE),
    "closed": lambda t: views.closed_page(t, LINK),
    "revealed": lambda t: views.reveal_message(t, TOLD, NAMES),
    "nothing": lambda t: views.reveal_message(t, replace(TOLD, answers=()), {}),
    "erased": lambda t: views.reveal_message(t, replace(TOLD, answers=()), {}, is_changed=True),
    "out": lambda t: views.out_message(t, DEBRIEF, LINK),
    "untold": lambda t: views.untold_message(t, TOLD, NAMES),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_debriefs(name: str, language: str, golden: Golden) -> None:
    golden(f"debriefs/{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_what_is_long_goes_on_and_loses_nothing() -> None:
    told = views.reveal_message(translator("fr"), LONG, NAMES)
    parts = [told, *told.continued]
    assert told.continued
    for part in parts:
        check_message(json.loads(json.dumps(part.blocks)))
    words = " ".join(part.text for part in parts)
    assert words.count("un mot") == 300 * 3 * len(QUESTIONS)


def test_what_is_looked_back_on_is_shortened_in_front_of_the_questions() -> None:
    form = views.answer_modal(translator("fr"), replace(DEBRIEF, topic="mot " * 900), None, ZONE)
    check_view(form, form["type"])
    assert "…" in form["blocks"][0]["text"]["text"]
