"""What Cordée is compared with, in a process of its own: `python -m benchmarks.servers KIND`."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
import uvloop
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.usual_way import UsualWay
from bot.config import Config
from bot.observability import configure
from bot.running import keep_for_good
from bot.views import ids
from bot.web.http import http_app

Listener = Callable[..., Awaitable[None]]


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


@asynccontextmanager
async def _listener(kind: str, config: Config) -> AsyncIterator[Listener]:
    if kind != "usual":
        yield _acknowledge
        return
    async with UsualWay(config.database_url) as usual:

        async def keep(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any]) -> None:
            await usual.keep(view, body["team"]["id"], body["user"]["id"])
            await ack()

        yield keep


def _bolt(config: Config, listener: Listener) -> AsyncApp:
    assert config.slack_bot_token
    assert config.slack_signing_secret
    app = AsyncApp(
        client=AsyncWebClient(config.slack_bot_token.get_secret_value(), config.slack_api_url),
        signing_secret=config.slack_signing_secret.get_secret_value(),
        process_before_response=True,
    )
    app.view(ids.WINS_SHARE)(listener)
    return app


def _as_documented(bolt: AsyncApp) -> Starlette:
    """Put Bolt behind Starlette as its documentation does."""
    slack = AsyncSlackRequestHandler(bolt)

    async def receive(request: Request) -> Response:
        return await slack.handle(request)

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    events = Route("/slack/events", receive, methods=["POST"])
    return Starlette(routes=[Route("/health", health), events])


async def _serve(kind: str) -> None:
    config = Config(_env_file=None)
    configure(config.cordee_log)
    assert config.cordee_port
    async with _listener(kind, config) as listener:
        bolt = _bolt(config, listener)
        app = http_app(bolt) if kind == "bare-as-cordee-reads" else _as_documented(bolt)
        keep_for_good()
        settings = uvicorn.Config(app, port=config.cordee_port, log_config=None, lifespan="off")
        await uvicorn.Server(settings).serve()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        uvloop.run(_serve(sys.argv[1]))
