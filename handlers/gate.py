"""The gate before everything: what nobody handles is acknowledged unread."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

HANDLED_EVENTS = frozenset(
    {
        "reaction_added",
        "reaction_removed",
        "message",
        "app_mention",
        "app_home_opened",
        "member_joined_channel",
        "member_left_channel",
        "user_change",
        "channel_unarchive",
        "group_unarchive",
    }
)
HANDLED_SUBTYPES = frozenset({None, "thread_broadcast", "message_changed", "message_deleted"})


class Gate(AsyncMiddleware):
    """Lets in what somebody gave the bot; answers the rest at once, without looking at it.

    Slack sends every message of the bot's channels. Only direct messages, thread replies and
    changes of messages can concern it; no other is read, kept or logged.
    """

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Acknowledge, or go on."""
        kind = req.body.get("type")
        if kind == "app_rate_limited":
            return BoltResponse(status=200)
        if kind == "event_callback" and not _concerns(req.body["event"]):
            return BoltResponse(status=200)
        return await next()


def _concerns(event: dict[str, Any]) -> bool:
    if event.get("type") not in HANDLED_EVENTS:
        return False
    if event["type"] != "message":
        return True
    subtype = event.get("subtype")
    if subtype in {"message_changed", "message_deleted"}:
        return True
    if event.get("channel_type") == "im":
        return subtype in HANDLED_SUBTYPES or subtype == "file_share"
    return subtype in HANDLED_SUBTYPES and "thread_ts" in event
