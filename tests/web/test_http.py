"""Slack's requests over HTTP: only those that Slack signed, and word for word."""

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given, strategies
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette

from bot.web.http import EVENTS_PATH, _payload, http_app

SECRET = "sandbox-signing-secret"
WORDS = '50 % + 1 = ½ & “tout”; <@U1> #ventes\n\t\\ "é" 👍🏽 %22 %2B'


def signed(body: str, at: int | None = None) -> dict[str, str]:
    moment = str(int(time.time()) if at is None else at)  # noqa: TID251 - Bolt reads it too
    digest = hmac.new(SECRET.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256)
    return {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": moment,
        "x-slack-signature": f"v0={digest.hexdigest()}",
    }


def form(**payload: Any) -> str:
    about = {"type": "shortcut", "callback_id": "say", "team": {"id": "T1"}, "user": {"id": "U1"}}
    return urlencode({"payload": json.dumps({**about, **payload}, ensure_ascii=False)})


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-sandbox")


class Listening:
    """A Bolt that remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.bolt = AsyncApp(
            signing_secret=SECRET, authorize=authorize, process_before_response=True
        )
        self.bolt.shortcut("say")(self._hear)

    async def _hear(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        self.heard.append(body["words"])
        await ack()


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
async def http(listening: Listening) -> AsyncIterator[httpx.AsyncClient]:
    app: Starlette = http_app(listening.bolt)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_what_slack_signed_is_heard_word_for_word(
    listening: Listening, http: httpx.AsyncClient
) -> None:
    body = form(words=WORDS)
    answer = await http.post(EVENTS_PATH, content=body, headers=signed(body))
    assert answer.status_code == 200
    assert listening.heard == [WORDS]


@pytest.mark.parametrize("changed", ["a word", "an old moment", "no signature"])
async def test_what_slack_did_not_sign_is_not_heard(
    changed: str, listening: Listening, http: httpx.AsyncClient
) -> None:
    body = form(words=WORDS)
    headers = signed(body, at=1_700_000_000 if changed == "an old moment" else None)
    if changed == "no signature":
        del headers["x-slack-signature"]
    sent = form(words="other") if changed == "a word" else body
    answer = await http.post(EVENTS_PATH, content=sent, headers=headers)
    assert answer.status_code == 401
    assert listening.heard == []


@given(strategies.text(strategies.characters(exclude_categories=["Cs"])), strategies.booleans())
def test_any_text_comes_out_of_its_form_as_it_went_in(words: str, as_ascii: bool) -> None:
    payload = json.dumps({"words": words}, ensure_ascii=as_ascii)
    assert _payload(urlencode({"payload": payload})) == payload


def test_what_is_no_interaction_is_left_to_bolt() -> None:
    for body in ("", '{"type": "event_callback"}', "command=%2Fwin&text=payload%3D1"):
        assert _payload(body) == body


async def test_without_a_secret_slack_is_not_taken_at_its_word() -> None:
    transport = httpx.ASGITransport(app=http_app(None))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        assert (await client.get("/health")).text == "ok"
        assert (await client.post(EVENTS_PATH, content="{}")).status_code == 404
