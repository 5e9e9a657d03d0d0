"""What Slack refuses in the contents of a message: its blocks, attachments and metadata."""

import json
from typing import Any

from sandbox.block_kit import kinds
from sandbox.block_kit.rules import Findings, every_text
from sandbox.errors import SlackError

MOST_BLOCKS = 50
MOST_ATTACHMENTS = 100
MOST_TEXT = 11_000
"""Slack does not say where it begins to refuse: between 11,300 and 13,200 were seen."""
MOST_METADATA_BYTES = 8_000
"""Slack does not say this either."""


def refusal(error: str, found: Findings) -> SlackError:
    """Say what is wrong as Slack does: once bare, once as log lines."""
    messages = [f"[ERROR] {message}" for message in found.messages]
    return SlackError(error, errors=found.messages, response_metadata={"messages": messages})


def check_message(blocks: Any, capped: bool = True) -> None:
    """Refuse blocks that a message cannot have; `capped` is off for response urls."""
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        raise SlackError("invalid_blocks_format")
    found = Findings("message")
    kinds.blocks(blocks, "/blocks", MOST_BLOCKS, found)
    if found.messages:
        raise refusal("invalid_blocks", found)
    if capped and every_text(blocks) > MOST_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_attachments(attachments: Any) -> None:
    """Refuse attachments that a message cannot have."""
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    found = Findings("message")
    for index, attachment in enumerate(attachments):
        if "blocks" in attachment:
            pointer = f"/attachments/{index}/blocks"
            kinds.blocks(attachment["blocks"], pointer, MOST_BLOCKS, found)
    if found.messages:
        raise refusal("invalid_attachments", found)


def check_metadata(metadata: Any) -> None:
    """Refuse metadata of another shape; an empty object is what clears it."""
    if metadata in (None, {}):
        return
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if set(metadata) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MOST_METADATA_BYTES:
        raise SlackError("metadata_too_large")
