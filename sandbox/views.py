"""What Slack refuses in a modal or a Home tab."""

import json
from typing import Any

from sandbox.block_kit import kinds
from sandbox.block_kit.rules import Findings, Rule, Shape, boolean, check_shape, plain, string
from sandbox.blocks import refusal
from sandbox.errors import SlackError
from sandbox.nouns import Json

MOST_BYTES = 250_000
MOST_BLOCKS = 100


def _blocks(value: Any, at: str, found: Findings) -> None:
    kinds.blocks(value, at, MOST_BLOCKS, found)


def _can_be_submitted(value: Json, at: str, found: Findings) -> None:
    given = value.get("blocks")
    inputs = [b for b in given if isinstance(b, dict)] if isinstance(given, list) else []
    if value.get("submit") is None and any(b.get("type") == "input" for b in inputs):
        found.add(at, "missing required field: submit")


_BOTH: dict[str, Rule] = {
    "blocks": _blocks,
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}

SHAPES = {
    "modal": Shape(
        {
            **_BOTH,
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        required=("title", "blocks"),
        also=_can_be_submitted,
    ),
    "home": Shape({**_BOTH}, required=("blocks",)),
}


def check_view(body: Json, allowed: str) -> None:
    """Refuse a view that Slack would not show; `allowed` is the type this method takes."""
    if len(json.dumps(body).encode()) > MOST_BYTES:
        raise SlackError("view_too_large")
    found = Findings("home" if allowed == "home" else "modal")
    if body.get("type") != allowed:
        found.add("/view/type", "must be a valid enum value")
    else:
        check_shape(SHAPES[allowed], body, "/view", found)
    if found.messages:
        raise refusal("invalid_arguments", found)
