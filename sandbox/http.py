"""The HTTP side of the Web API: tokens, limits, and failures on request."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from sandbox import response_urls
from sandbox.backend import Backend, Call
from sandbox.bodies import arguments
from sandbox.errors import SlackError
from sandbox.failures import Planned
from sandbox.nouns import Json
from sandbox.rate_limits import RateLimits
from sandbox.web_api import METHODS, Request, answer

Work = Callable[[], Response]


class WebApi:
    """Answer the app's calls over HTTP."""

    def __init__(self, backend: Backend, rate_limits: RateLimits | None) -> None:
        self._backend = backend
        self._rate_limits = rate_limits

    async def call(self, http: HttpRequest) -> Response:
        """Answer one call, or fail as was asked."""
        name = http.path_params["method"]
        args = await arguments(http)
        request = Request(self._backend, name, args, self._token(http, args))
        wait = self._wait(request)
        if wait:
            return self._limited(request, wait)
        planned = self._backend.failures.take(name, args)
        if planned is not None:
            return await self._go_wrong(http, request, planned, lambda: self._answer(request))
        return self._answer(request)

    def _answer(self, request: Request) -> Response:
        return self._respond(request, answer(request))

    def _token(self, http: HttpRequest, args: Json) -> str:
        header = http.headers.get("authorization", "")
        token = header.removeprefix("Bearer ").strip() or str(args.pop("token", "") or "")
        args.pop("token", None)
        if not token:
            return "none"
        installation = self._backend.installation
        kinds = {installation.bot_token: "bot", installation.app_token: "app"}
        return kinds.get(token, "unknown")

    def _wait(self, request: Request) -> int:
        method = METHODS.get(request.method)
        if self._rate_limits is None or method is None:
            return 0
        return self._rate_limits.wait(request.method, request.args, method.per_minute)

    def _respond(self, request: Request, body: Json, status: int = 200) -> Response:
        record = Call(request.method, request.args, request.token)
        self._backend.calls.append(replace(record, answer=body))
        scopes = ",".join(sorted(self._backend.installation.granted_scopes))
        now = format_datetime(self._backend.workspace.clock.now(), usegmt=True)
        headers = {"x-oauth-scopes": scopes, "date": now}
        return JSONResponse(body, status_code=status, headers=headers)

    def _limited(self, request: Request, seconds: int) -> Response:
        response = self._respond(request, {"ok": False, "error": "ratelimited"}, status=429)
        response.headers["retry-after"] = str(seconds)
        return response

    async def _go_wrong(
        self, http: HttpRequest, request: Request, planned: Planned, work: Work
    ) -> Response:
        if planned.how == "fail":
            return self._fail(request, planned)
        if planned.how == "delay" and not planned.work_first:
            await asyncio.sleep(planned.seconds)
        response = work()
        if planned.how == "delay" and planned.work_first:
            await asyncio.sleep(planned.seconds)
        if planned.how == "drop":
            await http.scope["extensions"]["sandbox.drop"]["connection"]()
        return response

    def _fail(self, request: Request, planned: Planned) -> Response:
        if planned.error in ("ratelimited", "rate_limited"):
            return self._limited(request, planned.retry_after or 1)
        if planned.error.startswith("http_"):
            status = int(planned.error.removeprefix("http_"))
            self._respond(request, {"ok": False, "error": planned.error})
            return HTMLResponse("<h1>Server Error</h1>", status_code=status)
        return self._respond(request, {"ok": False, "error": planned.error})

    async def response_url(self, http: HttpRequest) -> Response:
        """Take what the app posts to a response url."""
        body = json.loads(await http.body() or b"{}")
        request = Request(self._backend, "response_url", body, "none")
        planned = self._backend.failures.take("response_url", body)
        if planned is not None:
            key = http.path_params["key"]
            return await self._go_wrong(http, request, planned, lambda: self._take(request, key))
        return self._take(request, http.path_params["key"])

    def _take(self, request: Request, key: str) -> Response:
        try:
            response_urls.take(self._backend, key, request.args)
        except SlackError as error:
            return self._respond(request, error.answer(), status=404)
        self._respond(request, {"ok": True})
        return PlainTextResponse("ok")
