"""Read one message that somebody pointed at, and link to it."""

from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.domain.asking import Handed, Said
from bot.domain.wins import Source
from bot.domain.words import mentioned, plain, tidy, without_mention
from bot.errors import SlackUnavailable
from bot.slack.client import SlackClient, code_of
from bot.slack.directory import Directory

_UNREADABLE = {
    "channel_not_found",
    "not_in_channel",
    "missing_scope",
    "thread_not_found",
    "message_not_found",
    "is_archived",
}


class Messages:
    """Single messages; never a channel's history."""

    def __init__(self, slack: SlackClient, directory: Directory) -> None:
        self._slack = slack
        self._directory = directory

    async def words(self, team_id: str, source: Source) -> str | None:
        """Return the plain words of a message, or None when it is gone or not ours to read."""
        found = await self._one(source)
        if found is None:
            return None
        text = str(found.get("text") or "")
        names = await self._directory.names(team_id, mentioned(text))
        return tidy(plain(text, names)) or None

    async def said(self, team_id: str, handed: Handed) -> Said | None:
        """Return what a message handed to the bot says, without the bot's own name."""
        found = await self._one(handed.source)
        text = without_mention(str((found or {}).get("text") or ""), handed.bot_user_id)
        people = mentioned(text)
        words = tidy(plain(text, await self._directory.names(team_id, people)))
        return Said(words, tuple(people)) if words else None

    async def permalink(self, source: Source) -> str | None:
        """Return the address of a message, or None when it is gone."""
        try:
            answer = await self._slack.reading.chat_getPermalink(
                channel=source.channel_id, message_ts=source.message_ts
            )
        except SlackApiError as error:
            _raise_unless_unreadable(error)
            return None
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        return str(answer["permalink"])

    async def _one(self, source: Source) -> dict[str, Any] | None:
        bounds: dict[str, Any] = {
            "channel": source.channel_id,
            "oldest": source.message_ts,
            "latest": source.message_ts,
            "inclusive": True,
            "limit": 1,
        }
        try:
            if source.thread_ts and source.thread_ts != source.message_ts:
                bounds["limit"] = 2  # Slack always puts the thread's first message before
                page = await self._slack.reading.conversations_replies(
                    ts=source.thread_ts, **bounds
                )
            else:
                page = await self._slack.reading.conversations_history(**bounds)
        except SlackApiError as error:
            _raise_unless_unreadable(error)
            return None
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        found = (m for m in page["messages"] if m["ts"] == source.message_ts)
        return next(found, None)


def _raise_unless_unreadable(error: SlackApiError) -> None:
    if code_of(error) not in _UNREADABLE:
        raise SlackUnavailable from error
