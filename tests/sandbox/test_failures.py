"""Failures on request, and an end that leaves nothing behind."""

import asyncio

import pytest
from aiohttp import ClientSession, ClientTimeout, ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import error, modal, section
from tests.sandbox.conftest import (
    App,
    StoppedClock,
    by_socket,
    listen_to_everything,
    new_app,
)


async def test_a_method_fails_as_often_as_asked(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    slack.will_fail("chat.postMessage", "is_archived", times=2)
    for _ in range(2):
        call = client.chat_postMessage(channel=ventes.id, text="x")
        assert await error(call) == "is_archived"
    await client.users_info(user=ana.id)
    await client.chat_postMessage(channel=ventes.id, text="x")
    assert len(slack.messages(ventes)) == 1


async def test_a_failure_can_be_of_one_channel(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    other = slack.add_channel("autre")
    slack.will_fail("chat.postMessage", "fatal_error", channel=ventes)
    await client.chat_postMessage(channel=other.id, text="x")
    assert await error(client.chat_postMessage(channel=ventes.id, text="x")) == "fatal_error"


@pytest.mark.parametrize("status", [500, 503])
async def test_slack_can_be_down(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, status: int
) -> None:
    slack.will_fail("chat.postMessage", f"http_{status}")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ventes.id, text="x")
    assert caught.value.response.status_code == status
    assert slack.messages(ventes) == []


async def test_a_limit_is_waited_for_by_the_sdk(slack: Sandbox, ventes: Channel) -> None:
    patient = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
    )
    slack.will_fail("views.publish", "ratelimited", retry_after=1)
    slack.will_fail("chat.postMessage", "ratelimited", retry_after=1)
    await patient.chat_postMessage(channel=ventes.id, text="x")
    assert [c.answer.get("error") for c in slack.calls] == ["ratelimited", None]


async def test_a_dropped_answer_leaves_the_message(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    slack.will_drop("chat.postMessage")
    with pytest.raises(ServerDisconnectedError):
        await client.chat_postMessage(channel=ventes.id, text="x")
    assert len(slack.messages(ventes)) == 1
    await client.chat_postMessage(channel=ventes.id, text="y")


async def test_the_sdk_by_itself_posts_twice(slack: Sandbox, ventes: Channel) -> None:
    usual = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    slack.will_drop("chat.postMessage")
    await usual.chat_postMessage(channel=ventes.id, text="x")
    assert [m.text for m in slack.messages(ventes)] == ["x", "x"]


async def post_in_a_hurry(slack: Sandbox, channel: Channel) -> None:
    """Post as an app that waits for a tenth of a second."""
    async with ClientSession(timeout=ClientTimeout(total=0.1)) as session:
        client = AsyncWebClient(
            slack.bot_token, base_url=slack.api_url, retry_handlers=[], session=session
        )
        await client.chat_postMessage(channel=channel.id, text="x")


async def test_a_late_answer_comes_after_the_work(slack: Sandbox, ventes: Channel) -> None:
    slack.will_delay("chat.postMessage", seconds=0.3)
    with pytest.raises(TimeoutError):
        await post_in_a_hurry(slack, ventes)
    assert len(slack.messages(ventes)) == 1


async def test_late_work_lands_after_the_app_has_given_up(slack: Sandbox, ventes: Channel) -> None:
    slack.will_delay("chat.postMessage", seconds=0.2, work_first=False)
    with pytest.raises(TimeoutError):
        await post_in_a_hurry(slack, ventes)
    assert slack.messages(ventes) == []
    await asyncio.sleep(0.2)
    assert len(slack.messages(ventes)) == 1


async def test_a_modal_can_open_though_the_app_never_knows(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    slack.will_drop("views.open")
    trigger = slack.backend.tickets.trigger(ana.id)
    with pytest.raises(ServerDisconnectedError):
        await client.views_open(trigger_id=trigger, view=modal(section()))
    assert ana.modal is not None


async def test_nothing_is_left_running(clock: StoppedClock) -> None:
    before = asyncio.all_tasks()
    async with Sandbox(clock=clock, retry_delays=(60.0,)) as slack:
        ana = slack.add_person("Ana")
        ventes = slack.add_channel("ventes", members=[ana])
        app = new_app(slack)
        listen_to_everything(app)
        async with by_socket(slack, app):
            await ana.say(ventes, "Bonjour")
            await slack.quiet()
        await ana.say(ventes, "Personne")
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def test_closing_does_not_wait_for_the_app_to_leave(clock: StoppedClock) -> None:
    async with Sandbox(clock=clock) as slack:
        app: App = new_app(slack)
        async with by_socket(slack, app):
            async with asyncio.timeout(5):
                await slack.__aexit__(None, None, None)


async def test_two_sandboxes_do_not_know_each_other(clock: StoppedClock) -> None:
    async with Sandbox(clock=clock) as one, Sandbox(clock=clock) as two:
        assert one.api_url != two.api_url
        stranger = AsyncWebClient(one.bot_token, base_url=two.api_url, retry_handlers=[])
        assert await error(stranger.auth_test()) == "invalid_auth"


async def test_listeners_are_told_of_every_change(
    slack: Sandbox, ventes: Channel, ana: Acting, client: AsyncWebClient
) -> None:
    kinds: list[str] = []
    stop = slack.workspace.listen(lambda change: kinds.append(change.kind))
    said = await ana.say(ventes, "Bonjour")
    await ana.react(said, "wave")
    await client.chat_postEphemeral(channel=ventes.id, user=ana.id, text="x")
    trigger = slack.backend.tickets.trigger(ana.id)
    await client.views_open(trigger_id=trigger, view=modal(section()))
    await ana.close_modal()
    stop()
    await ana.edit(said, "Bonsoir")
    assert kinds == [
        "message_posted",
        "reaction_added",
        "ephemeral_posted",
        "modal_changed",
        "modal_changed",
    ]
