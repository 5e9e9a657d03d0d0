"""Short ways to call the Web API and to be refused by it."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.gestures import Acting
from sandbox.nouns import View as Shown

View = dict[str, Any]


async def refused(call: Awaitable[Any]) -> dict[str, Any]:
    """Return the answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: dict[str, Any] = caught.value.response.data
    assert answer["ok"] is False
    return answer


async def error(call: Awaitable[Any]) -> str:
    """Return the name of the error of a call that Slack refuses."""
    return str((await refused(call))["error"])


def plain(text: str) -> dict[str, Any]:
    """Write a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    """Write a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    """Write a section block."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str, text: str = "Go", **more: Any) -> dict[str, Any]:
    """Write a button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Write a block of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def entry(action_id: str, label: str = "Story", **more: Any) -> dict[str, Any]:
    """Write an input block with a text field."""
    block: dict[str, Any] = {
        name: more.pop(name) for name in ("optional", "dispatch_action") if name in more
    }
    element = {"type": "plain_text_input", "action_id": action_id, **more}
    return {
        "type": "input",
        "block_id": action_id,
        "label": plain(label),
        "element": element,
        **block,
    }


def field(element: dict[str, Any], label: str = "Choice", **more: Any) -> dict[str, Any]:
    """Write an input block around an element."""
    block_id = element["action_id"]
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **more,
    }


def option(value: str, text: str = "") -> dict[str, Any]:
    """Write an option."""
    return {"text": plain(text or value), "value": value}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Write a modal."""
    parts = {"type": "modal", "title": plain("A modal"), "submit": plain("Send")}
    return {**parts, "callback_id": "form", "blocks": list(blocks), **more}


OPTIONS = [option("a", "Alpha"), option("b", "Bêta"), option("c", "Gamma")]


def picker(kind: str, action_id: str = "pick", **more: Any) -> View:
    """Write an element where something is chosen or typed."""
    return {"type": kind, "action_id": action_id, **more}


def front(person: Acting) -> Shown:
    """Return the modal in front of somebody."""
    assert person.modal is not None
    return person.modal


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    """Write a Home tab."""
    return {"type": "home", "blocks": list(blocks)}
