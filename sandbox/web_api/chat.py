"""Methods that post, change and remove messages."""

from sandbox import messages, shapes
from sandbox.errors import SlackError
from sandbox.nouns import Channel, Json, Message
from sandbox.web_api.registry import Request, method
from sandbox.wording import normalise

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LONGEST_EPHEMERAL_BYTES = 4_000


@method("chat.postMessage", "chat:write", per_minute=300)
def post_message(request: Request) -> Json:
    """Post a message."""
    content = messages.content(request.args)
    channel = _destination(request)
    _check_may_post(request, channel)
    thread = _thread(request, channel)
    posted = request.backend.bot_post(
        channel,
        normalise(content.text[:LONGEST_TEXT]),
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=thread,
        extra=_disguise(request),
        subtype="thread_broadcast" if thread and request.flag("reply_broadcast") else None,
    )
    return _told(request, posted)


def _told(request: Request, message: Message) -> Json:
    shape = shapes.message(request.backend.installation, message)
    if message.metadata:
        shape["metadata"] = message.metadata
    return {"channel": message.channel, "ts": message.ts, "message": shape}


def _destination(request: Request) -> Channel:
    """Find where to post: a channel's id or name, or a person, whose direct message it is."""
    given = str(request.args.get("channel") or "")
    workspace = request.backend.workspace
    if given in workspace.people:
        return direct(request, [given])
    named = (c for c in workspace.channels.values() if c.name and c.name == given.lstrip("#"))
    found = next(named, None)
    return request.visible(found.id if found else given)


def direct(request: Request, others: list[str]) -> Channel:
    """Return the direct message of the bot and these people, if they can be written to."""
    backend = request.backend
    for person_id in others:
        person = backend.workspace.person(person_id)
        if person.deactivated:
            raise SlackError("user_disabled")
        if person.bot:
            raise SlackError("cannot_dm_bot")
    return backend.workspace.open_direct([backend.bot, *others], creator=backend.bot)


def _check_may_post(request: Request, channel: Channel) -> None:
    member = request.backend.bot in channel.members
    public = "chat:write.public" in request.backend.installation.granted_scopes
    if not member and not public:
        raise SlackError("not_in_channel")
    check_open(request, channel)


def check_open(request: Request, channel: Channel) -> None:
    """Refuse a channel where nothing can be posted."""
    if channel.archived:
        raise SlackError("is_archived")
    if channel.restricted:
        raise SlackError("restricted_action")
    if channel.im and not request.backend.installation.messages_tab:
        raise SlackError("messages_tab_disabled")


def _thread(request: Request, channel: Channel) -> str | None:
    ts = request.args.get("thread_ts")
    if not ts:
        return None
    parent = channel.messages.get(str(ts))
    if parent is None or (parent.deleted and not parent.reply_count):
        raise SlackError("message_not_found")
    return parent.thread_ts if parent.is_reply else parent.ts


def _disguise(request: Request) -> Json:
    names = ("username", "icon_emoji", "icon_url")
    given = {name: request.args[name] for name in names if request.args.get(name)}
    if given:
        request.require("chat:write.customize")
    return given


@method("chat.postEphemeral", "chat:write", per_minute=100)
def post_ephemeral(request: Request) -> Json:
    """Show a message to one person of the channel."""
    content = messages.content(request.args)
    channel = request.channel()
    person_id = request.need("user")
    request.backend.workspace.person(person_id)
    if request.backend.bot not in channel.members:
        raise SlackError("not_in_channel")
    check_open(request, channel)
    if person_id not in channel.members:
        raise SlackError("user_not_in_channel")
    if len(content.text.encode()) > LONGEST_EPHEMERAL_BYTES:
        raise SlackError("msg_too_long")
    shown = request.backend.bot_show(
        channel,
        person_id,
        normalise(content.text),
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=request.args.get("thread_ts") or None,
    )
    return {"message_ts": shown.ts}


@method("chat.update", "chat:write")
def update(request: Request) -> Json:
    """Change a message of the app's own."""
    content = messages.content(request.args, updating=True)
    if len(content.text) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    message = _own(request, "cant_update_message")
    messages.change(request.backend, message, content)
    return {**_told(request, message), "text": message.text}


def _own(request: Request, refusal: str) -> Message:
    channel = request.channel()
    message = request.backend.workspace.message(channel, request.need("ts"))
    if message.user != request.backend.bot:
        raise SlackError(refusal)
    if channel.archived:
        raise SlackError("is_archived")
    return message


@method("chat.delete", "chat:write")
def delete(request: Request) -> Json:
    """Remove a message of the app's own."""
    message = _own(request, "cant_delete_message")
    before = shapes.message(request.backend.installation, message)
    request.backend.workspace.delete(message, request.backend.bot, before)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.getPermalink", per_minute=600)
def permalink(request: Request) -> Json:
    """Return the address of a message."""
    channel = request.channel()
    message = request.backend.workspace.message(channel, request.need("message_ts"))
    domain = request.backend.workspace.domain
    path = f"https://{domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    query = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"channel": channel.id, "permalink": path + query}
