"""The HTTP application: Slack's requests on one path, health on another."""

from collections.abc import Awaitable, Callable

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

EVENTS_PATH = "/slack/events"


def http_app(bolt: AsyncApp | None) -> Starlette:
    """Return the HTTP application; Slack's requests are taken when Bolt can verify them."""
    routes = [Route("/health", _health)]
    if bolt is not None:
        routes.append(Route(EVENTS_PATH, _receiver(bolt), methods=["POST"]))
    return Starlette(routes=routes)


def _receiver(bolt: AsyncApp) -> Callable[[Request], Awaitable[Response]]:
    slack = AsyncSlackRequestHandler(bolt)

    async def receive(request: Request) -> Response:
        # A timestamp that is not a number is no signature of Slack's; Bolt would fail on it.
        if not request.headers.get("x-slack-request-timestamp", "0").isdigit():
            return PlainTextResponse("invalid request", status_code=401)
        return await slack.handle(request)

    return receive


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok")
