"""Small rules that look at one value each, and what they find, worded as Slack words it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.nouns import Json

Surface = Literal["message", "modal", "home"]
_ADDRESS = re.compile(r"(?:https?|mailto|slack|tel):\S+")


@dataclass
class Findings:
    """Gather what is wrong with one message or view."""

    surface: Surface
    messages: list[str] = field(default_factory=list)

    def add(self, pointer: str, what: str) -> None:
        """Note one fault, with the JSON pointer of where it is."""
        self.messages.append(f"{what} [json-pointer:{pointer}]")


Rule = Callable[[Any, str, Findings], None]


@dataclass(frozen=True)
class Shape:
    """Hold the fields an object may have, those it must have, and what joins them."""

    fields: dict[str, Rule]
    required: tuple[str, ...] = ()
    also: Rule | None = None
    """A rule about several fields together."""
    loose: bool = False
    """Whether unknown fields are let through."""


def check_shape(shape: Shape, value: Any, at: str, found: Findings) -> None:
    """Look at an object: its fields, what is missing, what does not belong."""
    if not isinstance(value, dict):
        found.add(at, "must provide an object")
        return
    for name in shape.required:
        if value.get(name) is None:
            found.add(at, f"missing required field: {name}")
    for name, given in value.items():
        _check_field(shape, name, given, at, found)
    if shape.also:
        shape.also(value, at, found)


def _check_field(shape: Shape, name: str, given: Any, at: str, found: Findings) -> None:
    if name in shape.fields:
        if given is not None:
            shape.fields[name](given, f"{at}/{name}", found)
    elif name != "type" and not shape.loose:
        found.add(at, f"invalid additional property: {name}")


def an(shape: Shape) -> Rule:
    """Want an object of this shape."""
    return lambda value, at, found: check_shape(shape, value, at, found)


def string(most: int, least: int = 0) -> Rule:
    """Want a string no shorter and no longer than this."""

    def look(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.add(at, "must provide a string")
        elif len(value) > most:
            found.add(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            found.add(at, f"must be more than {least - 1} characters")

    return look


def address(most: int = 3000) -> Rule:
    """Want a URL."""

    def look(value: Any, at: str, found: Findings) -> None:
        string(most, 1)(value, at, found)
        if isinstance(value, str) and value and not _ADDRESS.fullmatch(value):
            found.add(at, "must be a valid URL")

    return look


def matching(pattern: str, what: str) -> Rule:
    """Want a string of this form."""

    def look(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            found.add(at, what)

    return look


def among(*allowed: str) -> Rule:
    """Want one of these words."""

    def look(value: Any, at: str, found: Findings) -> None:
        if value not in allowed:
            found.add(at, "must be a valid enum value")

    return look


def boolean(value: Any, at: str, found: Findings) -> None:
    """Want true or false."""
    if not isinstance(value, bool):
        found.add(at, "must provide a boolean")


def number(least: int, most: int | None = None) -> Rule:
    """Want a whole number in these bounds."""

    def look(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            found.add(at, "must provide an integer")
        elif value < least:
            found.add(at, f"must be greater than {least - 1}")
        elif most is not None and value > most:
            found.add(at, f"must be less than {most + 1}")

    return look


def listing(rule: Rule, most: int, least: int = 1) -> Rule:
    """Want a list of so many things, each keeping to `rule`."""

    def look(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, list):
            found.add(at, "must provide an array")
            return
        if len(value) > most:
            found.add(at, f"no more than {most} items allowed")
        if len(value) < least:
            found.add(at, f"no less than {least} items required")
        for index, item in enumerate(value):
            rule(item, f"{at}/{index}", found)

    return look


def text(*kinds: str, most: int = 3000) -> Rule:
    """Want a text object of one of these kinds, neither empty nor too long."""

    def look(value: Any, at: str, found: Findings) -> None:
        if not isinstance(value, dict):
            found.add(at, "must provide an object")
            return
        if value.get("type") not in kinds:
            found.add(f"{at}/type", "must be a valid enum value")
            return
        check_shape(_text_shape(value["type"], most), value, at, found)

    return look


def _text_shape(kind: str, most: int) -> Shape:
    extra = "emoji" if kind == "plain_text" else "verbatim"
    return Shape({"text": string(most, 1), extra: boolean}, required=("text",))


def plain(most: int) -> Rule:
    """Want a plain_text object."""
    return text("plain_text", most=most)


def any_text(most: int = 3000) -> Rule:
    """Want a plain_text or mrkdwn object."""
    return text("plain_text", "mrkdwn", most=most)


def anything(value: Any, at: str, found: Findings) -> None:
    """Want nothing in particular."""


def every_text(value: Any) -> int:
    """Count the characters of all the text in some blocks."""
    if isinstance(value, list):
        return sum(every_text(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = len(value["text"]) if isinstance(value.get("text"), str) else 0
    return own + sum(every_text(item) for item in value.values())


def one_of_fields(*names: str) -> Rule:
    """Want exactly one of these fields."""

    def look(value: Json, at: str, found: Findings) -> None:
        given = [name for name in names if value.get(name) is not None]
        if not given:
            found.add(at, f"missing required field: {names[0]}")
        elif len(given) > 1:
            found.add(at, f"only one of {', '.join(names)} is allowed")

    return look
