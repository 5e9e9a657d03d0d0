"""A sandbox with a few people, and small real Bolt apps to put in it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.connections import Address
from sandbox.gestures import Acting
from sandbox.listening import Listening
from sandbox.nouns import Channel
from sandbox.server import Sandbox


class StoppedClock:
    """Tell a time that moves only when it is moved."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **passed: float) -> None:
        self._now += timedelta(**passed)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def ack_seconds() -> float:
    """Wait as long as Slack does; a test of lateness is parametrised with less."""
    return 3.0


@pytest.fixture
async def slack(clock: StoppedClock, ack_seconds: float) -> AsyncIterator[Sandbox]:
    retries = (0.0, 0.02, 0.04)
    async with Sandbox(clock=clock, ack_seconds=ack_seconds, retry_delays=retries) as slack:
        yield slack


@pytest.fixture
def ana(slack: Sandbox) -> Acting:
    return slack.add_person("Ana Morel", locale="fr-FR", tz="Europe/Paris")


@pytest.fixture
def luc(slack: Sandbox) -> Acting:
    return slack.add_person("Luc Petit", locale="fr-FR", tz="Europe/Paris")


@pytest.fixture
def ventes(slack: Sandbox, ana: Acting, luc: Acting) -> Channel:
    return slack.add_channel("ventes", members=[ana, luc])


@pytest.fixture
def client(slack: Sandbox) -> AsyncWebClient:
    """Speak to the Web API as the app does, and never try anything twice."""
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@dataclass
class App:
    """Hold a Bolt app that answers everything, and what it was told."""

    bolt: AsyncApp
    events: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of the events it heard."""

    def heard(self, event_type: str) -> list[dict[str, Any]]:
        """Return the events of one type, oldest first."""
        return [b["event"] for b in self.events if b["event"]["type"] == event_type]


def new_app(slack: Sandbox) -> App:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    bolt = AsyncApp(
        client=client,
        signing_secret=slack.signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )
    return App(bolt)


def listen_to_everything(app: App) -> None:
    """Let the app take note of every event."""

    @app.bolt.middleware
    async def note(body: dict[str, Any], next: Callable[[], Any]) -> Any:
        if "event" in body:
            app.events.append(body)
        return await next()

    @app.bolt.event({"type": "message"})
    async def on_message() -> None:
        """Say that it was heard."""

    for event_type in (
        "app_mention",
        "app_home_opened",
        "reaction_added",
        "reaction_removed",
        "member_joined_channel",
        "member_left_channel",
        "channel_left",
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "channel_created",
        "team_join",
        "user_change",
        "tokens_revoked",
        "app_uninstalled",
    ):
        app.bolt.event(event_type)(on_message)


@asynccontextmanager
async def by_socket(slack: Sandbox, app: App) -> AsyncIterator[App]:
    """Run the app in Socket Mode."""
    handler: Any = AsyncSocketModeHandler(app.bolt, slack.app_token, ping_interval=0.2)
    await handler.connect_async()
    await slack.connected()
    try:
        yield app
    finally:
        await handler.close_async()


@asynccontextmanager
async def by_http(slack: Sandbox, app: App) -> AsyncIterator[App]:
    """Run the app behind an HTTP address."""
    adapter = AsyncSlackRequestHandler(app.bolt)

    async def take(request: Request) -> Response:
        return await adapter.handle(request)

    async with serving(take) as url:
        slack.use_http(url)
        yield app


@asynccontextmanager
async def serving(take: Callable[[Request], Any]) -> AsyncIterator[str]:
    """Serve one handler at an address of its own."""
    address = Address()
    listening = Listening(address, 0)
    await listening.start(Starlette(routes=[Route("/slack/events", take, methods=["POST"])]))
    try:
        yield f"{address.url}slack/events"
    finally:
        await listening.stop()


@pytest.fixture
async def app(slack: Sandbox) -> AsyncIterator[App]:
    """Run an app in Socket Mode that takes note of every event."""
    app = new_app(slack)
    listen_to_everything(app)
    async with by_socket(slack, app):
        yield app


@pytest.fixture
async def form_app(slack: Sandbox) -> AsyncIterator[App]:
    """Run an app that hears of no event unless a test says so."""
    app = new_app(slack)
    async with by_socket(slack, app):
        yield app


def keep(app: App) -> Callable[..., Awaitable[None]]:
    """Make a listener that acknowledges, and keeps what came."""

    async def take(ack: Any, body: dict[str, Any]) -> None:
        app.events.append(body)
        await ack()

    return take


Open = Callable[[dict[str, Any]], Awaitable[None]]


@pytest.fixture
def opened(form_app: App, ventes: Channel, ana: Acting) -> Open:
    """Open a modal before Ana by a command, and keep what she then submits."""
    views: list[dict[str, Any]] = []
    form_app.bolt.view("form")(keep(form_app))

    @form_app.bolt.command("/open")
    async def on_open(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=views[-1])
        await ack()

    async def open_modal(view: dict[str, Any]) -> None:
        views.append(view)
        await ana.command("/open", ventes)

    return open_modal


Runner = Callable[[Sandbox, App], AbstractAsyncContextManager[App]]


@pytest.fixture(params=[by_socket, by_http], ids=["socket", "http"])
def runner(request: pytest.FixtureRequest) -> Runner:
    """Run an app by Socket Mode, then by HTTP."""
    runner: Runner = request.param
    return runner
