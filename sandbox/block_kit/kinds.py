"""What Slack refuses in each kind of block, and where each kind works."""

from typing import Any

from sandbox.block_kit.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element,
)
from sandbox.block_kit.rules import (
    Findings,
    Rule,
    Shape,
    address,
    among,
    any_text,
    anything,
    boolean,
    check_shape,
    listing,
    one_of_fields,
    plain,
    string,
    text,
)
from sandbox.nouns import Json

_ID: dict[str, Rule] = {"block_id": string(255, 1)}


def _says_something(value: Json, at: str, found: Findings) -> None:
    if value.get("text") is None and value.get("fields") is None:
        found.add(at, "missing required field: text")


def _context_element(value: Any, at: str, found: Findings) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    rule = element(frozenset({"image"})) if kind == "image" else text("plain_text", "mrkdwn")
    rule(value, at, found)


def _dispatches(value: Json, at: str, found: Findings) -> None:
    """Refuse an input that nobody would ever hear of: messages and Home have no submit."""
    if found.surface != "modal" and not value.get("dispatch_action"):
        found.add(at, "missing required field: dispatch_action")


def _no_ids_twice(value: Json, at: str, found: Findings) -> None:
    seen: set[str] = set()
    for index, item in enumerate(value.get("elements") or []):
        action_id = item.get("action_id") if isinstance(item, dict) else None
        if action_id in seen:
            found.add(f"{at}/elements/{index}/action_id", "`action_id` must be unique")
        if action_id is not None:
            seen.add(action_id)


_RICH_PARTS = (
    "rich_text_section",
    "rich_text_list",
    "rich_text_preformatted",
    "rich_text_quote",
)


def _rich_part(value: Any, at: str, found: Findings) -> None:
    among(*_RICH_PARTS)(value.get("type") if isinstance(value, dict) else None, at, found)


_LOOSE = Shape({**_ID}, loose=True)

KINDS: dict[str, Shape] = {
    "section": Shape(
        {
            **_ID,
            "text": any_text(3000),
            "fields": listing(any_text(2000), 10),
            "accessory": element(IN_SECTION),
            "expand": boolean,
        },
        also=_says_something,
    ),
    "header": Shape({**_ID, "text": plain(150), "level": anything}, required=("text",)),
    "divider": Shape({**_ID}),
    "context": Shape({**_ID, "elements": listing(_context_element, 10)}, required=("elements",)),
    "actions": Shape(
        {**_ID, "elements": listing(element(IN_ACTIONS), 25)},
        required=("elements",),
        also=_no_ids_twice,
    ),
    "context_actions": Shape(
        {**_ID, "elements": listing(element(IN_CONTEXT_ACTIONS), 5)}, required=("elements",)
    ),
    "input": Shape(
        {
            **_ID,
            "label": plain(2000),
            "hint": plain(2000),
            "element": element(IN_INPUT),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        required=("label", "element"),
        also=_dispatches,
    ),
    "image": Shape(
        {
            **_ID,
            "image_url": address(),
            "slack_file": anything,
            "alt_text": string(2000, 1),
            "title": plain(2000),
        },
        required=("alt_text",),
        also=one_of_fields("image_url", "slack_file"),
    ),
    "video": Shape(
        {
            **_ID,
            "title": plain(199),
            "author_name": string(49),
            "description": plain(200),
            "alt_text": string(200, 1),
            "video_url": address(),
            "thumbnail_url": address(),
        },
        required=("title", "alt_text", "video_url", "thumbnail_url"),
        loose=True,
    ),
    "markdown": Shape({**_ID, "text": string(12_000, 1)}, required=("text",)),
    "rich_text": Shape({**_ID, "elements": listing(_rich_part, 1000, 0)}, required=("elements",)),
    "table": Shape({**_ID, "rows": listing(listing(anything, 20), 100)}, ("rows",), loose=True),
    "alert": Shape(
        {
            **_ID,
            "text": any_text(200),
            "level": among("default", "info", "warning", "error", "success"),
        },
        required=("text",),
    ),
    "task_card": _LOOSE,
    "plan": _LOOSE,
    "file": _LOOSE,
    "card": _LOOSE,
    "carousel": _LOOSE,
    "container": _LOOSE,
    "data_table": _LOOSE,
    "data_visualization": _LOOSE,
}

_MESSAGE_ONLY = ("context_actions", "file", "markdown", "plan", "task_card")
_NOT_IN_MODALS = ("container", "data_table", "data_visualization", "table", "carousel", "card")

ONLY_ON: dict[str, frozenset[str]] = {
    "alert": frozenset({"modal"}),
    **{kind: frozenset({"message"}) for kind in _MESSAGE_ONLY},
    **{kind: frozenset({"message", "home"}) for kind in _NOT_IN_MODALS},
}
"""The surfaces of the blocks that do not work on all of them."""


def block(value: Any, at: str, found: Findings) -> None:
    """Want a block that works on this surface."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str):
        found.add(at, "missing required field: type")
    elif kind not in KINDS or found.surface not in ONLY_ON.get(kind, {found.surface}):
        found.add(f"{at}/type", f"unsupported type: {kind}")
    else:
        check_shape(KINDS[kind], value, at, found)


def blocks(value: Any, at: str, most: int, found: Findings) -> None:
    """Want so many blocks at most, no two of one id, one of them focused at most."""
    listing(block, most, 0)(value, at, found)
    if not isinstance(value, list):
        return
    seen: set[str] = set()
    for index, item in enumerate(b for b in value if isinstance(b, dict)):
        block_id = item.get("block_id")
        if block_id in seen:
            found.add(f"{at}/{index}/block_id", f"`block_id` {block_id} already exists")
        if isinstance(block_id, str):
            seen.add(block_id)
    _only_one(value, at, found)


def _only_one(value: list[Any], at: str, found: Findings) -> None:
    focused = [b for b in value if isinstance(b, dict) and _focused(b)]
    if len(focused) > 1:
        found.add(at, "only one element may have focus_on_load")
    tables = [b for b in value if isinstance(b, dict) and b.get("type") in ("table", "data_table")]
    if found.surface == "message" and len(tables) > 1:
        found.add(at, "only_one_table_allowed")


def _focused(item: Json) -> bool:
    inside = [item.get("element"), item.get("accessory"), *(item.get("elements") or [])]
    return any(isinstance(e, dict) and e.get("focus_on_load") for e in inside)
