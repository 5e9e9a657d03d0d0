"""Deliveries to a real app: acknowledged, too late, tried again, doubled, swapped."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from sandbox.errors import OperationTimeout
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.conftest import (
    App,
    Runner,
    by_http,
    by_socket,
    listen_to_everything,
    new_app,
    serving,
)


async def test_an_event_is_acknowledged(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)
    listen_to_everything(app)
    async with runner(slack, app):
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
        (delivery,) = slack.deliveries
        assert (delivery.kind, delivery.name) == ("events_api", "message")
        assert (delivery.status, delivery.attempts) == ("acked", 1)
        assert delivery.payload["event"]["text"] == "Bonjour"


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_a_failing_event_is_delivered_again(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)
    seen: list[tuple[Any, Any]] = []

    @app.bolt.event("message")
    async def on_message(body: dict[str, Any], request: Any) -> BoltResponse:
        headers = request.headers
        seen.append((body["event_id"], headers.get("x-slack-retry-num", ["0"])[0]))
        return BoltResponse(status=200 if len(seen) == 3 else 500)

    async with runner(slack, app):
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
    ids, numbers = zip(*seen, strict=True)
    assert numbers == ("0", "1", "2")
    assert len(set(ids)) == 1
    assert slack.deliveries[0].status == "acked"


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_an_event_is_given_up_after_three_more_times(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)

    @app.bolt.event("message")
    async def on_message() -> BoltResponse:
        return BoltResponse(status=500)

    async with runner(slack, app):
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
    (delivery,) = slack.deliveries
    assert (delivery.status != "acked", delivery.attempts) == (True, 4)


async def test_an_app_that_is_not_there_misses_events(
    slack: Sandbox, ventes: Channel, ana: Acting
) -> None:
    await ana.say(ventes, "Bonjour")
    await slack.quiet()
    (delivery,) = slack.deliveries
    assert (delivery.status, delivery.reason) == ("error", "connection_failed")


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_a_command_that_is_not_acknowledged_times_out(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)

    @app.bolt.command("/slow")
    async def on_slow() -> None:
        await asyncio.sleep(0.6)

    async with runner(slack, app):
        with pytest.raises(OperationTimeout):
            await ana.command("/slow", ventes)
        assert slack.deliveries[0].attempts == 1
        await asyncio.sleep(0.3)


@pytest.mark.parametrize("ack_seconds", [0.4])
async def test_a_command_that_fails_is_not_tried_again(
    slack: Sandbox, runner: Runner, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)

    @app.bolt.command("/broken")
    async def on_broken() -> BoltResponse:
        return BoltResponse(status=500)

    async with runner(slack, app):
        with pytest.raises(OperationTimeout):
            await ana.command("/broken", ventes)
    assert slack.deliveries[0].attempts == 1


async def test_an_event_can_be_delivered_twice(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting, luc: Acting
) -> None:
    said = await ana.say(ventes, "Une idée")
    slack.will_redeliver("reaction_added")
    await luc.react(said, "bulb")
    await ana.react(said, "bulb")
    await slack.quiet()
    ids = [b["event_id"] for b in app.events if b["event"]["type"] == "reaction_added"]
    assert len(ids) == 3
    assert len(set(ids)) == 2


async def test_events_can_arrive_swapped(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    slack.will_reorder(2)
    for text in ("un", "deux", "trois"):
        await ana.say(ventes, text)
    await slack.quiet()
    assert [e["text"] for e in app.heard("message")] == ["deux", "un", "trois"]


async def test_quiet_says_what_it_waits_for(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    slack.will_reorder(2)
    await ana.say(ventes, "un")
    with pytest.raises(TimeoutError, match="message"):
        await slack.quiet(timeout=0.05)
    assert app.events == []


async def test_sockets_are_closed_and_opened_again(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    await slack.disconnect_sockets(reason="warning")
    await slack.connected()
    await ana.say(ventes, "Bonjour")
    await slack.quiet()
    assert [e["text"] for e in app.heard("message")] == ["Bonjour"]


async def test_each_envelope_goes_to_one_socket(
    slack: Sandbox, ventes: Channel, ana: Acting
) -> None:
    first, second = new_app(slack), new_app(slack)
    listen_to_everything(first)
    listen_to_everything(second)
    async with by_socket(slack, first), by_socket(slack, second):
        for number in range(4):
            await ana.say(ventes, str(number))
        await slack.quiet()
    heard = [*first.heard("message"), *second.heard("message")]
    assert sorted(e["text"] for e in heard) == ["0", "1", "2", "3"]
    assert first.events
    assert second.events


async def test_a_socket_takes_the_app_level_token(slack: Sandbox) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.bot_token)


async def test_a_socket_address_is_good_once(slack: Sandbox) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_payload_can_be_forged(slack: Sandbox, app: App, ana: Acting) -> None:
    await ana.write_to_bot("Bonjour")
    await slack.quiet()
    payload = slack.deliveries[-1].payload
    again = await slack.forge("events_api", payload)
    assert again.status == "acked"
    assert len({b["event_id"] for b in app.events}) == 1
    assert len(app.events) == 2


async def test_a_signature_is_what_the_app_checks(
    slack: Sandbox, ventes: Channel, ana: Acting
) -> None:
    app = new_app(slack)
    listen_to_everything(app)
    slack.installation.signing_secret = "another secret"
    async with by_http(slack, app):
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
    assert app.events == []
    assert slack.deliveries[0].status == "error"


async def test_an_app_can_refuse_to_be_told_again(
    slack: Sandbox, ventes: Channel, ana: Acting
) -> None:
    async def take(_: Request) -> Response:
        return PlainTextResponse("no", status_code=503, headers={"x-slack-no-retry": "1"})

    async with serving(take) as url:
        slack.use_http(url)
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
    assert slack.deliveries[0].attempts == 1


async def test_two_redirects_are_followed(slack: Sandbox, ventes: Channel, ana: Acting) -> None:
    async def take(request: Request) -> Response:
        return RedirectResponse(request.url, status_code=307)

    async with serving(take) as url:
        slack.use_http(url)
        await ana.say(ventes, "Bonjour")
        await slack.quiet()
    assert slack.deliveries[0].reason == "too_many_redirects"


async def test_an_app_can_move_between_the_two_ways(
    slack: Sandbox, app: App, ventes: Channel, ana: Acting
) -> None:
    slack.use_http("http://127.0.0.1:9/slack/events")
    await ana.say(ventes, "Perdu")
    await slack.quiet()
    slack.use_socket_mode()
    await ana.say(ventes, "Entendu")
    await slack.quiet()
    assert [e["text"] for e in app.heard("message")] == ["Entendu"]
