"""The HTTP server of the sandbox, in the event loop of whoever started it."""

import asyncio
import socket
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from sandbox.connections import Address, DroppableProtocol

GRACE_SECONDS = 1.0
"""How long a request may still take once the server is told to stop."""


class _Leaving(WebSocketsSansIOProtocol):
    def shutdown(self) -> None:
        """Say that we leave, unless the browser has just said so: uvicorn does not expect that."""
        with suppress(InvalidState):
            super().shutdown()


class Listening:
    """Serve one application on a local port until it is stopped."""

    def __init__(self, address: Address, port: int) -> None:
        self._address = address
        self._port = port
        self._server: uvicorn.Server | None = None

    async def start(self, app: Starlette) -> None:
        """Listen; the address is known from here on."""
        own = socket.create_server(("127.0.0.1", self._port))
        # What is accepted inherits it. Without, the second half of each answer waits 40 ms for the
        # first to be acknowledged.
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._address.port = own.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=DroppableProtocol,
            ws=_Leaving,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        # Not serve(): it takes the process's signals, and takes 0.1 s to look for its end.
        await self._server.startup(sockets=[own])

    async def stop(self) -> None:
        """Stop listening, let running requests end, and cut what is left."""
        if self._server is None:
            return
        for listener in self._server.servers:
            listener.close()
        state = self._server.server_state
        for connection in list(state.connections):
            connection.shutdown()
        await _end(state.tasks)
        await _turns(2)  # connections that were asked to close have done so by then
        for connection in list(state.connections):
            connection.transport.abort()
        await _turns(2)


async def _end(tasks: set[asyncio.Task[None]]) -> None:
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)
