"""What Slack refuses in blocks."""

from sandbox.nouns import Json


def check_message(blocks: list[Json], capped: bool = True) -> None:
    """Refuse blocks that a message cannot have."""


def check_attachments(attachments: list[Json]) -> None:
    """Refuse attachments that a message cannot have."""


def check_metadata(metadata: Json | None) -> None:
    """Refuse metadata of the wrong shape."""
