"""What is on somebody's screen, as words for a terminal: names instead of ids, emoji as emoji."""

import html
import re
import textwrap
from collections.abc import Iterator

from sandbox.emoji import STANDARD
from sandbox.nouns import Json, Message, View
from sandbox.workspace import Workspace

WIDTH = 92

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_EMOJI = re.compile(r":([a-z0-9_+'-]+):")
_MARKUP = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")


class Prose:
    """Puts into words what the workspace shows."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def message(self, message: Message) -> str:
        """Return a message as its reader sees it, its buttons included."""
        if not message.bot_id or not message.blocks:
            return self._plain(message.text)
        return "\n".join(line for block in message.blocks for line in self._block(block))

    def view(self, view: View) -> str:
        """Return a modal or a Home tab, with what is entered in its fields."""
        entered = {
            place: state for fields in view.values.values() for place, state in fields.items()
        }
        lines = [view.title]
        for block in view.blocks:
            if block["type"] == "input":
                state = entered.get(block["element"]["action_id"], {})
                lines.append(f"{block['label']['text']} · {self._entered(state)}".rstrip(" ·"))
            else:
                lines += self._block(block)
        return "\n".join(line for line in lines if line)

    def _block(self, block: Json) -> Iterator[str]:
        if block["type"] in ("section", "header"):
            yield self._plain(block["text"]["text"])
            if "accessory" in block:
                yield _buttons([block["accessory"]])
        elif block["type"] == "context":
            yield " ".join(self._plain(e.get("text", "")) for e in block["elements"])
        elif block["type"] == "actions":
            yield _buttons(block["elements"])

    def _plain(self, mrkdwn: str) -> str:
        text = html.unescape(_TOKEN.sub(self._name, mrkdwn))
        text = _EMOJI.sub(lambda found: STANDARD.get(found[1], found[0]), text)
        return _MARKUP.sub(r"\2", text)

    def _name(self, token: "re.Match[str]") -> str:
        sigil, target, label = token.groups()
        if sigil == "@":
            return f"@{self._workspace.person(target).name}"
        if sigil == "#":
            return f"#{self._workspace.channel(target).name}"
        return label or target

    def _entered(self, state: Json) -> str:
        chosen = state.get("selected_option") or {}
        people = [self._workspace.person(p).name for p in state.get("selected_users") or []]
        room = state.get("selected_conversation")
        found = [
            state.get("value"),
            chosen.get("text", {}).get("text"),
            ", ".join(people),
            f"#{self._workspace.channel(room).name}" if room else None,
            state.get("selected_time"),
        ]
        return next((words for words in found if words), "")


def quoted(text: str, margin: str) -> str:
    """Return words wrapped for a terminal, each line after a margin."""
    lines = [
        wrapped
        for line in text.split("\n")
        for wrapped in (textwrap.wrap(line, WIDTH, break_long_words=False) or [""])
    ]
    return "\n".join((margin + line).rstrip() for line in lines)


def _buttons(elements: list[Json]) -> str:
    return " ".join(f"[{_label(element)}]" for element in elements)


def _label(element: Json) -> str:
    if element["type"] == "overflow":
        return "⋯"
    shown: Json = element.get("text") or element.get("placeholder") or {}
    return str(shown.get("text", element["type"]))
