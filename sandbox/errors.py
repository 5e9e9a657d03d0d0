"""What goes wrong: refusals told to the app, and what a person's own client says."""

from typing import Any


class SlackError(Exception):
    """Carry Slack's own error name, with what Slack adds beside it in the answer."""

    def __init__(self, name: str, **extra: Any) -> None:
        super().__init__(name)
        self.name = name
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.name} {self.extra}" if self.extra else self.name

    def answer(self) -> dict[str, Any]:
        """Make the body of the answer."""
        return {"ok": False, "error": self.name, **self.extra}


class GestureError(Exception):
    """Say that a gesture did not end as the person wished."""


class OperationTimeout(GestureError):
    """Say that the app gave no acknowledgement in time."""


class UnknownCommand(GestureError):
    """Say that no app declares this slash command."""


class UnknownShortcut(GestureError):
    """Say that no app declares this shortcut, or that it is not offered here."""


class NothingThere(GestureError):
    """Say that the message, modal or element aimed at is not in front of this person."""


class NotAllowed(GestureError):
    """Say that Slack's client does not let this person do this here."""


class BadAnswer(GestureError):
    """Say that the app acknowledged with something Slack cannot use."""


class ClientRefused(GestureError):
    """Say that Slack's client keeps the form open because of one field."""

    def __init__(self, block_id: str, why: str) -> None:
        super().__init__(f"{block_id}: {why}")
        self.block_id = block_id
        self.why = why
