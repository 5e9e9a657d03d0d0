"""Everybody and every channel that the bot knows of, asked of Slack at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.people import Channel, Language, Person
from bot.errors import ConfigurationError
from bot.slack.client import SlackClient, code_of
from bot.slack.directory import CHANNEL_TYPES, channel_of, every_page, person_of


@dataclass(frozen=True, slots=True)
class Roster:
    """A workspace's people and channels, as they are now."""

    people: Mapping[str, Person]
    channels: Mapping[str, Channel]
    """By id; of the private ones, those that the bot is in."""

    def channel(self, named: str) -> Channel | None:
        """Return a channel by its id or its name, or None when the bot does not know it."""
        by_name = (found for found in self.channels.values() if found.name == named.lower())
        return self.channels.get(named) or next(by_name, None)


async def call_the_roll(slack: SlackClient, team_id: str, language: Language) -> Roster:
    """Ask Slack for everybody and every channel, or raise ConfigurationError in one line."""
    try:
        users = await every_page(slack.reading.users_list, "members")
        channels = await every_page(
            slack.reading.conversations_list, "channels", types=CHANNEL_TYPES
        )
    except SlackApiError as error:
        raise ConfigurationError(
            f"Slack does not tell who and what is there ({code_of(error)})."
        ) from error
    except (ClientError, TimeoutError) as error:
        raise ConfigurationError("Slack does not answer: try again in a minute.") from error
    return Roster(
        {str(user["id"]): person_of(user, team_id, language) for user in users},
        {str(found["id"]): channel_of(found) for found in channels},
    )
