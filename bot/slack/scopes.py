"""What the app asks of a workspace: each scope, and what it is for."""

from collections.abc import Collection, Mapping

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "answer when somebody mentions it",
    "channels:history": "hear replies to its questions in public channels, read a message that "
    "was nominated or in which somebody asked it, and find its own messages again",
    "channels:read": "know what a public channel is called and who is in it",
    "chat:write": "post cards, digests and questions, and keep them up to date",
    "commands": "be called by slash commands and message shortcuts",
    "groups:history": "the same as channels:history, in private channels it is invited to",
    "groups:read": "know who is in a private channel, so that what is private stays so",
    "im:history": "answer people who write to it",
    "im:read": "recognise a command that was typed in a direct message",
    "im:write": "ask somebody something privately",
    "metadata.message:read": "recognise a message it has sent already, and never send it twice",
    "reactions:read": "hear the reactions that nominate",
    "users:read": "know each person's name, language and time zone",
}
"""Every bot scope that is needed, with its reason; the methods and events in use need these."""

OPTIONAL: Mapping[str, str] = {
    "dnd:read": "say nothing to somebody who has asked Slack for silence",
}
"""What whoever installs the app may leave out: without it, one courtesy less."""


def missing(granted: Collection[str]) -> dict[str, str]:
    """Return the scopes that were not granted, each with what it is for."""
    return {scope: reason for scope, reason in SCOPES.items() if scope not in granted}
