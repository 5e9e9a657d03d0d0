"""Where the sandbox is reached, over connections that can be cut before the answer."""

import asyncio
from dataclasses import dataclass

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


@dataclass
class Address:
    """Hold where the sandbox listens; the port is known once it does."""

    port: int = 0

    @property
    def url(self) -> str:
        """Return the address of its pages."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def socket_url(self) -> str:
        """Return the address of its sockets."""
        return f"ws://127.0.0.1:{self.port}/link"


class DroppableProtocol(HttpToolsProtocol):
    """Lend each request the means to cut its own connection."""

    def on_message_begin(self) -> None:
        """Start a request, whose scope says how to cut the connection."""
        super().on_message_begin()
        self._cut = asyncio.Event()
        self.scope["extensions"] = {"sandbox.drop": {"connection": self.drop}}

    async def drop(self) -> None:
        """Cut the connection, and wait until it is cut."""
        self.transport.abort()
        await self._cut.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is cut."""
        super().connection_lost(exc)
        self._cut.set()
