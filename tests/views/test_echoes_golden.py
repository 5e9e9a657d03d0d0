"""What people see of echoes and of the question whether a practice holds, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.echoes import Echo
from bot.domain.freshness import question_about
from bot.i18n import Translator, translator
from bot.views import echoes, freshness, kit, practices
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NAMES, NOW, PRACTICE, pasted

ECHO = Echo(
    echo_id="e1",
    team_id="T1",
    practice_id=PRACTICE.practice_id,
    author_id="U2",
    situation="Béta & fils, avant la démo.",
    happened="Ils ont répondu <aussitôt> :\n« À demain ! »",
    changed="Je l’ai envoyé le matin.",
    tried_at=NOW,
)
BARE = replace(ECHO, echo_id="e2", author_id="U1", situation="", changed="", tried_at=NOW)
ASKED = question_about(PRACTICE)


def page(t: Translator, told: list[Echo], reader_id: str, skipped: int = 0) -> kit.View:
    shown = echoes.on_page(t, PRACTICE, told, reader_id, skipped=skipped)
    return practices.practice_modal(t, PRACTICE, echoes=shown)


def many() -> list[Echo]:
    """Return more echoes than a page holds, some of them as long as a form takes."""
    long = "é & <b> 😀 " * 300
    told = replace(ECHO, situation=long[:3000], happened=long[:3000], changed=long[:3000])
    return [
        replace(told if number % 3 else BARE, tried_at=NOW - timedelta(days=number))
        for number in range(120)
    ]


SHOWN: dict[str, Callable[[Translator], Any]] = {
    "echoes/form": lambda t: echoes.echo_modal(t, PRACTICE),
    "echoes/form-to-correct": lambda t: echoes.echo_modal(t, PRACTICE, ECHO),
    "echoes/take-back": lambda t: echoes.take_back_modal(t, PRACTICE, ECHO),
    "echoes/page": lambda t: page(t, [ECHO, BARE], "U1"),
    "echoes/page-untried": lambda t: page(t, [], "U1"),
    "echoes/card": lambda t: practices.practice_card(
        t, PRACTICE, echoes=echoes.on_card(t, [ECHO, BARE], NAMES)
    ),
    "echoes/word-to-author": lambda t: echoes.word_to_author(t, PRACTICE, ECHO),
    "echoes/word-to-author-bare": lambda t: echoes.word_to_author(t, PRACTICE, BARE),
    "echoes/word-taken-back": echoes.word_taken_back,
    "freshness/question-to-author": lambda t: freshness.question(t, PRACTICE, ASKED, "U1"),
    "freshness/question-to-who-tried": lambda t: freshness.question(t, PRACTICE, ASKED, "U2"),
    "freshness/question-doubted": lambda t: freshness.question(t, PRACTICE, ASKED, "U1", "U2"),
    "freshness/told-its-author": lambda t: freshness.told_its_author(t, PRACTICE, "U1"),
    "freshness/held": lambda t: freshness.held(t, PRACTICE),
    "freshness/gone": freshness.gone,
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    check(SHOWN[name](translator(language)))


def check(made: kit.View | kit.Message) -> None:
    """Let Slack's rules judge a page or a message."""
    if isinstance(made, dict):
        check_view(made, made["type"])
        return
    for part in (made, *made.continued):
        check_message(json.loads(json.dumps(part.blocks)))


def test_every_echo_of_a_long_list_is_on_some_page() -> None:
    t, told = translator("fr"), many()
    skipped, pages, seen = 0, 0, ""
    while True:
        view = page(t, told, "U1", skipped)
        check(view)
        seen += json.dumps(view, ensure_ascii=False)
        pages += 1
        following = [
            e for e in view["blocks"][-1]["elements"] if e["action_id"].endswith("earlier")
        ]
        if not following:
            break
        practice_id, further = echoes.place_of_action(following[0]["value"])
        assert practice_id == PRACTICE.practice_id
        assert further > skipped
        skipped = further
    assert pages > 2
    for echo in told:
        assert t.date(echo.tried_at) in seen


def test_a_page_says_when_it_is_not_the_first() -> None:
    t = translator("fr")
    *_, turns = page(t, many(), "U1", 100)["blocks"]
    assert turns["elements"][-1]["text"]["text"] == "Les derniers échos"


def test_an_echo_of_the_longest_kind_reaches_the_author_whole() -> None:
    longest = replace(ECHO, situation="s" * 3000, happened="<" * 3000, changed="c" * 3000)
    made = echoes.word_to_author(translator("en"), PRACTICE, longest)
    check(made)
    said = json.dumps([part.blocks for part in (made, *made.continued)])
    assert said.count("&lt;") == 3000
    assert said.count("s" * 100) >= 29


def test_only_ones_own_echo_has_a_menu() -> None:
    blocks = page(translator("en"), [ECHO, BARE], "U1")["blocks"]
    menus = [b["accessory"]["options"][0]["value"] for b in blocks if "accessory" in b]
    assert menus == ["correct:e2"]


def test_a_question_goes_through_its_button_unharmed() -> None:
    asked = replace(ASKED, since=NOW + timedelta(microseconds=123))
    made = freshness.question(translator("en"), PRACTICE, asked, "U1")
    value = made.blocks[-1]["elements"][0]["value"]
    assert freshness.question_of_action(value) == asked


def test_a_long_title_fits() -> None:
    wide = replace(PRACTICE, title="&" * 120, situation="<" * 3000)
    for made in (
        freshness.question(translator("fr"), wide, ASKED, "U1"),
        echoes.word_to_author(translator("fr"), wide, ECHO),
        echoes.take_back_modal(translator("fr"), wide, ECHO),
    ):
        check(made)
