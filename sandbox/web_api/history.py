"""Methods that read messages back."""

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.nouns import Channel, Json, Message
from sandbox.web_api.pages import page
from sandbox.web_api.registry import Request, method

HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


@method("conversations.history", *HISTORY)
def history(request: Request) -> Json:
    """Read the messages of a channel, the latest first."""
    channel = _readable(request)
    top = [m for m in channel.messages.values() if _in_channel(m) and _stands(m)]
    chosen = [m for m in reversed(top) if _within(request, m)]
    some, metadata = page(request, chosen, default=100, most=999)
    more = bool(metadata["next_cursor"])
    answer: Json = {"messages": [_shape(request, m) for m in some], "has_more": more}
    answer |= {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}
    return answer | ({"response_metadata": metadata} if more else {})


@method("conversations.replies", *HISTORY)
def replies(request: Request) -> Json:
    """Read a thread, its parent first."""
    channel = _readable(request)
    ts = request.need("ts")
    parent = channel.messages.get(ts)
    if parent is None or not _stands(parent):
        raise SlackError("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [m for m in channel.messages.values() if root in (m.ts, m.thread_ts)]
    chosen = [m for m in thread if _stands(m) and (m.ts == root or _within(request, m))]
    some, metadata = page(request, chosen, default=1000, most=1000)
    more = bool(metadata["next_cursor"])
    answer: Json = {"messages": [_shape(request, m) for m in some], "has_more": more}
    return answer | ({"response_metadata": metadata} if more else {})


def _readable(request: Request) -> Channel:
    channel = request.channel()
    request.require(f"{channel.scope_family}:history")
    if request.backend.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _in_channel(message: Message) -> bool:
    return not message.is_reply or message.subtype == "thread_broadcast"


def _stands(message: Message) -> bool:
    """Keep a deleted message only while its thread stands, as Slack's tombstone does."""
    return not message.deleted or message.reply_count > 0


def _within(request: Request, message: Message) -> bool:
    oldest = _micros(request.args.get("oldest") or "0")
    latest = _micros(request.args.get("latest") or "9999999999")
    at = _micros(message.ts)
    if request.flag("inclusive"):
        return oldest <= at <= latest
    return oldest < at < latest


def _micros(ts: object) -> int:
    """Read a time stamp exactly: a float would lose its last digits."""
    whole, _, part = str(ts).partition(".")
    if not whole.isdigit() or (part and not part.isdigit()):
        raise SlackError("invalid_ts_oldest")
    return int(whole) * 1_000_000 + int(part.ljust(6, "0")[:6] or 0)


def _shape(request: Request, message: Message) -> Json:
    backend = request.backend
    if message.deleted:
        tombstone: Json = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT"}
        tombstone |= {"text": "This message was deleted.", "ts": message.ts, "hidden": True}
        return {**tombstone, "thread_ts": message.ts} | shapes.thread(backend.workspace, message)
    every = request.flag("include_all_metadata")
    return shapes.stored_message(backend.workspace, backend.installation, message, every)
