"""Deliver one message to Slack and say what became of it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.notices import CLOCK_SKEW, Notice, Posting
from bot.domain.pace import Concern
from bot.slack.client import SlackClient, code_of

EVENT_TYPE = "cordee_notice"
LONGEST_UPDATE = 4000
"""chat.update refuses longer texts; blocks are not concerned."""

RETRY_SECONDS = 30
"""How long a rate limit is waited out when Slack does not say."""

TOO_MUCH = "ratelimited"
_RATE_LIMITED = {"ratelimited", "rate_limited", "http_429"}
_LATER = {
    "message_limit_exceeded": (3600, Concern.POSTS),
    "restricted_too_many": (300, Concern.PLACE),
    "team_added_to_org": (3600, Concern.POSTS),
    "org_login_required": (3600, Concern.POSTS),
}
MISSING_SCOPE = "missing_scope"
"""One permission of the bot is missing."""
_DEAD = {
    "not_allowed_token_type",
    "account_inactive",
    "token_revoked",
    "invalid_auth",
    "not_authed",
    "token_expired",
    MISSING_SCOPE,
    "no_permission",
    "ekm_access_denied",
    "team_access_not_granted",
    "access_denied",
}
"""The installation is in trouble, not the message: it waits until somebody has mended that."""
_IN_DOUBT = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
_BAD_BLOCKS = {
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
}
_BAD_METADATA = {"invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"}
_NO_PLACE = {"channel_not_found", "not_in_channel", "is_archived"}
_NO_THREAD = {"cannot_reply_to_message", "message_not_found", "thread_not_found"}
_GONE = {"message_not_found", "channel_not_found", "thread_not_found"}
WAIT_FOR_CURE = timedelta(minutes=10)

_TROUBLE = (SlackApiError, ClientError, TimeoutError)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it."""

    posting: Posting


@dataclass(frozen=True, slots=True)
class Later:
    """Slack certainly does not have it; try again after a while."""

    wait: timedelta | None
    """None: the caller's own backoff."""
    error: str
    is_installation: bool = False
    """The whole installation is in trouble, not this message alone."""
    concern: Concern = Concern.PLACE
    """What has to rest meanwhile."""

    @property
    def is_limit(self) -> bool:
        """Tell whether Slack says that it was too much at once."""
        return self.error == TOO_MUCH


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack will not take it."""

    error: str

    @property
    def is_about_the_thread(self) -> bool:
        """Tell whether what it was to stand under is gone."""
        return self.error in _NO_THREAD

    @property
    def is_about_the_place(self) -> bool:
        """Tell whether nothing at all can be posted there, rather than this message."""
        return self.error in _NO_PLACE or self.error.startswith("restricted_action")


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Slack may or may not have it."""

    error: str


Outcome = Sent | Later | Refused | InDoubt


class Delivery:
    """Sends messages, once each as far as Slack allows."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self._direct: dict[str, str] = {}

    async def post(
        self,
        *,
        text: str,
        blocks: list[dict[str, Any]],
        key: str,
        channel_id: str | None,
        user_id: str | None,
        thread_ts: str | None,
    ) -> Outcome:
        """Post a message to a channel, a thread or a person, with its key as metadata."""
        arguments: dict[str, Any] = {
            "text": text,
            "blocks": blocks,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        try:
            arguments["channel"] = channel_id or await self._direct_channel(user_id or "")
        except _TROUBLE as error:
            # Nothing was posted yet.
            return _outcome_of_harmless(error, Concern.OPENINGS)
        try:
            answer = await self._post_even_if_plain(arguments)
            return Sent(Posting(str(answer["channel"]), str(answer["ts"])))
        except _TROUBLE as error:
            return _outcome(error)

    async def update(self, posting: Posting, *, text: str, blocks: list[dict[str, Any]]) -> Outcome:
        """Change a posted message; doing it twice does no harm."""
        try:
            await self._slack.posting.chat_update(
                channel=posting.channel_id,
                ts=posting.ts,
                text=text if len(text) <= LONGEST_UPDATE else text[: LONGEST_UPDATE - 1] + "…",
                blocks=blocks,
            )
        except _TROUBLE as error:
            return _outcome_of_harmless(error, Concern.CHANGES)
        return Sent(posting)

    async def delete(self, posting: Posting) -> Outcome:
        """Remove a message of ours; one that is gone already is removed."""
        try:
            await self._slack.posting.chat_delete(channel=posting.channel_id, ts=posting.ts)
        except _TROUBLE as error:
            outcome = _outcome_of_harmless(error, Concern.CHANGES)
            is_gone = isinstance(outcome, Refused) and outcome.error in _GONE
            return Sent(posting) if is_gone else outcome
        return Sent(posting)

    async def find(
        self,
        *,
        key: str,
        since: datetime,
        channel_id: str | None,
        user_id: str | None,
        thread_ts: str | None,
    ) -> Outcome | None:
        """Look for a message by its key and delete its late twins; None when it is not there.

        Refused when the history cannot be read: then nobody knows.
        """
        try:
            channel = channel_id or await self._direct_channel(user_id or "")
            found = [
                message["ts"]
                async for message in self._history(channel, thread_ts, since - CLOCK_SKEW)
                if _key_of(message) == key
            ]
            first, *twins = sorted(found) or [""]
            for twin in twins:
                removed = await self.delete(Posting(channel, twin))
                if isinstance(removed, Later):
                    return removed
        except _TROUBLE as error:
            outcome = _outcome_of_harmless(error, Concern.PLACE)
            if isinstance(outcome, Later) and outcome.error == MISSING_SCOPE:
                return Refused(outcome.error)
            return outcome
        return Sent(Posting(channel, first)) if first else None

    def must_open(self, notice: Notice) -> bool:
        """Tell whether a notice goes to somebody whose conversation was not opened yet."""
        return notice.channel_id is None and notice.user_id not in self._direct

    async def _post_even_if_plain(self, arguments: dict[str, Any]) -> AsyncSlackResponse:
        try:
            return await self._slack.posting.chat_postMessage(**arguments)
        except SlackApiError as error:
            code = code_of(error)
            if code not in _BAD_BLOCKS | _BAD_METADATA:
                raise
            details = (error.response.get("response_metadata") or {}).get("messages")
            log.error("message_refused_as_built", error=code, details=details)
            without = "blocks" if code in _BAD_BLOCKS else "metadata"
            plainer = {name: value for name, value in arguments.items() if name != without}
            return await self._slack.posting.chat_postMessage(**plainer)

    async def _direct_channel(self, user_id: str) -> str:
        if user_id not in self._direct:
            opened = await self._slack.posting.conversations_open(users=user_id)
            self._direct[user_id] = str(opened["channel"]["id"])
        return self._direct[user_id]

    async def _history(
        self, channel: str, thread_ts: str | None, oldest: datetime
    ) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        while True:
            arguments: dict[str, Any] = {
                "channel": channel,
                "oldest": f"{oldest.timestamp():.6f}",
                "include_all_metadata": True,
                "limit": 100,
            }
            if cursor:
                arguments["cursor"] = cursor
            if thread_ts:
                page = await self._slack.reading.conversations_replies(ts=thread_ts, **arguments)
            else:
                page = await self._slack.reading.conversations_history(**arguments)
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return (metadata.get("event_payload") or {}).get("key")


def _outcome(error: SlackApiError | ClientError | TimeoutError) -> Later | Refused | InDoubt:
    """Return what Slack's refusal, or the network's failure, means for the message."""
    if isinstance(error, ClientConnectorError):
        return Later(None, "unreachable")
    if not isinstance(error, SlackApiError):
        return InDoubt(type(error).__name__)
    code = code_of(error)
    if code in _RATE_LIMITED:
        return Later(timedelta(seconds=_retry_after(error)), TOO_MUCH)
    if code in _LATER:
        seconds, concern = _LATER[code]
        return Later(timedelta(seconds=seconds), code, concern=concern)
    if code in _DEAD:
        return Later(WAIT_FOR_CURE, code, is_installation=True)
    if code in _IN_DOUBT or code.startswith("http_"):
        return InDoubt(code)
    return Refused(code)


def _outcome_of_harmless(
    error: SlackApiError | ClientError | TimeoutError, concern: Concern
) -> Later | Refused:
    """Return the same of a call that may be made twice without harm: there is no doubt."""
    outcome = _outcome(error)
    if isinstance(outcome, InDoubt):
        return Later(None, outcome.error)
    if isinstance(outcome, Later) and (outcome.is_limit or outcome.error == MISSING_SCOPE):
        # A permission to open conversations, or to change messages: others are not concerned.
        return replace(outcome, concern=concern, is_installation=False)
    return outcome


def _retry_after(error: SlackApiError) -> int:
    headers = {name.lower(): value for name, value in error.response.headers.items()}
    told = headers.get("retry-after", "")
    return int(told) if told.isdecimal() else RETRY_SECONDS
