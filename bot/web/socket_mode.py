"""Socket Mode: Slack's envelopes over a WebSocket, each one begun also finished."""

import asyncio
import logging

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.errors import ConfigurationError

ACK_SECONDS = 3.0
"""Slack does not wait longer for an answer, nor do we when we leave."""
GREETING_SECONDS = 10.0


class _OneLine(logging.Filter):
    """Keep a lost connection to one line: it is tried again, and a traceback says no more.

    When we leave, an answer that comes too late is no trouble: Slack sends its envelope again.
    """

    leaving = False

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return not (self.leaving and "closing transport" in record.getMessage())


class SocketMode(AsyncSocketModeHandler):
    """Receives envelopes until it is closed; what it has begun by then is finished first."""

    def __init__(self, bolt: AsyncApp, app_token: str, url: str) -> None:
        lines = logging.getLogger("slack_bolt.socket_mode")
        self._lines = _OneLine()
        lines.addFilter(self._lines)
        super().__init__(bolt, app_token, logger=lines)
        # The first address was asked for already, to see that Slack takes the token.
        self.client.wss_uri = url
        self._begun: set[asyncio.Task[None]] = set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as the class above does
        """Do what an envelope asks, and answer it."""
        task = asyncio.current_task()
        assert task is not None
        self._begun.add(task)
        try:
            await super().handle(client, req)
        finally:
            self._begun.discard(task)

    async def connect(self, seconds: float = GREETING_SECONDS) -> None:
        """Open the WebSocket, or raise ConfigurationError: the client alone would try for ever."""
        try:
            async with asyncio.timeout(seconds):
                await self.connect_async()  # type: ignore[no-untyped-call]  # not annotated by Bolt
        except TimeoutError as error:
            await self.close()
            raise ConfigurationError(
                "Slack's WebSocket cannot be opened: does a proxy or a firewall stand between?"
            ) from error

    async def close(self) -> None:
        """Finish what has begun, then close the WebSocket."""
        if self._begun:
            await asyncio.wait(set(self._begun), timeout=ACK_SECONDS)
        self._lines.leaving = True
        await self.close_async()  # type: ignore[no-untyped-call]  # not annotated by Bolt


async def others_connected(url: str) -> bool:
    """Open a WebSocket, be greeted, and tell whether another process holds one for this app.

    Raises ConfigurationError in one line when there is no greeting.
    """
    try:
        async with (
            asyncio.timeout(GREETING_SECONDS),
            aiohttp.ClientSession(trust_env=True) as session,
            session.ws_connect(url) as socket,
        ):
            hello = await socket.receive_json()
    except (aiohttp.ClientError, TimeoutError, TypeError, ValueError) as error:
        why = str(error) or "no answer in time"
        raise ConfigurationError(f"Slack's WebSocket cannot be opened: {why}.") from error
    return int(hello.get("num_connections", 1)) > 1
