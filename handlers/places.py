"""Where a gesture was made, as far as Slack says: in a direct message nobody else reads."""

DIRECT = "directmessage"
"""What Slack calls a direct message where it tells the name of a channel."""


def is_direct(name: str | None) -> bool:
    """Tell whether the name that Slack gives a conversation is that of a direct message."""
    return name == DIRECT
