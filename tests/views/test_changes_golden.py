"""What people see when a practice or a win changes after it was told, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.sources import DELETED, Outcome, Question, Told
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.i18n import Translator, translator
from bot.views import kit, practice_changes as changes, practices, sources, wins
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NOW, PRACTICE, WIN, pasted

View = Callable[[Translator], Any]
PASSED_ON = replace(PRACTICE, source=Source("C1", "1700000000.000100"), people=("U1", "U2"))
PRIVATE = replace(PASSED_ON, audience=Audience.CHANNEL)


def asked(told: Told, change: str) -> Question:
    return Question(told.subject, Source("C1", "1700000000.000100"), change, "U1")


def settled(outcome: Outcome) -> View:
    return lambda t: sources.settled(t, outcome)


SHOWN: dict[str, View] = {
    "practices/card-passed-on": lambda t: practices.practice_card(t, PASSED_ON, link=LINK),
    "practices/card-together": lambda t: practices.practice_card(
        t, replace(PASSED_ON, source=None)
    ),
    "practices/card-of-nobody": lambda t: practices.practice_card(
        t, replace(PRACTICE, author_id="", people=())
    ),
    "practices/card-withdrawn": lambda t: practices.practice_card(
        t, replace(PRACTICE, withdrawn_at=NOW, title="", what="")
    ),
    "practices/card-narrowed": lambda t: practices.practice_card(t, PRIVATE, posted_in="C2"),
    "practices/page-of-its-people": lambda t: practices.practice_modal(
        t, PASSED_ON, may_change=True
    ),
    "practices/revise": lambda t: changes.revise_practice_modal(t, PRACTICE),
    "practices/revise-long": lambda t: changes.revise_practice_modal(
        t, replace(PRACTICE, what="mot " * 800)
    ),
    "wins/revise-long": lambda t: wins.revise_win_modal(t, replace(WIN, story="mot " * 800)),
    "practices/withdraw": lambda t: changes.withdraw_practice_modal(t, PRACTICE),
    "practices/show": lambda t: changes.show_practice_modal(t, PRACTICE, may_be_everyone=True),
    "practices/show-private": lambda t: changes.show_practice_modal(
        t, PRIVATE, may_be_everyone=False
    ),
    "sources/edited": lambda t: sources.edited_question(
        t, PASSED_ON, asked(PASSED_ON, "1.3"), "Un appel & <rien> d’autre.\nC’est tout.", LINK
    ),
    "sources/edited-without-link": lambda t: sources.edited_question(
        t, WIN, asked(WIN, "1.3"), "Béta a signé.", None
    ),
    "sources/deleted": lambda t: sources.deleted_question(t, WIN, asked(WIN, DELETED)),
    **{f"sources/{outcome.value}": settled(outcome) for outcome in Outcome},
    "wins/card-of-a-message": lambda t: wins.win_card(t, WIN, link=LINK),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_what_is_kept_in_private_is_shown_in_its_own_channel() -> None:
    card = practices.practice_card(translator("fr"), PRIVATE, posted_in="C1")
    assert PRIVATE.title in card.text


def test_others_are_offered_no_change() -> None:
    page = practices.practice_modal(translator("en"), PRACTICE)
    assert "practices.menu" not in json.dumps(page)


def test_a_button_carries_its_question() -> None:
    question = asked(WIN, "1.3")
    shown = sources.edited_question(translator("en"), WIN, question, "words", LINK)
    assert sources.question_of_action(shown.blocks[-1]["elements"][0]["value"]) == question
