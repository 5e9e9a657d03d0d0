"""What people see of searches, answers and what they hand to the bot, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.asking import ChannelQuestion, Handed
from bot.domain.library import LONGEST_SEARCH, Kind, Query, parse
from bot.domain.people import Language
from bot.domain.wins import Source
from bot.i18n import Translator, translator
from bot.views import asking, ids, kit, library
from bot.views.library import Results
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NAMES, NOW, PRACTICE, WIN, pasted

View = Callable[[Translator], Any]
HANDED = Handed(Source("C1", "1700000000.000100"), "U2", "UBOT")
FILTERED = replace(
    parse("relance #sms team:ventes since:2026-09 until:2026-10", NOW.date()),
    kinds=frozenset({Kind.PRACTICE}),
)
QUESTION = ChannelQuestion("q1", "T1", "C1", "U2", "prix <ferme> & remise", NOW)


def commands(t: Translator) -> ids.Commands:
    return ids.commands_for(t.language, list(Language))


def found(typed: str, *items: Any, **more: Any) -> View:
    return results(Results(parse(typed, NOW.date()), items, **more))


def results(shown: Results) -> View:
    return lambda t: library.results(t, commands(t), shown, NAMES, "Europe/Paris")


SHOWN: dict[str, View] = {
    "library/results": found("sms & client", PRACTICE, WIN, page=1, has_more=True),
    "library/results-in-direct": found("sms", PRACTICE, may_share=False),
    "library/latest": found("", PRACTICE, WIN),
    "library/filtered": results(Results(FILTERED, (PRACTICE,))),
    "library/corrected": found("relanse", PRACTICE, looked_for=("relance",), was_cut=True),
    "library/no-word": found("!?", has_words=False),
    "library/nothing": found("fax", may_ask=True),
    "library/nothing-in-direct": found("fax", may_share=False),
    "library/nothing-yet": found("", may_ask=True),
    "library/win": lambda t: library.win_modal(
        t, WIN, NAMES, teams=("Ventes", "Marketing"), link=LINK
    ),
    "library/win-imported": lambda t: library.win_modal(
        t, replace(WIN, people=(), channel_id="", enablers="", customer=""), {}
    ),
    "asking/answer": lambda t: asking.answer(t, HANDED, ("sms",), [PRACTICE], NAMES, "bulb"),
    "asking/answer-nothing": lambda t: asking.answer(t, HANDED, ("fax",), [], {}, "pepite"),
    "asking/answer-without-reactions": lambda t: asking.answer(t, HANDED, (), [], {}),
    "asking/answer-withdrawn": lambda t: asking.answer(
        t, HANDED, (), [], {}, "bulb", has_changed=True
    ),
    "asking/answer-to-others": asking.for_others,
    "asking/offer": lambda t: asking.offer(
        t, replace(HANDED, is_direct=True), "On a signé <Béta> !\nGrâce à Tom."
    ),
    "asking/question": lambda t: asking.channel_question(t, QUESTION, "bulb"),
    "asking/asked": asking.channel_asked,
    "asking/opening": lambda t: asking.opening_modal(t, t("Pass on a tip")),
    "asking/unreadable": lambda t: asking.unreadable_modal(t, t("Share a win")),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    check(SHOWN[name](translator(language)))


def check(made: Any) -> None:
    if isinstance(made, dict):
        check_view(made, made["type"])
    elif isinstance(made, kit.Message):
        for part in (made, *made.continued):
            check_message(json.loads(json.dumps(part.blocks)))


@pytest.mark.parametrize("character", ["&", "<", '"', "\\", "🎉", "é", "\u202e"])
def test_slack_takes_the_longest(character: str) -> None:
    """Titles, searches, names and stories that are as long as they can be."""
    t = translator("fr")
    practice = replace(PRACTICE, title=character * 120, what=character * 3000, situation="")
    win = replace(WIN, story=character * 3000, people=tuple(f"U{n}" for n in range(50)))
    names = {"U1": character * 80} | dict.fromkeys(win.people, character * 80)
    query = Query(typed=character * LONGEST_SEARCH, words=("word",), tags=(character * 190,))
    page = Results(query, (practice, win, practice, win, practice), page=1, has_more=True)
    check(library.results(t, commands(t), page, names))
    check(library.results(t, commands(t), replace(page, items=(), may_ask=True), names))
    check(library.win_modal(t, win, names, link=LINK, teams=(character * 40,) * 9))
    check(asking.answer(t, HANDED, (), [practice] * 3, names))
    check(asking.offer(t, HANDED, character * 3000))
    check(asking.channel_question(t, replace(QUESTION, words=character * LONGEST_SEARCH)))


def test_a_button_takes_the_longest_search() -> None:
    page = Results(Query(typed='\\"' * (LONGEST_SEARCH // 2)), (PRACTICE,), has_more=True)
    t = translator("en")
    message = library.results(t, commands(t), page, NAMES)
    value = message.blocks[-1]["elements"][-1]["value"]
    assert len(value) <= 2000
    assert library.page_of_action(value) == (page.query.typed, 1)


def test_a_date_is_said_in_the_readers_words() -> None:
    query = Query(typed="x", words=("x",), since=date(2026, 9, 1))
    message = library.results(
        translator("fr"), ids.COMMANDS[Language.FRENCH], Results(query, (PRACTICE,)), NAMES
    )
    assert "depuis le 1 septembre 2026" in message.text
