"""Every title, button, choice and hint fits where Slack shows it, in both languages."""

import ast
from collections.abc import Iterator

import pytest

from bot.i18n import translator
from tests.house.tree import parsed, python_files

LONGEST = {
    "modal.title": 24,
    "modal.submit": 24,
    "modal.close": 24,
    "button.label": 75,
    "option.label": 75,
    "header.text": 150,
    "text_input.placeholder": 150,
    "text_input.label": 2000,
    "text_input.hint": 2000,
    "channel_input.label": 2000,
    "people_input.label": 2000,
    "people_input.hint": 2000,
    "choice_input.label": 2000,
    "time_input.label": 2000,
    "asked_first.title": 100,
    "asked_first.text": 300,
    "asked_first.yes": 30,
    "asked_first.no": 30,
}
POSITIONS = {
    "modal": {1: "title"},
    "button": {0: "label"},
    "option": {0: "label"},
    "header": {0: "text"},
    "text_input": {2: "label"},
    "channel_input": {2: "label"},
    "people_input": {2: "label"},
    "choice_input": {2: "label"},
    "time_input": {2: "label"},
    "asked_first": {1: "title", 2: "text"},
}
"""Which argument of which piece of kit is what people read."""


def messages_in(expression: ast.expr) -> Iterator[str]:
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
            said = node.args[0]
            assert isinstance(said, ast.Constant)
            yield str(said.value)


def shown() -> Iterator[tuple[str, str]]:
    for path in python_files("bot/views"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from arguments(node, node.func.attr)


def arguments(call: ast.Call, piece: str) -> Iterator[tuple[str, str]]:
    if piece not in POSITIONS:
        return
    named = {POSITIONS[piece].get(place, ""): given for place, given in enumerate(call.args)}
    named |= {keyword.arg or "": keyword.value for keyword in call.keywords}
    for name, given in named.items():
        if f"{piece}.{name}" in LONGEST:
            yield from ((f"{piece}.{name}", message) for message in messages_in(given))


SHOWN = sorted(set(shown()))


def test_the_views_were_read() -> None:
    assert {place for place, _ in SHOWN} >= {"modal.title", "modal.submit", "button.label"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_fits(language: str) -> None:
    t = translator(language)
    too_long = [
        f"{place}: {t(message)!r} has {len(t(message))} characters"
        for place, message in SHOWN
        if len(t(message)) > LONGEST[place]
    ]
    assert not too_long


@pytest.mark.parametrize("language", ["fr", "en"])
def test_buttons_are_short_enough_for_a_telephone(language: str) -> None:
    t = translator(language)
    labels = [t(message) for place, message in SHOWN if place == "button.label"]
    assert not [label for label in labels if len(label) > 30]
