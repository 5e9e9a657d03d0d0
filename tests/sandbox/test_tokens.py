"""Tokens and scopes: who may call what, and what the refusal says."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from tests.sandbox.asking import error, refused
from tests.sandbox.conftest import App, StoppedClock


def speaking(slack: Sandbox, token: str | None) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[])


async def test_the_bot_is_told_who_it_is(client: AsyncWebClient, slack: Sandbox) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == slack.bot_user_id
    assert answer["bot_id"] == slack.bot_id
    assert answer["team_id"] == slack.team_id
    assert answer["is_enterprise_install"] is False


async def test_anything_can_be_tested(client: AsyncWebClient) -> None:
    answer = await client.api_test(foo="bar")
    assert answer["args"] == {"foo": "bar"}


async def test_a_call_needs_a_known_token(slack: Sandbox) -> None:
    assert await error(speaking(slack, None).auth_test()) == "not_authed"
    assert await error(speaking(slack, "xoxb-other").auth_test()) == "invalid_auth"


async def test_each_token_has_its_methods(slack: Sandbox) -> None:
    swapped = speaking(slack, slack.bot_token)
    assert await error(swapped.apps_connections_open(app_token=slack.bot_token)) == (
        "not_allowed_token_type"
    )
    assert await error(speaking(slack, slack.app_token).team_info()) == "not_allowed_token_type"


async def test_an_unknown_method_says_so(client: AsyncWebClient) -> None:
    assert await error(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_scope_is_named(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    slack.granted_scopes.discard("users:read")
    answer = await refused(client.users_info(user=ana.id))
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "users:read"
    assert "chat:write" in answer["provided"].split(",")


async def test_each_kind_of_channel_has_scopes_of_its_own(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel, ana: Acting
) -> None:
    secret = slack.add_channel("projets", members=[ana], private=True)
    slack.granted_scopes.discard("groups:history")
    await client.conversations_history(channel=ventes.id)
    answer = await refused(client.conversations_history(channel=secret.id))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:history")


async def test_scopes_are_told_in_a_header(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert "chat:write" in answer.headers["x-oauth-scopes"]


async def test_a_manifest_grants_the_scopes(
    slack: Sandbox, client: AsyncWebClient, ana: Acting
) -> None:
    slack.install_manifest({"oauth_config": {"scopes": {"bot": ["chat:write"]}}})
    assert await error(client.users_info(user=ana.id)) == "missing_scope"


async def test_a_revoked_token_is_dead_and_the_app_is_told(
    slack: Sandbox, client: AsyncWebClient, app: App
) -> None:
    slack.revoke_token()
    await slack.quiet()
    assert await error(client.auth_test()) == "token_revoked"
    assert app.heard("tokens_revoked")[0]["tokens"] == {"oauth": [], "bot": [slack.bot_user_id]}


async def test_an_app_taken_out_is_told(slack: Sandbox, client: AsyncWebClient, app: App) -> None:
    slack.uninstall()
    await slack.quiet()
    assert await error(client.auth_test()) == "account_inactive"
    assert app.heard("app_uninstalled")


async def test_every_call_is_recorded(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    await client.chat_postMessage(channel=ventes.id, text="Hello")
    call = slack.calls[-1]
    assert (call.method, call.token) == ("chat.postMessage", "bot")
    assert call.args["text"] == "Hello"
    assert call.answer["ok"] is True


async def test_rate_limits_are_counted_on_the_clock(clock: StoppedClock) -> None:
    async with Sandbox(clock=clock, rate_limits=True) as slack:
        channel = slack.add_channel("ventes")
        client = speaking(slack, slack.bot_token)
        for _ in range(5):
            await client.chat_postMessage(channel=channel.id, text="Hello")
        answer = await refused(client.chat_postMessage(channel=channel.id, text="Hello"))
        assert answer["error"] == "ratelimited"
        clock.advance(seconds=1)
        await client.chat_postMessage(channel=channel.id, text="Hello")


async def test_a_rate_limit_is_a_429_that_says_how_long(
    slack: Sandbox, client: AsyncWebClient, ventes: Channel
) -> None:
    slack.will_fail("chat.postMessage", "ratelimited", retry_after=30, channel=ventes)
    with pytest.raises(SlackApiError, match="ratelimited") as caught:
        await client.chat_postMessage(channel=ventes.id, text="Hello")
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
    assert slack.messages(ventes) == []
    await client.chat_postMessage(channel=ventes.id, text="Hello")
