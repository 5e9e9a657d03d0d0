"""The buttons that a demonstration adds to the page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.server import Sandbox


@dataclass(frozen=True)
class PageControl:
    """Offer a button such as "Let a week pass" at the top of the page."""

    id: str
    label_en: str
    label_fr: str
    run: Callable[[], Awaitable[str]]
    """Does it, and returns the words to show once it is done."""


def controls_of(slack: "Sandbox") -> list[PageControl]:
    """Return the controls of `slack.page_controls`, none when the demonstration set none."""
    controls: list[PageControl] = getattr(slack, "page_controls", [])
    return controls
