"""The gate before everything: what nobody handles is acknowledged unread."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse

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
    }
)
HANDLED_SUBTYPES = frozenset({None, "thread_broadcast", "message_changed", "message_deleted"})


async def let_in(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> BoltResponse | None:
    """Let in what somebody gave the bot; answer the rest at once, without looking at it.

    Slack sends every message of the bot's channels. Only direct messages, thread replies and
    changes of messages can concern it; no other is read, kept or logged.
    """
    if body.get("type") == "event_callback" and not _concerns(body["event"]):
        return BoltResponse(status=200)
    if body.get("type") == "app_rate_limited":
        return BoltResponse(status=200)
    await next()
    return None


def _concerns(event: dict[str, Any]) -> bool:
    if event.get("type") not in HANDLED_EVENTS:
        return False
    if event["type"] != "message":
        return True
    subtype = event.get("subtype")
    if subtype in {"message_changed", "message_deleted"}:
        return True
    is_direct = event.get("channel_type") == "im"
    return subtype in HANDLED_SUBTYPES and (is_direct or "thread_ts" in event)
