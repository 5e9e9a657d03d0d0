"""The HTTP application: Slack's requests on one path, health on another."""

from collections.abc import Awaitable, Callable

from pydantic_core import Url
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.applications import Starlette
from starlette.datastructures import Headers
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
    async def receive(request: Request) -> Response:
        # A timestamp that is not a number is no signature of Slack's; Bolt would fail on it.
        if not request.headers.get("x-slack-request-timestamp", "0").isdigit():
            return PlainTextResponse("invalid request", status_code=401)
        body = (await request.body()).decode()
        return to_starlette_response(await bolt.async_dispatch(_read(body, request.headers)))

    return receive


def _read(body: str, headers: Headers) -> AsyncBoltRequest:
    request = AsyncBoltRequest(body=_payload(body), headers=dict(headers))
    request.raw_body = body  # what Slack signed
    return request


def _payload(body: str) -> str:
    """Return the JSON out of the form that an interaction comes in; any other body as it is.

    Bolt would ask Python's own reader of forms, which takes a fifth of all that a gesture takes.
    An address's query is written as a form is, and the reader of addresses is five times as fast.
    """
    if not body.startswith("payload="):
        return body
    return dict(Url(f"http://form/?{body}").query_params())["payload"]


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok")
