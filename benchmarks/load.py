"""A closed loop of connections: each sends its next request when the last one was answered."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from benchmarks.processes import busy_seconds

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """How one run went."""

    seconds: float
    latencies: list[float]
    """Of each request, in seconds."""
    busy_seconds: float
    """How long the server's own process computed, which other work on the machine alters little."""

    @property
    def rate(self) -> float:
        """Return how many requests were answered in a second."""
        return len(self.latencies) / self.seconds


class RequestRefused(Exception):
    """The server answered with something other than 200, or hung up: nothing was measured."""


async def run(pid: int, port: int, requests: Sequence[bytes], connections: int) -> Run:
    """Send every request once over so many connections to a server, and return how it went."""
    loop = asyncio.get_running_loop()
    left = iter(requests)
    opened = [
        (await loop.create_connection(lambda: _Connection(left), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    busy, started_at = busy_seconds(pid), time.perf_counter()
    await asyncio.gather(*(connection.use_up() for connection in opened))
    seconds = time.perf_counter() - started_at
    busy = busy_seconds(pid) - busy
    for connection in opened:
        connection.close()
    return Run(seconds, [spent for each in opened for spent in each.latencies], busy)


class _Connection(asyncio.Protocol):
    def __init__(self, left: Iterator[bytes]) -> None:
        self.latencies: list[float] = []
        self._left = left
        self._received = b""
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None
        self._done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own class is no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    async def use_up(self) -> None:
        self._send_next()
        await self._done

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head + b"\r\n")
        if not separator or (length and len(body) < int(length[1])):
            return
        self.latencies.append(time.perf_counter() - self._sent_at)
        if not head.startswith(b"HTTP/1.1 200 "):
            self._fail(RequestRefused(self._received.decode(errors="replace")))
            return
        self._received = b""
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or RequestRefused("the server hung up"))

    def _send_next(self) -> None:
        assert self._transport is not None
        request = next(self._left, None)
        if request is None:
            self._done.set_result(None)
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def _fail(self, error: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(error)
