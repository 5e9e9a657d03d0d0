"""The buttons that a demonstration adds to the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageControl:
    """Offer a button such as "Let a week pass" at the top of the page."""

    id: str
    label_en: str
    label_fr: str
    run: Callable[[], Awaitable[str]]
    """Does it, and returns the words to show once it is done."""
