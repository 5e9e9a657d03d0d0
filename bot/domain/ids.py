"""Names for new things, made here so that a row needs no round trip to get one."""

from uuid import uuid4


def new_id() -> str:
    """Return a fresh identifier: 32 hexadecimal characters, unguessable."""
    return uuid4().hex
