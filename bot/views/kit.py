"""Block Kit in small pieces, within Slack's limits; people's words are escaped here only."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.words import shortened

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]
Item = tuple[str, list[Block]]
"""Something to tell: its text for screen readers, its blocks for the eye."""

SECTION = 3000
"""The most characters that a section takes."""
MESSAGE = 9000
"""The most characters that we put in one message; Slack refuses from about 11,000."""
MESSAGE_BLOCKS = 50
TITLE = 24
MOST_PEOPLE = 50
"""The most people that a field takes: so many still fit in one line of a card."""
_FORCED_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks for the eye, and the whole of it as text for screen readers."""

    text: str
    blocks: tuple[Block, ...]
    continued: tuple["Message", ...] = ()
    """What did not fit, told in the thread."""


def escape(words: str) -> str:
    """Return people's words so that Slack shows them as they are: no mention, no link, no markup.

    Characters that force a direction are left out: they would turn round what follows.
    """
    words = _FORCED_DIRECTION.sub("", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_within(words: str, longest: int) -> str:
    """Return people's words escaped, and shortened at a word so that they fit even then."""
    short = shortened(words, longest)
    while (excess := len(escape(short)) - longest) > 0:
        # No character becomes more than five: this never cuts more than it must.
        room = len(short) - 1 - excess // 5
        short = shortened(short, room) if room > 0 else "…"
    return escape(short)


def mention(user_id: str) -> str:
    """Return a mention of a person, which Slack shows as their name."""
    return f"<@{user_id}>"


def channel_link(channel_id: str) -> str:
    """Return a link to a channel, which Slack shows as its name."""
    return f"<#{channel_id}>"


def plain_text(text: str) -> Element:
    """Return a text object without formatting."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Element:
    """Return a text object with formatting, in which nothing becomes a link by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def words_item(text: str) -> Item:
    """Return mrkdwn, escaped already, as something to tell; longer than a section, it goes on."""
    return text, [section(piece) for piece in _pieces(text, SECTION)]


def in_parts(items: Sequence[Item]) -> Message:
    """Return what is told as one message that Slack takes, and what goes on in its thread.

    An item is not cut in two, unless it alone is longer than a message.
    """
    parts: list[list[Item]] = [[]]
    room, blocks_left = MESSAGE, MESSAGE_BLOCKS
    for text, blocks in _short_enough(items):
        size = sum(_weight(block) for block in blocks)
        if parts[-1] and (size > room or len(blocks) > blocks_left):
            parts.append([])
            room, blocks_left = MESSAGE, MESSAGE_BLOCKS
        parts[-1].append((text, blocks))
        room, blocks_left = room - size, blocks_left - len(blocks)
    first, *rest = [_message(part) for part in parts]
    return replace(first, continued=tuple(rest))


def _message(items: Sequence[Item]) -> Message:
    return Message(
        "\n\n".join(text for text, _ in items if text),
        tuple(block for _, blocks in items for block in blocks),
    )


def _short_enough(items: Sequence[Item]) -> Iterator[Item]:
    for text, blocks in items:
        if sum(_weight(block) for block in blocks) <= MESSAGE:
            yield text, blocks
        else:
            yield from ((_said(block), [block]) for block in blocks)


def _said(block: Block) -> str:
    return str(block.get("text", {}).get("text", ""))


def _weight(block: Block) -> int:
    return len(_said(block)) + sum(
        len(e.get("text", "")) for e in block.get("elements", []) if isinstance(e.get("text"), str)
    )


def header(text: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain_text(text[:150])}


def section(text: str, accessory: Element | None = None) -> Block:
    """Return a paragraph, at most SECTION characters of mrkdwn."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return block


def prose(words: str, before: str = "", accessory: Element | None = None) -> list[Block]:
    """Return people's words as paragraphs, however many it takes; `before` is our own markup."""
    pieces = _pieces(before + escape(words), SECTION)
    first, *rest = pieces
    return [section(first, accessory), *(section(piece) for piece in rest)]


def context(*texts: str) -> Block:
    """Return a small line."""
    return {"type": "context", "elements": [mrkdwn(text[:SECTION]) for text in texts]}


def divider() -> Block:
    """Return a line across."""
    return {"type": "divider"}


def actions(*elements: Element) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str, value: str = "", style: str | None = None) -> Element:
    """Return a button; `style` is primary, danger or nothing."""
    element: Element = {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label[:75]),
    }
    if value:
        element["value"] = value
    if style:
        element["style"] = style
    return element


def asked_first(pressed: Element, title: str, text: str, *, yes: str, no: str) -> Element:
    """Return a button that asks whether one is sure, in plain words, before it does anything."""
    confirm = {
        "title": plain_text(title[:100]),
        "text": plain_text(text[:300]),
        "confirm": plain_text(yes[:30]),
        "deny": plain_text(no[:30]),
    }
    return {**pressed, "confirm": confirm}


def option(label: str, value: str, note: str = "") -> Element:
    """Return a choice of a menu, with a small line under it where there is something to note."""
    noted = {"description": plain_text(note[:75])} if note else {}
    return {"text": plain_text(label[:75]), "value": value, **noted}


def overflow(action_id: str, options: Iterable[Element]) -> Element:
    """Return a `⋯` menu of one to five choices."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def text_input(
    form: str,
    name: str,
    label: str,
    *,
    initial: str = "",
    hint: str = "",
    placeholder: str = "",
    lines: bool = False,
    required: bool = True,
    longest: int = SECTION,
) -> Block:
    """Return a field for words."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": f"{form}.{name}",
        "multiline": lines,
        "max_length": longest,
    }
    if initial:
        element["initial_value"] = initial[:longest]
    if placeholder:
        element["placeholder"] = plain_text(placeholder[:150])
    return field(form, name, label, element, hint=hint, required=required)


def people_input(
    form: str,
    name: str,
    label: str,
    *,
    initial: Sequence[str] = (),
    hint: str = "",
    most: int = MOST_PEOPLE,
    required: bool = False,
) -> Block:
    """Return a field for several people."""
    element: Element = {
        "type": "multi_users_select",
        "action_id": f"{form}.{name}",
        "max_selected_items": most,
    }
    if initial:
        element["initial_users"] = list(initial[:most])
    return field(form, name, label, element, hint=hint, required=required)


def channel_input(form: str, name: str, label: str, *, initial: str = "", hint: str = "") -> Block:
    """Return a field for one channel, public or private."""
    element: Element = {
        "type": "conversations_select",
        "action_id": f"{form}.{name}",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if initial:
        element["initial_conversation"] = initial
    return field(form, name, label, element, hint=hint)


def choice_input(
    form: str,
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: str = "",
    hint: str = "",
) -> Block:
    """Return a field for one of several choices, each a value and its label."""
    made = {value: option(text, value) for value, text in options}
    element: Element = {
        "type": "static_select",
        "action_id": f"{form}.{name}",
        "options": list(made.values()),
    }
    if initial:
        element["initial_option"] = made[initial]
    return field(form, name, label, element, hint=hint)


def suggested_input(
    form: str,
    name: str,
    label: str,
    *,
    most: int,
    initial: Sequence[str] = (),
    placeholder: str = "",
    hint: str = "",
    required: bool = True,
) -> Block:
    """Return a field for choices that are suggested while somebody types; one when `most` is 1.

    Each choice is its own value; the listener of the field's id suggests them.
    """
    element: Element = {
        "type": "multi_external_select" if most > 1 else "external_select",
        "action_id": f"{form}.{name}",
        "min_query_length": 1,
    }
    if placeholder:
        element["placeholder"] = plain_text(placeholder[:150])
    if most > 1:
        element["max_selected_items"] = most
    chosen = [option(each, each) for each in initial[:most]]
    if chosen:
        element |= {"initial_options": chosen} if most > 1 else {"initial_option": chosen[0]}
    return field(form, name, label, element, hint=hint, required=required)


def time_input(form: str, name: str, label: str, *, initial: str) -> Block:
    """Return a field for an hour, `HH:MM`; nothing is chosen yet when `initial` is empty."""
    element: Element = {"type": "timepicker", "action_id": f"{form}.{name}"}
    if initial:
        element["initial_time"] = initial
    return field(form, name, label, element)


def field(
    form: str, name: str, label: str, element: Element, *, hint: str = "", required: bool = True
) -> Block:
    """Return a form field around an input element."""
    block: Block = {
        "type": "input",
        "block_id": f"{form}.{name}",
        "label": plain_text(label),
        "element": element,
        "optional": not required,
    }
    if hint:
        block["hint"] = plain_text(hint)
    return block


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    close: str,
    submit: str | None = None,
    carried: dict[str, Any] | None = None,
) -> View:
    """Return a form or a page in front of everything; `carried` comes back with its submission."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title),
        "close": plain_text(close),
        "blocks": list(blocks),
        "private_metadata": json.dumps(carried or {}, ensure_ascii=False, separators=(",", ":")),
    }
    if submit:
        view["submit"] = plain_text(submit)
    return view


def _pieces(text: str, longest: int) -> list[str]:
    pieces = []
    while len(text) > longest:
        cut = _cut(text, longest)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _cut(text: str, longest: int) -> int:
    """Return where to cut: after a line or a word where there is one, never inside an entity."""
    for boundary in ("\n", " "):
        at = text.rfind(boundary, longest // 2, longest)
        if at != -1:
            return at
    entity = text.rfind("&", longest - 5, longest)
    return entity if entity != -1 and ";" not in text[entity:longest] else longest
