"""Refusals that a person can understand, and the marker that puts their words in the catalogues."""

from typing import ClassVar


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message translated later
    """Mark a message for the catalogues without translating it here."""
    return message


class CordeeError(Exception):
    """Say no, or not like this, in words: a message key with its parameters."""

    message: ClassVar[str]
    field: ClassVar[str | None] = None
    """The form field concerned: the last part of its id; None when no field is to blame."""

    def __init__(self, **params: object) -> None:
        super().__init__(self.message)
        self.params = params


class AlreadyDone(Exception):
    """The same gesture was recorded before: its work is there, nothing more to do."""


class SlackUnavailable(CordeeError):
    """Slack did not answer something that this gesture needs."""

    message = N_(
        "Slack is not answering me right now. Nothing is lost: please try again in a minute."
    )


class NotForYou(CordeeError):
    """The person may not do this."""

    message = N_("This one is not yours to change.")


class ConfigurationError(Exception):
    """The program cannot start as it is set up; the text is one clear line for a terminal."""
