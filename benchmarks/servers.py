"""One server to measure, in a process of its own: `python -m benchmarks.servers KIND`."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import uvloop
from slack_bolt.async_app import AsyncAck, AsyncApp

from benchmarks.usual_way import UsualWay
from bot.app import Cordee, assemble, receiving
from bot.config import Config
from bot.observability import configure
from bot.views import ids

Listener = Callable[..., Awaitable[None]]


@asynccontextmanager
async def _bare(cordee: Cordee) -> AsyncIterator[Cordee]:
    """Serve a Bolt with one listener, which acknowledges."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    yield replace(cordee, bolt=_bolt_with(cordee, acknowledge))


@asynccontextmanager
async def _usual(cordee: Cordee) -> AsyncIterator[Cordee]:
    """Serve a Bolt whose listener opens a session, adds objects, commits and acknowledges."""
    async with UsualWay(cordee.config.database_url) as usual:

        async def keep(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any]) -> None:
            await usual.keep(view, body["team"]["id"], body["user"]["id"])
            await ack()

        yield replace(cordee, bolt=_bolt_with(cordee, keep))


@asynccontextmanager
async def _cordee(cordee: Cordee) -> AsyncIterator[Cordee]:
    """Serve the product as its web process does: the workers, who send, are another process."""
    yield cordee


_KINDS = {"bare": _bare, "usual": _usual, "cordee": _cordee}


def _bolt_with(cordee: Cordee, listener: Listener) -> AsyncApp:
    secret = cordee.config.slack_signing_secret
    assert secret is not None
    app = AsyncApp(
        client=cordee.slack.posting,
        signing_secret=secret.get_secret_value(),
        process_before_response=True,
    )
    app.view(ids.WINS_SHARE)(listener)
    return app


async def _serve(kind: str) -> None:
    config = Config(_env_file=None)
    configure(config.cordee_log)
    async with (
        assemble(config) as cordee,
        _KINDS[kind](cordee) as measured,
        receiving(measured) as port,
    ):
        print(port, flush=True)
        # The measuring process closes this when it has done.
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1]))
