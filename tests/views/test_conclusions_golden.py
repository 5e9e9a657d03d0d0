"""What people see when they say what becomes of a trial or an objective, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from bot.domain.conclusions import further, instead_of
from bot.domain.debriefs import DebriefAnswer
from bot.domain.objectives import Objective, Outcome
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial, TrialForm
from bot.i18n import Translator, translator
from bot.views import conclusions as views, kit
from bot.views.objectives import many_numbers
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NOW, pasted

View = Callable[[Translator], Any]
END = date(2027, 2, 26)
TRIAL = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Un SMS la veille, <avant> l’e-mail & la démo. Court.",
    why="Les artisans ne lisent pas leurs e-mails.",
    signs="Ils arrivent en ayant lu la plaquette.",
    needs="",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=None,
    stage=Stage.CONCLUDING,
)
KEPT = replace(
    TRIAL,
    stage=Stage.CONCLUDED,
    conclusion=Conclusion.KEPT,
    lesson="Deux lignes & pas de <lien>.",
    became="practice:p1",
)
ADAPTED = replace(KEPT, conclusion=Conclusion.ADAPTED, became="trial:t2")
STOPPED = replace(KEPT, conclusion=Conclusion.STOPPED, became="")
ABANDONED = replace(STOPPED, lesson="")
OBJECTIVE = Objective(
    objective_id="o1",
    team_id="T1",
    channel_id="C1",
    direction_id="d1",
    owner_id="U1",
    aim="Que chaque client sache qui appeler.",
    how="Un nom sur chaque devis.",
    signs="Ils appellent.",
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=None,
    stage=Stage.CONCLUDING,
)
HOLDS = replace(
    OBJECTIVE, stage=Stage.CONCLUDED, outcome=Outcome.KEPT, lesson="On le fait sans y penser."
)
CHANGED = replace(HOLDS, outcome=Outcome.CHANGED, became="objective:o2")
CLOSED = replace(HOLDS, outcome=Outcome.CLOSED)
ANSWERS = (
    DebriefAnswer("T1", "k1", "U2", "", "", "Le ton & l’heure.", "Avant <19 h>.", NOW),
    DebriefAnswer("T1", "k1", "U1", "Tous présents", "", "", "", NOW),
)
FORM = TrialForm(TRIAL.change, TRIAL.why, END, "", ("U1",), "", "C1", born_of="trial:t1")
ANOTHER = instead_of(OBJECTIVE, END)


def _remarked(t: Translator) -> kit.View:
    lesson = "On compte trop."
    return views.change_modal(t, "objective:o1", ANOTHER, lesson=lesson, remark=many_numbers(t))


SHOWN: dict[str, View] = {
    "asked": partial(views.to_conclude, about=TRIAL),
    "asked-objective": partial(views.to_conclude, about=OBJECTIVE),
    "settled": partial(views.to_conclude, about=STOPPED),
    "told-kept": partial(views.told, about=KEPT, link=LINK),
    "told-adapted": partial(views.told, about=ADAPTED, link=LINK),
    "told-stopped": partial(views.told, about=STOPPED, link=LINK),
    "told-without-a-word": partial(views.told, about=ABANDONED),
    "told-objective-kept": partial(views.told, about=HOLDS, link=LINK),
    "told-objective-changed": partial(views.told, about=CHANGED, link=LINK),
    "told-objective-closed": partial(views.told, about=CLOSED, link=LINK),
    "choose": partial(views.choose_modal, about=TRIAL),
    "choose-objective": partial(views.choose_modal, about=OBJECTIVE),
    "keep": partial(views.keep_modal, trial=TRIAL, answers=ANSWERS, is_private=False),
    "keep-private": partial(views.keep_modal, trial=TRIAL, answers=(), is_private=True),
    "stop": partial(views.say_modal, about=TRIAL, conclusion=Conclusion.STOPPED, answers=ANSWERS),
    "adapt": partial(views.adapt_modal, trial=TRIAL, form=further(TRIAL, FORM)),
    "change-remarked": _remarked,
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"conclusions/{name}-{language}", pasted(SHOWN[name](translator(language))))


LONG = "é&<" * 3000


@pytest.mark.parametrize("view", SHOWN.values(), ids=SHOWN)
def test_slack_takes_it(view: View) -> None:
    assert isinstance(view, partial) or view is _remarked
    words: dict[str, Any] = {}
    if isinstance(view, partial):
        words = {name: _long(value) for name, value in view.keywords.items()}
        view = view.func
    made = view(translator("fr"), **words)
    if isinstance(made, kit.Message):
        for part in (made, *made.continued):
            check_message(list(part.blocks))
    else:
        check_view(made, "modal")


def _long(value: Any) -> Any:
    """Return something with the longest words that people may write."""
    if isinstance(value, Trial):
        return replace(value, change=LONG, why=LONG, signs=LONG, lesson=value.lesson and LONG)
    if isinstance(value, Objective):
        return replace(value, aim=LONG, lesson=value.lesson and LONG)
    if isinstance(value, tuple):
        return tuple(replace(each, worked=LONG, differently=LONG) for each in value * 40)
    return value
