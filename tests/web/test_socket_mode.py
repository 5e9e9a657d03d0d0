"""Socket Mode: a connection that cannot be opened, one that is lost, and who else holds one."""

import logging
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from slack_bolt.async_app import AsyncApp

from bot.errors import ConfigurationError
from bot.web.socket_mode import SocketMode, others_connected
from tests.support.company import small_company


@pytest.fixture
def silence() -> Iterator[str]:
    """Give the address of a server that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}/link"


def nobody() -> str:
    """Return an address where nobody listens."""
    return "ws://127.0.0.1:1/link"


async def test_a_connection_that_cannot_be_opened(
    silence: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="slack_bolt.socket_mode")
    bolt = AsyncApp(token="xoxb-none", signing_secret="none")
    # A refusal comes at once, even on a busy machine; a silence is waited out.
    for url, seconds in ((silence, 0.3), (nobody(), 2.0)):
        with pytest.raises(ConfigurationError, match="cannot be opened: does a proxy"):
            await SocketMode(bolt, "xapp-none", url).connect(seconds=seconds)
    assert "Failed to connect" in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("url", [nobody(), "http://["], ids=["nobody", "no address"])
async def test_no_greeting(url: str) -> None:
    with pytest.raises(ConfigurationError, match="Slack's WebSocket cannot be opened: "):
        await others_connected(url)


async def test_a_lost_connection_is_opened_again(sqlite_url: str) -> None:
    async with small_company(sqlite_url, socket_mode=True) as company:
        await company.slack.connected()
        await company.slack.disconnect_sockets()
        await company.slack.connected()
        assert (await company.ana.command("/cordee help", company.ventes)).text
