"""Who may speak to the page's own addresses: the page itself, and no other site."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox


class StillClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Return always the same instant."""
        return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    """Give a sandbox with nobody in it yet."""
    async with Sandbox(clock=StillClock()) as running:
        yield running


@pytest.fixture
def ana(slack: Sandbox) -> Acting:
    """Add a person."""
    return slack.add_person("Ana Morel", locale="fr-FR")


@pytest.fixture
def ventes(slack: Sandbox, ana: Acting) -> Channel:
    """Add a channel."""
    return slack.add_channel("ventes", members=[ana])


def origin(slack: Sandbox) -> str:
    return slack.page_url.rstrip("/")


async def post(slack: Sandbox, body: dict[str, Any], **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(f"{slack.page_url}page/act", json=body, headers=headers)


async def test_gestures_come_from_the_page_itself_only(
    slack: Sandbox, ana: Acting, ventes: Channel
) -> None:
    said = {"as": ana.id, "kind": "say", "channel": ventes.id, "text": "Bonjour"}
    assert (await post(slack, said)).status_code == 403
    assert (await post(slack, said, Origin="https://example.org")).status_code == 403
    assert slack.messages(ventes) == []

    answer = await post(slack, said, Origin=origin(slack))

    assert answer.json() == {"ok": True}
    assert [m.text for m in slack.messages(ventes)] == ["Bonjour"]


async def test_another_site_cannot_listen(slack: Sandbox, ana: Acting) -> None:
    address = f"{slack.page_url.replace('http', 'ws', 1)}page/live?as={ana.id}"
    with pytest.raises(InvalidStatus, match="403"):
        await connect(address, origin=Origin("https://example.org"), proxy=None)


async def test_the_page_lets_nothing_in_or_out(slack: Sandbox) -> None:
    async with httpx.AsyncClient(base_url=slack.page_url, trust_env=False) as client:
        for path in ("/", "/page/static/main.js"):
            headers = (await client.get(path)).headers
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; ")
            assert "http" not in policy
            assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "body, error",
    [
        ({"kind": "fly"}, "unknown_gesture"),
        ({"kind": "say", "channel": "C0", "text": "?"}, "failed"),
        ({"kind": "command", "channel": "", "text": "/rien"}, "failed"),
        ({"kind": "submit", "view": "V0", "values": {}}, "nothing_there"),
        ({"kind": "control", "id": "none"}, "nothing_there"),
    ],
)
async def test_a_gesture_that_cannot_be_is_refused_in_a_word(
    slack: Sandbox, ana: Acting, body: dict[str, Any], error: str
) -> None:
    answer = await post(slack, {"as": ana.id, **body}, Origin=origin(slack))
    assert answer.json()["error"] == error


async def test_somebody_who_is_gone_cannot_act(slack: Sandbox) -> None:
    answer = await post(slack, {"as": "U0", "kind": "open_home"}, Origin=origin(slack))
    assert answer.status_code == 400


async def test_the_sandbox_closes_while_a_page_is_open() -> None:
    async with Sandbox(clock=StillClock()) as slack:
        ana = slack.add_person("Ana Morel")
        address = f"{slack.page_url.replace('http', 'ws', 1)}page/live?as={ana.id}"
        socket = await connect(address, origin=Origin(origin(slack)), proxy=None)
        await socket.recv()
    async with asyncio.timeout(5):
        await socket.wait_closed()
