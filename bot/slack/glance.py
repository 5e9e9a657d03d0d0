"""A glance at the directory before a form opens: what Slack tells at once, or nothing."""

import asyncio
from collections.abc import Awaitable, Collection
from typing import TypeVar

from bot.domain.people import Channel, Person
from bot.domain.words import mentioned, plain
from bot.errors import SlackUnavailable
from bot.slack.directory import UTC_ZONE, Directory

AT_ONCE = 0.7
"""Seconds: a form must open within three of the gesture, and up to three things are asked."""

Known = TypeVar("Known")


class Glance:
    """People and channels, as far as Slack names them in time; nobody's words wait for a name."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def person(self, team_id: str, user_id: str) -> Person | None:
        """Return somebody, or None when Slack does not say in time."""
        return await _at_once(self._directory.person(team_id, user_id))

    async def zone(self, team_id: str, user_id: str) -> str:
        """Return somebody's time zone, or UTC when Slack does not say in time."""
        person = await self.person(team_id, user_id)
        return person.zone if person else UTC_ZONE

    async def channel(self, team_id: str, channel_id: str) -> Channel | None:
        """Return a channel, or None when it is not there for the bot or Slack does not say."""
        return await _at_once(self._directory.channel(team_id, channel_id))

    async def names(self, team_id: str, user_ids: Collection[str]) -> dict[str, str]:
        """Return names by id, or none when Slack does not say in time."""
        return await _at_once(self._directory.names(team_id, user_ids)) or {}

    async def soon(self, asked: Awaitable[Known]) -> Known | None:
        """Return what is asked of Slack, or None when Slack does not say in time."""
        return await _at_once(asked)

    async def plain(self, team_id: str, slack_text: str) -> str:
        """Return the plain words of a text; who is not named in time stays as Slack wrote them."""
        people = mentioned(slack_text)
        names = await _at_once(self._directory.names(team_id, people)) if people else {}
        return plain(slack_text, names or {})


async def _at_once(asked: Awaitable[Known]) -> Known | None:
    try:
        async with asyncio.timeout(AT_ONCE):
            return await asked
    except (TimeoutError, SlackUnavailable):
        return None
