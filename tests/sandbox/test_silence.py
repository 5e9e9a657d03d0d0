"""Do not disturb, as Slack tells it of one person to an app that may ask."""

from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.gestures import Acting
from sandbox.server import Sandbox


async def test_who_wants_no_silence(client: AsyncWebClient, ana: Acting) -> None:
    answer = await client.dnd_info(user=ana.id)
    assert not answer["dnd_enabled"]
    assert "snooze_enabled" not in answer.data, "of others Slack does not tell it"


async def test_who_wants_silence_until_a_moment(client: AsyncWebClient, ana: Acting) -> None:
    until = datetime(2100, 1, 1, tzinfo=UTC)
    ana.want_silence(until)
    answer = await client.dnd_info(user=ana.id)
    assert answer["dnd_enabled"]
    assert answer["next_dnd_start_ts"] < answer["next_dnd_end_ts"] == until.timestamp()


async def test_it_takes_its_scope(client: AsyncWebClient, slack: Sandbox, ana: Acting) -> None:
    slack.granted_scopes.discard("dnd:read")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.dnd_info(user=ana.id)
