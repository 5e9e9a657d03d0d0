"""The sandbox's page: act as anybody in the workspace, and see live what they see."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.gestures import Acting
from sandbox.nouns import Json
from sandbox.page.gestures import GESTURES, do
from sandbox.page.reading import Reading
from sandbox.page.view import snapshot

if TYPE_CHECKING:
    from sandbox.server import Sandbox

STATIC = Path(__file__).parent / "static"

COALESCE_SECONDS = 0.04
"""Changes that come together are drawn together."""

LOOK_AGAIN_SECONDS = 1.0
"""The clock and the app's manifest change without telling anybody."""

HEADERS = {
    # Nothing comes from elsewhere and nothing goes elsewhere, whatever a message contains.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def routes(slack: "Sandbox") -> list[BaseRoute]:
    """Return the page's routes, for the sandbox's server to mount."""
    page = Page(slack)
    return [
        Route("/", page.index),
        Route("/page/act", page.act, methods=["POST"]),
        WebSocketRoute("/page/live", page.live),
        Mount("/page/static", _Static(directory=STATIC)),
    ]


class Page:
    """Serve one page to any number of browsers."""

    def __init__(self, slack: "Sandbox") -> None:
        self._slack = slack
        self._reading = Reading()
        self._wake: set[asyncio.Event] = set()

    async def index(self, _request: Request) -> Response:
        """Give the page itself."""
        self._reading.begin(self._slack.workspace)
        return FileResponse(STATIC / "index.html", headers=HEADERS)

    async def act(self, request: Request) -> Response:
        """Do what the person in view just did, and tell how it ended."""
        if not _from_here(request.headers):
            return JSONResponse({"ok": False, "error": "foreign_origin"}, 403)
        body: Json = await request.json()
        person = self._person(body.get("as"))
        if person is None or body.get("kind") not in GESTURES:
            return JSONResponse({"ok": False, "error": "unknown_gesture"}, 400)
        answer = await do(self._slack, self._reading, person, body)
        self._nudge()
        return JSONResponse(answer)

    async def live(self, socket: WebSocket) -> None:
        """Send what one person sees, now and whenever it changes, until the browser leaves."""
        if not _from_here(socket.headers):
            await socket.close(1008)
            return
        await socket.accept()
        self._reading.begin(self._slack.workspace)
        sending = asyncio.create_task(self._send(socket))
        leaving = asyncio.create_task(_left(socket))
        closing = asyncio.create_task(self._slack.closing.wait())
        tasks = {sending, leaving, closing}
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            with suppress(WebSocketDisconnect):
                await task

    async def _send(self, socket: WebSocket) -> None:
        wake = asyncio.Event()
        self._wake.add(wake)
        stop = self._slack.workspace.listen(lambda _change: wake.set())
        try:
            await self._send_changes(socket, wake)
        finally:
            self._wake.discard(wake)
            stop()

    async def _send_changes(self, socket: WebSocket, wake: asyncio.Event) -> None:
        sent: Json | None = None
        while True:
            wake.clear()
            person = self._person(socket.query_params.get("as"))
            seen = snapshot(self._slack, person, self._reading) if person else None
            if seen and _without_seconds(seen) != sent:
                await socket.send_json(seen)
                sent = _without_seconds(seen)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                    await wake.wait()
            await asyncio.sleep(COALESCE_SECONDS)

    def _person(self, person_id: object) -> Acting | None:
        """Return the person asked for, else the first who can act."""
        people = [
            p
            for p in self._slack.workspace.people.values()
            if isinstance(p, Acting) and not p.bot and not p.deactivated
        ]
        return next((p for p in people if p.id == person_id), people[0] if people else None)

    def _nudge(self) -> None:
        for wake in self._wake:
            wake.set()


class _Static(StaticFiles):
    """Serve the page's files with the page's headers."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Add the headers to each file."""
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def _from_here(headers: Headers) -> bool:
    """Say whether a request comes from the page itself, and from no other site."""
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


async def _left(socket: WebSocket) -> None:
    while True:
        await socket.receive_text()


def _without_seconds(seen: Json) -> Json:
    return seen | {"now": seen["now"][:16]}
