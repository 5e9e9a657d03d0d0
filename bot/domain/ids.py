"""Names for new things, made here so that a row needs no round trip to get one."""

import secrets
import time


def new_id() -> str:
    """Return a fresh identifier: 32 hexadecimal characters, half of them unguessable.

    Those made one after the other sort one after the other, so that a database writes them side
    by side and not each on a page of its own.
    """
    return f"{time.monotonic_ns():016x}{secrets.token_hex(8)}"
