"""Menus whose choices belong to several features: each listens to its own verb."""

from collections.abc import Awaitable, Callable
from typing import Any


def chosen(verb: str) -> Callable[..., Awaitable[bool]]:
    """Return what tells whether a choice of a `⋯` menu has this verb: `verb:subject`."""

    async def is_chosen(body: dict[str, Any]) -> bool:
        value = str(body["actions"][0].get("selected_option", {}).get("value", ""))
        return value.partition(":")[0] == verb

    return is_chosen


def subject_of(action: dict[str, Any]) -> str:
    """Return what a choice of a menu is about: what follows its verb."""
    return str(action["selected_option"]["value"]).partition(":")[2]
