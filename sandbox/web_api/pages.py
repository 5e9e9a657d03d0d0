"""Long answers given a page at a time, with the cursor to the next one."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.errors import SlackError
from sandbox.nouns import Json
from sandbox.web_api.registry import Request

Item = TypeVar("Item")


def page(
    request: Request, items: Sequence[Item], default: int, most: int
) -> tuple[list[Item], Json]:
    """Return one page of items, and the `response_metadata` that leads to the next."""
    limit = request.number("limit", default, most)
    start = _position(str(request.args.get("cursor") or ""))
    after = start + limit
    cursor = _cursor(after) if after < len(items) else ""
    return list(items[start:after]), {"next_cursor": cursor}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error
