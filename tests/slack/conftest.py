"""A delivery alone, without the bot around it."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import ManualClock
from bot.slack.client import SlackClient
from bot.slack.delivery import Delivery
from sandbox.server import Sandbox
from tests.support.company import config_for
from tests.support.post import NOW, Post


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    clock = ManualClock(NOW)
    async with Sandbox(clock=clock) as slack:
        ana = slack.add_person("Ana Morel")
        client = SlackClient(config_for(slack, "sqlite://"))
        try:
            ventes = slack.add_channel("ventes", members=[ana])
            yield Post(slack, Delivery(client), clock, ana, ventes)
        finally:
            await client.close()
