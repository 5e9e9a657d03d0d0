"""How a trial looks while it is proposed, and among what is found, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.asking import Handed
from bot.domain.library import parse
from bot.domain.objectives import Objective
from bot.domain.origins import Origin, OriginKind
from bot.domain.people import Language
from bot.domain.stages import Stage
from bot.domain.trials import MOST_IN_FORM, Conclusion, Trial, TrialForm
from bot.domain.wins import Source
from bot.i18n import Translator, translator
from bot.views import asking, ids, kit, library, proposals as views, tried
from bot.views.library import Results
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NAMES, NOW, PRACTICE, pasted

View = Callable[[Translator], Any]
PARIS = "Europe/Paris"
FORM = TrialForm(
    change="Un SMS avant <la réunion> & après.",
    why="Les clients pressés",
    ends_on=date(2026, 12, 16),
    signs="",
    people=("U1", "U2"),
    needs="Des numéros",
    channel_id="C1",
    born_of="practice:p1",
)
RUNNING = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Un SMS avant la réunion. Le soir, court.",
    why="Ceux qui ne lisent pas leurs e-mails",
    signs="Ils arrivent à l’heure",
    needs="",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW,
    stage=Stage.RUNNING,
)
STOPPED = replace(
    RUNNING,
    stage=Stage.CONCLUDED,
    conclusion=Conclusion.STOPPED,
    concluded_at=NOW,
    lesson="Le soir dérange : <jamais> après 18 h.",
)
OBJECTIVES = [
    Objective("o1", "T1", "C1", "d1", "U1", aim, "", "", date(2027, 3, 1), NOW, NOW)
    for aim in ("Être rappelés par les artisans", "Un accueil " + "très " * 30 + "chaleureux")
]
FOUND = views.Tried([PRACTICE, STOPPED], NAMES, PARIS)
QUERY = parse("sms kind:trial", NOW.date())


def results(t: Translator) -> Any:
    commands = ids.commands_for(t.language, list(Language))
    return library.results(t, commands, Results(QUERY, (RUNNING, STOPPED)), NAMES, PARIS)


def came_from(t: Translator, kind: OriginKind, title: str = "") -> str:
    return tried.origin_line(t, Origin(kind, title, LINK))


SHOWN: dict[str, View] = {
    "form": lambda t: views.proposal_modal(t, FORM),
    "form-blank": lambda t: views.proposal_modal(
        t, replace(FORM, change="", why="", needs="", channel_id="", born_of="")
    ),
    "form-serving": lambda t: views.proposal_modal(t, replace(FORM, objective_id="o1"), OBJECTIVES),
    "form-tried": lambda t: views.proposal_modal(t, FORM, (), FOUND, asked=True, shown=["x"]),
    "found": results,
    "answer": lambda t: asking.answer(
        t, Handed(Source("C1", "1.0"), "U2", "UB"), ("sms",), [STOPPED], NAMES
    ),
    "origin-practice": lambda t: came_from(t, OriginKind.PRACTICE, "Un <SMS>"),
    "origin-trial": lambda t: came_from(t, OriginKind.TRIAL, "Un <SMS>"),
    "origin-checkin": lambda t: came_from(t, OriginKind.CHECKIN),
    "origin-unlinked": lambda t: tried.origin_line(t, Origin(OriginKind.CHECKIN, "")),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"proposals/{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_slack_takes_the_longest(language: str) -> None:
    t = translator(language)
    long = replace(STOPPED, change="&" * 3000, lesson="&" * 3000, why="&" * 3000)
    form = replace(FORM, change="&" * 3000, people=tuple(f"U1{'A' * at}" for at in range(70)))
    shown = views.proposal_modal(
        t, form, OBJECTIVES, views.Tried([long, long, long], NAMES), shown=[long.subject] * 3
    )
    check_view(json.loads(json.dumps(shown)), "modal")
    found = library.results(t, ids.COMMANDS[Language.FRENCH], Results(QUERY, [long] * 5), NAMES)
    check_message(list(found.blocks))


def test_a_form_holds_as_many_people_as_an_amendment_leaves() -> None:
    assert kit.MOST_PEOPLE == MOST_IN_FORM


@pytest.mark.parametrize(
    "stage, said",
    [
        (Stage.PROPOSED, "Proposed"),
        (Stage.RUNNING, "Under way"),
        (Stage.DEBRIEFING, "nobody has said yet"),
        (Stage.CONCLUDED, "Stopped. What it taught us"),
    ],
)
def test_each_stage_is_said_in_a_line(stage: Stage, said: str) -> None:
    assert said in tried.outcome_line(translator("en"), replace(STOPPED, stage=stage))
