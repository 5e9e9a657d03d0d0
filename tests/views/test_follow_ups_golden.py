"""What people see of words that are taken up, until something comes of them, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.answers import Answer, Gathered
from bot.domain.checkins import CheckIn
from bot.domain.follow_ups import Became, FollowUp
from bot.i18n import Translator, translator
from bot.views import follow_ups as views, kit
from bot.views.answers import gathering
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NAMES, NOW, pasted

View = Callable[[Translator], Any]

OPEN = FollowUp(
    follow_up_id="f1",
    team_id="T1",
    checkin_id="c1",
    answer_id="a1",
    channel_id="C1",
    author_id="U1",
    words="Des devis plus courts & <lisibles>.\nUne page, pas trois.",
    opened_at=NOW,
)
SOMETHING = replace(
    OPEN,
    became=Became.SOMETHING,
    outcome="Un modèle d’une page, dans le dossier commun.",
    closed_by="U2",
    closed_at=NOW + timedelta(days=2),
)
NOTHING = replace(SOMETHING, became=Became.NOTHING, outcome="Le service juridique tient au détail.")
AGAIN = replace(SOMETHING, became=Became.OPEN, closed_at=None)
UNNAMED = replace(OPEN, author_id="")
GONE = replace(OPEN, words="", author_id="", became=Became.WITHDRAWN, closed_at=NOW)
GONE_SINCE = replace(SOMETHING, words="", author_id="")
MANY = [replace(OPEN, follow_up_id=f"f{at}") for at in range(2 * views.PAGE + 1)]

ANSWER = Answer("a1", "T1", "c1", "U1", OPEN.words, NOW)
SECOND = replace(ANSWER, answer_id="a2", text="Moins de diapositives.")
THIRD = replace(ANSWER, answer_id="a3", user_id="U2", text="A one-page template?")
FOURTH = replace(THIRD, answer_id="a4", text="And who keeps it?")
ANSWERS = (ANSWER, SECOND, THIRD, FOURTH)
CHECKIN = CheckIn("c1", "T1", "C1", "q1", NOW, NOW, gathered_at=NOW)
GATHERED = Gathered(CHECKIN, ANSWERS, (), ())
TAKEN_UP = {"a1": OPEN, "a2": SOMETHING, "a4": GONE}

SHOWN: dict[str, View] = {
    "gathering": lambda t: gathering(t, "Qui ?", GATHERED, NAMES, TAKEN_UP),
    "card-open": lambda t: views.card(t, OPEN, NAMES),
    "card-unnamed": lambda t: views.card(t, UNNAMED, NAMES),
    "card-something": lambda t: views.card(t, SOMETHING, NAMES),
    "card-nothing": lambda t: views.card(t, NOTHING, NAMES),
    "card-again": lambda t: views.card(t, AGAIN, NAMES),
    "card-withdrawn": lambda t: views.card(t, GONE, NAMES),
    "card-withdrawn-since": lambda t: views.card(t, GONE_SINCE, NAMES),
    "told-something": lambda t: views.told(t, SOMETHING, NAMES),
    "told-nothing": lambda t: views.told(t, NOTHING, NAMES),
    "told-withdrawn-since": lambda t: views.told(t, GONE_SINCE, NAMES),
    "told-again": views.opened_again,
    "word": lambda t: views.word_to_author(t, SOMETHING, NAMES),
    "word-taken-back": views.word_taken_back,
    "close": lambda t: views.close_modal(t, OPEN),
    "close-unnamed": lambda t: views.close_modal(t, UNNAMED, page="C1:0"),
    "correct": lambda t: views.close_modal(t, NOTHING, is_correction=True),
    "list": lambda t: views.list_modal(t, "C1", [OPEN, UNNAMED]),
    "list-empty": lambda t: views.list_modal(t, "C1", []),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"follow_ups/{name}-{language}", pasted(SHOWN[name](translator(language))))


LONG: dict[str, View] = {
    "card": lambda t: views.card(t, long(OPEN), NAMES),
    "closed": lambda t: views.card(t, long(SOMETHING), NAMES),
    "told": lambda t: views.told(t, long(SOMETHING), NAMES),
    "word": lambda t: views.word_to_author(t, long(SOMETHING), NAMES),
    "close": lambda t: views.close_modal(t, long(OPEN)),
    "list": lambda t: views.list_modal(t, "C1", [long(OPEN)] * 50, 20),
}


def long(follow_up: FollowUp) -> FollowUp:
    return replace(follow_up, words="<mot> & " * 4000, outcome=follow_up.outcome and "&" * 3000)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", [*SHOWN.values(), *LONG.values()], ids=[*SHOWN, *LONG])
def test_slack_takes_it(view: View, language: str) -> None:
    made = view(translator(language))
    if isinstance(made, kit.Message):
        assert not made.continued, "a card is one message"
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_long_words_are_whole_in_the_form_and_short_on_the_card() -> None:
    t, follow_up = translator("fr"), replace(OPEN, words="un mot " * 2000)
    form = views.close_modal(t, follow_up)
    said = " ".join(block["text"]["text"] for block in form["blocks"] if block["type"] == "section")
    assert " ".join(said.split()).count("un mot") == 2000
    assert "…" in views.card(t, follow_up, NAMES).text


def test_the_list_goes_on_page_by_page() -> None:
    t = translator("en")
    first, last = views.list_modal(t, "C1", MANY), views.list_modal(t, "C1", MANY, 2 * views.PAGE)
    assert [button["value"] for button in first["blocks"][-1]["elements"]] == [f"C1:{views.PAGE}"]
    assert [button["value"] for button in last["blocks"][-1]["elements"]] == ["C1:0"]
    assert len(last["blocks"]) == 2


def test_a_page_that_is_done_meanwhile_is_the_first_one() -> None:
    assert views.list_modal(translator("en"), "C1", [OPEN], 20)["blocks"][0]["type"] == "section"
