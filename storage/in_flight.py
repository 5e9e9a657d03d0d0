"""Transactions in flight: those that have begun end before the database is closed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class DatabaseClosed(Exception):
    """Raised by what begins when the process is already leaving."""


class InFlight:
    """Knows what has begun and not ended; once it is closed, nothing begins any more."""

    def __init__(self) -> None:
        self._begun: set[object] = set()
        self._all_ended = asyncio.Event()
        self._is_closed = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Be in flight, or raise DatabaseClosed."""
        if self._is_closed:
            raise DatabaseClosed
        this = object()
        self._begun.add(this)
        try:
            yield
        finally:
            self._begun.discard(this)
            if not self._begun:
                self._all_ended.set()

    async def close(self, seconds: float) -> None:
        """Let nothing begin, and wait for what has begun; some seconds at most."""
        self._is_closed = True
        if not self._begun:
            return
        self._all_ended.clear()
        # Whoever holds on for longer is cut off, and the transaction rolled back.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._all_ended.wait()
