"""The HTTP server of the sandbox, in the event loop of whoever started it."""

import socket

import uvicorn
from starlette.applications import Starlette

from sandbox.connections import Address, DroppableProtocol


class Listening:
    """Serve one application on a local port until it is stopped."""

    def __init__(self, address: Address, port: int) -> None:
        self._address = address
        self._port = port
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None

    async def start(self, app: Starlette) -> None:
        """Listen; the address is known from here on."""
        self._socket = socket.create_server(("127.0.0.1", self._port))
        self._address.port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=DroppableProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        # Not serve(): it takes the process's signals, and looks for its end every 0.1 s.
        await self._server.startup(sockets=[self._socket])

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        if self._server and self._socket:
            await self._server.shutdown(sockets=[self._socket])
            self._socket.close()
