"""Which word follows /cordee: each feature listens to its own."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any


def says(words: Collection[str]) -> Callable[..., Awaitable[bool]]:
    """Return a matcher for a command whose first word is one of these."""

    async def matches(command: dict[str, Any]) -> bool:
        return first_word(command) in words

    return matches


def first_word(command: dict[str, Any]) -> str:
    """Return the first word typed after a command, in lower case; empty when there is none."""
    typed = (command.get("text") or "").split(maxsplit=1)
    return typed[0].lower() if typed else ""
