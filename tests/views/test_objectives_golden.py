"""What people see of directions and objectives, in both languages, as files to read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.agreements import Stance, Voice
from bot.domain.directions import Course, Direction, DirectionForm
from bot.domain.objectives import Objective, ObjectiveForm, Outcome
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.i18n import Translator, translator
from bot.views import directions, kit, objectives as views, wins
from bot.views.objective_card import objective_card
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NOW, WIN, pasted

View = Callable[[Translator], Any]
ZONE = "Europe/Paris"
END = date(2027, 2, 26)

DIRECTION = Direction(
    direction_id="d1",
    team_id="T1",
    channel_id="C1",
    author_id="U1",
    why="Des clients qui restent,\nparce que nous les connaissons <vraiment>.",
    limits="Le budget de l’année.",
    is_open="Comment, avec qui, dans quel ordre.",
    given_at=NOW,
)
REPLACED = replace(DIRECTION, author_id="", limits="", replaced_at=NOW + timedelta(days=90))
OBJECTIVE = Objective(
    objective_id="o1",
    team_id="T1",
    channel_id="C1",
    direction_id="d1",
    owner_id="U1",
    aim="Que chaque client sache qui appeler.",
    how="Un nom et une photo en bas de chaque devis.",
    signs="On nous appelle par notre prénom.",
    ends_on=END,
    proposed_at=NOW,
    due_at=NOW + timedelta(days=2),
)
BARE = replace(OBJECTIVE, how="", signs="", owner_id="", due_at=None)
OBJECTED = replace(OBJECTIVE, stage=Stage.OBJECTED, due_at=None)
RUNNING = replace(OBJECTIVE, stage=Stage.RUNNING, agreed_at=NOW)
CONCLUDING = replace(RUNNING, stage=Stage.CONCLUDING)
KEPT = replace(
    RUNNING, stage=Stage.CONCLUDED, outcome=Outcome.KEPT, lesson="Le prénom change tout."
)
CHANGED = replace(KEPT, outcome=Outcome.CHANGED)
CLOSED = replace(KEPT, outcome=Outcome.CLOSED, lesson="")
VOICES = (
    Voice("U2", Stance.IN, NOW),
    Voice("U3", Stance.HELPS, NOW),
    Voice("U4", Stance.OBJECTS, NOW, "Et la nuit ?"),
)
TRIAL = Trial("t1", "T1", "C1", "U2", "Un prénom en signature", "", "", "", ("U2",), END, NOW, NOW)
COURSE = Course("C1", DIRECTION, (OBJECTIVE, RUNNING), ("U1",), False, True, ZONE)
TYPED = ObjectiveForm("30 appels, 12 rendez-vous", "Vite.", "", END, "C1", "d1")
WRITTEN = DirectionForm("C1", "Vers le sud.", "", "Tout.", "d0")


def card(t: Translator, objective: Objective, *serving: Any) -> kit.Message:
    return objective_card(t, objective, VOICES, serving, ZONE)


SHOWN: dict[str, View] = {
    "direction": lambda t: directions.direction_card(t, DIRECTION, ZONE),
    "direction-replaced": lambda t: directions.direction_card(t, REPLACED, ZONE),
    "course": lambda t: directions.course_message(t, COURSE),
    "course-of-a-leader": lambda t: directions.course_message(
        t, replace(COURSE, objectives=(), may_give=True, may_propose=False)
    ),
    "course-nothing": lambda t: directions.course_message(
        t, replace(COURSE, direction=None, objectives=())
    ),
    "course-nobody": lambda t: directions.course_message(
        t, replace(COURSE, direction=None, objectives=(), leaders=())
    ),
    "course-to-begin": lambda t: directions.course_message(
        t, replace(COURSE, direction=None, objectives=(), may_give=True)
    ),
    "direction-form": lambda t: directions.direction_modal(t, "C1", None),
    "direction-form-again": lambda t: directions.direction_modal(t, "C1", DIRECTION),
    "direction-form-late": lambda t: directions.direction_modal(t, "C1", DIRECTION, typed=WRITTEN),
    "leaders": lambda t: directions.leaders_modal(t, ["U1"], "C1"),
    "card-proposed": lambda t: card(t, OBJECTIVE),
    "card-bare": lambda t: objective_card(t, BARE, (), (), ZONE),
    "card-objected": lambda t: card(t, OBJECTED),
    "card-agreed": lambda t: card(t, RUNNING, WIN, TRIAL),
    "card-concluding": lambda t: card(t, CONCLUDING),
    "card-kept": lambda t: card(t, KEPT),
    "card-changed": lambda t: card(t, CHANGED),
    "card-closed": lambda t: card(t, CLOSED),
    "card-withdrawn": lambda t: card(t, replace(OBJECTIVE, stage=Stage.WITHDRAWN)),
    "form": lambda t: views.propose_modal(t, DIRECTION, ends_on=END),
    "form-remarked": lambda t: views.propose_modal(
        t, DIRECTION, ends_on=END, typed=TYPED, remark=views.many_numbers(t)
    ),
    "form-direction-is-new": lambda t: views.propose_modal(
        t, DIRECTION, ends_on=END, typed=TYPED, remark=views.direction_is_new(t)
    ),
    "revise": lambda t: views.revise_modal(t, RUNNING),
    "ask": lambda t: views.ask_modal(t, RUNNING),
    "win-form": lambda t: wins.share_win_modal(
        t, author_id="U1", channel_id="C1", objectives=[RUNNING]
    ),
    "win-card": lambda t: wins.win_card(t, WIN, serves=RUNNING),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"objectives/{name}-{language}", pasted(SHOWN[name](translator(language))))


MUCH = "<mot> & " * 370
LONG_DIRECTION = replace(DIRECTION, why=MUCH[:2000], limits=MUCH[:2000], is_open=MUCH[:2000])
LONG = replace(RUNNING, aim=MUCH[:3000], how=MUCH[:1500], signs=MUCH[:1500])
EVERYBODY = tuple(Voice(f"U{at:08}", Stance.IN, NOW) for at in range(150))

LARGE: dict[str, View] = {
    "direction": lambda t: directions.direction_card(t, LONG_DIRECTION, ZONE),
    "course": lambda t: directions.course_message(
        t, replace(COURSE, direction=LONG_DIRECTION, objectives=(LONG,) * 40)
    ),
    "late": lambda t: directions.direction_modal(t, "C1", LONG_DIRECTION, typed=WRITTEN),
    "card": lambda t: objective_card(t, LONG, EVERYBODY, (WIN, TRIAL) * 5, ZONE),
    "form": lambda t: views.propose_modal(t, LONG_DIRECTION, ends_on=END),
    "revise": lambda t: views.revise_modal(t, LONG),
    "ask": lambda t: views.ask_modal(t, LONG),
    "leaders": lambda t: directions.leaders_modal(t, [f"U{at:08}" for at in range(99)], "C1"),
    "win-form": lambda t: wins.share_win_modal(
        t, author_id="U1", objectives=[replace(LONG, objective_id=f"o{at}") for at in range(150)]
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", [*SHOWN.values(), *LARGE.values()], ids=[*SHOWN, *LARGE])
def test_slack_takes_it(view: View, language: str) -> None:
    made = view(translator(language))
    if isinstance(made, kit.Message):
        for part in (made, *made.continued):
            check_message(json.loads(json.dumps(part.blocks)))
    else:
        check_view(json.loads(json.dumps(made)), "modal")
