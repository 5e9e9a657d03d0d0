"""A pretend Slack for the commands: the app is installed there from its own manifest."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import SystemClock
from bot.domain.people import Language
from bot.manifest import manifest
from sandbox.server import Sandbox


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    """Give a workspace with the app installed from the English manifest."""
    async with Sandbox(clock=SystemClock()) as sandbox:
        sandbox.install_manifest(manifest(Language.ENGLISH))
        yield sandbox
