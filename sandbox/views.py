"""What Slack refuses in views."""

from sandbox.nouns import Json


def check_view(body: Json, allowed: str) -> None:
    """Refuse a view that Slack would not show."""
