"""What people see of their answers to open questions, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.answers import Answer, AnswerAudience, Gathered
from bot.domain.checkins import CheckIn
from bot.domain.questions import BANK
from bot.i18n import Translator, translator
from bot.views import answers as views, kit
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NAMES, NOW, pasted

View = Callable[[Translator], Any]

TEAM, COACH, UNNAMED = AnswerAudience.TEAM, AnswerAudience.COACH, AnswerAudience.UNNAMED
CHECKIN = CheckIn("c1", "T1", "C1", "stuck-on", NOW, NOW + timedelta(days=2))
CLOSED = replace(CHECKIN, gathered_at=CHECKIN.closes_at)
GIVEN = Answer("a1", "T1", "c1", "U1", "Sur le devis de <Béta> & fils.\nQui saurait ?", NOW)
MORE = replace(GIVEN, answer_id="a2", text="Et sur le salon.")
TOMS = replace(GIVEN, answer_id="a3", user_id="U2", text="Nothing right now.")
FIVE = tuple(
    replace(GIVEN, answer_id=f"b{at}", user_id="", audience=UNNAMED, text=text)
    for at, text in enumerate(("Les priorités.", "Le CRM.", "Le temps.", "Rien.", "Le vendredi."))
)
ALL = Gathered(CLOSED, (GIVEN, MORE, TOMS), FIVE, (replace(TOMS, text="Now I am."),))
NOTHING = Gathered(CLOSED, (), (), ())
LONG = Gathered(
    CLOSED,
    tuple(replace(GIVEN, answer_id=f"a{at}", text="é & <b> " * 375) for at in range(9)),
    tuple(replace(each, text="un mot " * 400) for each in FIVE),
    (),
)


def asked(t: Translator) -> str:
    return t(BANK[CHECKIN.question_id])


def form(t: Translator, given: Answer | None, *more: AnswerAudience, coaches: str = "") -> kit.View:
    named = coaches.split(", ") if coaches else []
    return views.answer_modal(t, CHECKIN, asked(t), given, (TEAM, *more), named)


SHOWN: dict[str, View] = {
    "form": lambda t: form(t, None, COACH, UNNAMED, coaches="Camille, Priya"),
    "form-given": lambda t: form(t, replace(GIVEN, audience=UNNAMED), UNNAMED),
    "form-of-a-guest": lambda t: form(t, None),
    "form-late": lambda t: views.answer_modal(t, CLOSED, asked(t), GIVEN, (TEAM, COACH)),
    "kept": lambda t: views.kept_modal(t, CHECKIN, TEAM, "Europe/Paris"),
    "kept-for-coach": lambda t: views.kept_modal(t, CHECKIN, COACH, "Europe/Paris"),
    "kept-without-a-name": lambda t: views.kept_modal(t, CHECKIN, UNNAMED, "Europe/Paris"),
    "kept-late": lambda t: views.kept_modal(t, CLOSED, TEAM, "Europe/Paris"),
    "taken-back": views.taken_back_modal,
    "not-taken-back": views.not_taken_back_modal,
    "gathering": lambda t: views.gathering(t, asked(t), ALL, NAMES, {}),
    "gathering-taken-back": lambda t: views.gathering(t, asked(t), NOTHING, NAMES, {}),
    "for-coach": lambda t: views.for_coach(t, asked(t), [GIVEN, TOMS], NAMES),
    "for-coach-taken-back": lambda t: views.for_coach(t, asked(t), [], NAMES),
    "untold-unnamed": lambda t: views.untold(t, asked(t), FIVE[0], has_coach=True),
    "untold-coach": lambda t: views.untold(
        t, asked(t), replace(GIVEN, audience=COACH), has_coach=False
    ),
    "settled-team": lambda t: views.settled(t, GIVEN),
    "settled-coach": lambda t: views.settled(t, replace(GIVEN, audience=COACH)),
    "settled-left": lambda t: views.settled(t, None),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"answers/{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_long_answers_go_on_in_the_thread() -> None:
    whole = views.gathering(translator("fr"), "Une question ?", LONG, NAMES, {})
    parts = [whole, *whole.continued]
    assert len(parts) > 2
    for part in parts:
        check_message(json.loads(json.dumps(part.blocks)))
    assert "".join(part.text for part in parts).count("un mot") == 5 * 400


def test_many_coaches_are_not_cut_in_the_middle_of_a_name() -> None:
    coaches = ", ".join(f"Coach with a long name {at}" for at in range(9))
    made = form(translator("en"), None, COACH, coaches=coaches)
    assert "My coach only" in json.dumps(made)
    assert "long name" not in json.dumps(made)


def test_what_was_left_without_a_name_is_not_offered_under_it() -> None:
    """Nobody tells by name, by mistake, what they had written without one."""
    made = form(translator("en"), replace(GIVEN, audience=UNNAMED), COACH)
    assert "initial_value" not in json.dumps(made)
