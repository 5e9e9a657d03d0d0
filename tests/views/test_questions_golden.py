"""What people see of the questions of their channel, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.opening import Fault, Offer
from bot.domain.own_questions import LONGEST_QUESTION, MOST_OWN, Choice, OwnQuestion
from bot.domain.questions import BANK
from bot.i18n import Translator, translator
from bot.views import kit, questions as views
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NOW, pasted

View = Callable[[Translator], Any]

MINE = OwnQuestion("own-1", "T1", "C1", "U1", "Et les gîtes <ruraux> & les *autres* ?", NOW)
THEIRS = replace(MINE, question_id="own-2", author_id="U2", words="What about lodges?")
ASIDE = replace(MINE, question_id="own-3", words="Et le salon ?")
CHOICE = Choice("C1", (MINE, THEIRS, ASIDE), {"own-3", "where-rub"}, {})
NOTHING = Choice("C1", (), set(BANK), {})
PLAIN = Choice("C1", (), (), {})
LONG = replace(MINE, words="<&>" * (LONGEST_QUESTION // 3))
FULL = Choice(
    "C1",
    [replace(LONG, question_id=f"own-{at}") for at in range(MOST_OWN)],
    {*BANK, *(f"own-{at}" for at in range(0, MOST_OWN, 2))},
    {},
)
OFFER = Offer("De 1 à 10, <quelle> note ?", Fault.SCALE, "Qu’est-ce qui va bien ?")


def offered(t: Translator, offer: Offer) -> kit.View:
    submitted = {**views.question_modal(t, "C1"), "state": {"values": {}}}
    return views.offer_modal(t, submitted, offer)


SHOWN: dict[str, View] = {
    "page": lambda t: views.questions_modal(t, CHOICE, "U1"),
    "page-plain": lambda t: views.questions_modal(t, PLAIN, "U1"),
    "page-nothing-left": lambda t: views.questions_modal(t, NOTHING, "U1"),
    "form": lambda t: views.question_modal(t, "C1"),
    "form-correct": lambda t: views.question_modal(t, "C1", MINE),
    "offer-scale": lambda t: offered(t, OFFER),
    "offer-figure": lambda t: offered(t, replace(OFFER, fault=Fault.FIGURE)),
    "offer-ranks": lambda t: offered(t, replace(OFFER, fault=Fault.RANKS)),
    "remark": lambda t: views.remark_modal(t, MINE),
    "let-back": lambda t: views.let_back_modal(t, CHOICE),
    "let-back-none": lambda t: views.let_back_modal(t, PLAIN),
    "used-up": views.used_up,
}
LARGE: dict[str, View] = {
    "page": lambda t: views.questions_modal(t, FULL, "U1"),
    "form": lambda t: views.question_modal(t, "C1", LONG),
    "offer": lambda t: offered(t, replace(OFFER, words="<" * 300, instead="&" * 400)),
    "remark": lambda t: views.remark_modal(t, LONG),
    "let-back": lambda t: views.let_back_modal(t, FULL),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"questions/{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", [*SHOWN.values(), *LARGE.values()], ids=[*SHOWN, *LARGE])
def test_slack_takes_it(view: View, language: str) -> None:
    made = view(translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_nobody_is_named() -> None:
    for name in ("page", "let-back"):
        said = json.dumps(SHOWN[name](translator("en")))
        assert "U1" not in said
        assert "U2" not in said
