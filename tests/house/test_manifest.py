"""What the code listens to is what the manifest declares, no more and no less."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from slack_bolt.async_app import AsyncApp

import handlers
from bot.domain.people import Language
from bot.manifest import manifest
from handlers.gate import HANDLED_EVENTS
from tests.house.tree import parsed, python_files, text

MANIFESTS = [manifest(language) for language in Language]


def listened_to(kind: str) -> set[str]:
    """Return what listeners of a kind (command, shortcut, event, action…) wait for."""
    app = AsyncApp(token="xoxb-none", signing_secret="none")
    handlers.register(app)
    return {
        awaited
        for listener in app._async_listeners
        for matcher in listener.matchers
        for name, awaited in constraints(matcher)
        if name == kind
    }


def constraints(matcher: object) -> Iterator[tuple[str, str]]:
    """Yield the kind and the value that one of Bolt's own matchers compares with."""
    made_here = inspect.getclosurevars(getattr(matcher, "func", constraints)).nonlocals.get("func")
    if not inspect.isfunction(made_here):
        return  # a matcher of ours, which narrows one of Bolt's
    kind = made_here.__qualname__.split(".")[0]
    for value in inspect.getclosurevars(made_here).nonlocals.values():
        if isinstance(value, str):
            yield kind, value
        elif isinstance(value, dict):
            yield kind, value["type"]


def declared(feature: str, name: str) -> set[str]:
    return {item[name] for made in MANIFESTS for item in made["features"][feature]}


def test_every_command_is_declared_in_one_language_or_the_other() -> None:
    assert listened_to("command") == declared("slash_commands", "command")


def test_every_shortcut_is_declared() -> None:
    assert listened_to("shortcut") == declared("shortcuts", "callback_id")


def test_every_event_is_subscribed_to() -> None:
    subscribed = {
        event.split(".")[0]
        for made in MANIFESTS
        for event in made["settings"]["event_subscriptions"]["bot_events"]
    }
    assert listened_to("event") == subscribed == HANDLED_EVENTS


def test_every_variable_of_the_environment_is_documented() -> None:
    """Beside the settings, which have a test of their own."""
    manual = text(Path("docs/operating.md"))
    assert {"PORT"} <= read_from_the_environment()
    assert not [name for name in read_from_the_environment() if f"`{name}`" not in manual]


def read_from_the_environment() -> set[str]:
    strings = {
        node.args[0].value
        for path in python_files("bot", "handlers", "storage", "migrations")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and re.search(r"\b(environ\.(get|pop)|getenv)$", ast.unparse(node.func))
        and isinstance(node.args[0], ast.Constant)
    }
    return {str(name) for name in strings}
