"""The two ways to the app: Socket Mode over real WebSockets, and signed HTTP posts."""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
import uuid
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery import Answer, Delivery
from sandbox.nouns import Json


class Sockets:
    """Carry envelopes over any one of the open WebSockets."""

    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._open: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = count()
        self._came = asyncio.Event()

    @property
    def number(self) -> int:
        """Return how many sockets are open."""
        return len(self._open)

    async def connected(self) -> None:
        """Wait until a socket is open."""
        await self._came.wait()

    async def serve(self, socket: WebSocket) -> None:
        """Greet one socket and take its acknowledgements until it closes."""
        await socket.accept()
        self._open.append(socket)
        await socket.send_json(self._hello())
        self._came.set()
        try:
            while True:
                self._acknowledge(json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            pass  # the app went away, which it may
        finally:
            self._forget(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.number,
            "debug_info": {"host": "applink-sandbox", "approximate_connection_time": 3600},
            "connection_info": {"app_id": self._app_id},
        }

    def _acknowledge(self, frame: Json) -> None:
        waiting = self._waiting.pop(str(frame.get("envelope_id")), None)
        if waiting and not waiting.done():
            waiting.set_result(frame.get("payload"))

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._open:
            self._open.remove(socket)
        if not self._open:
            self._came.clear()

    async def send(self, delivery: Delivery, retry_num: int, retry_reason: str) -> Answer:
        """Send one envelope and wait for the frame that acknowledges it."""
        if not self._open:
            return Answer("error", reason="connection_failed")
        envelope_id = str(uuid.uuid4())
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        socket = self._open[next(self._turn) % len(self._open)]
        envelope = self._envelope(envelope_id, delivery, retry_num, retry_reason)
        try:
            async with asyncio.timeout(self._ack_seconds):
                await socket.send_json(envelope)
                return Answer("acked", body=await future)
        except TimeoutError:
            return Answer("timeout", reason="http_timeout")
        except (WebSocketDisconnect, RuntimeError):  # the socket closed while we wrote
            return Answer("error", reason="connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)

    def _envelope(self, envelope_id: str, delivery: Delivery, num: int, reason: str) -> Json:
        event = delivery.kind == "events_api"
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": not event,
        }
        if event:
            envelope |= {"retry_attempt": num, "retry_reason": reason}
        return envelope

    async def disconnect(self, reason: str) -> None:
        """Announce that every socket closes, then close it."""
        for socket in list(self._open):
            self._forget(socket)
            frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            await socket.send_json(frame)
            await socket.close()

    async def close(self) -> None:
        """Close every socket without a word."""
        for socket in list(self._open):
            self._forget(socket)
            await socket.close()


@cache
def _certificates() -> ssl.SSLContext:
    """Read the machine's certificates once: it takes longer than all else that a sandbox does."""
    return ssl.create_default_context()


class SignedHttp:
    """Carry envelopes as signed HTTP posts to one address."""

    def __init__(self, url: str, signing_secret: str, ack_seconds: float) -> None:
        self._url = url
        self._secret = signing_secret.encode()
        self._ack_seconds = ack_seconds
        self._client = httpx.AsyncClient(
            follow_redirects=True,
            max_redirects=2,
            timeout=ack_seconds,
            trust_env=False,
            verify=_certificates(),
        )

    async def send(self, delivery: Delivery, retry_num: int, retry_reason: str) -> Answer:
        """Post one payload; anything but a 2xx in time is a failure."""
        content_type, body = self._body(delivery)
        headers = {"content-type": content_type, **self._signature(body)}
        if retry_num:
            headers |= {"x-slack-retry-num": str(retry_num), "x-slack-retry-reason": retry_reason}
        try:
            async with asyncio.timeout(self._ack_seconds):
                response = await self._client.post(self._url, content=body, headers=headers)
        except (TimeoutError, httpx.TimeoutException):
            return Answer("timeout", reason="http_timeout")
        except httpx.TooManyRedirects:
            return Answer("error", reason="too_many_redirects")
        except httpx.HTTPError:
            return Answer("error", reason="connection_failed")
        return self._answer(response)

    def _body(self, delivery: Delivery) -> tuple[str, bytes]:
        form = "application/x-www-form-urlencoded"
        if delivery.kind == "events_api":
            return "application/json", json.dumps(delivery.payload).encode()
        if delivery.kind == "slash_commands":
            return form, urlencode(delivery.payload).encode()
        return form, urlencode({"payload": json.dumps(delivery.payload)}).encode()

    def _signature(self, body: bytes) -> dict[str, str]:
        now = str(int(time.time()))  # noqa: TID251 - the app compares it with the real time
        digest = hmac.new(self._secret, b"v0:" + now.encode() + b":" + body, hashlib.sha256)
        return {
            "x-slack-request-timestamp": now,
            "x-slack-signature": f"v0={digest.hexdigest()}",
        }

    def _answer(self, response: httpx.Response) -> Answer:
        if not response.is_success:
            no_retry = response.headers.get("x-slack-no-retry") == "1"
            return Answer("error", response.text, reason="http_error", no_retry=no_retry)
        if not response.content:
            return Answer("acked")
        if response.headers.get("content-type", "").startswith("application/json"):
            return Answer("acked", body=response.json())
        return Answer("acked", body={"text": response.text})

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()
