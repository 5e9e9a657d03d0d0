"""Methods about channels and who is in them."""

from sandbox import shapes
from sandbox.errors import SlackError
from sandbox.nouns import Channel, Json
from sandbox.web_api.chat import direct
from sandbox.web_api.pages import page
from sandbox.web_api.registry import Request, method

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
TYPES = {"channel": "public_channel", "group": "private_channel", "im": "im", "mpim": "mpim"}


@method("conversations.info", *READ)
def info(request: Request) -> Json:
    """Describe one conversation."""
    channel = request.channel()
    request.require(f"{channel.scope_family}:read")
    return {"channel": _shape(request, channel)}


def _shape(request: Request, channel: Channel) -> Json:
    shape = shapes.channel(request.backend.workspace, channel, request.backend.bot)
    if request.flag("include_num_members") and not channel.im:
        shape["num_members"] = len(channel.members)
    return shape


@method("conversations.list", *READ, per_minute=20)
def list_(request: Request) -> Json:
    """List the conversations the bot may know of."""
    return _listed(request, [c for c in _known(request) if _kept(request, c)])


@method("users.conversations", *READ, per_minute=20)
def of_user(request: Request) -> Json:
    """List the conversations somebody is in, the bot itself by default."""
    person_id = str(request.args.get("user") or request.backend.bot)
    request.backend.workspace.person(person_id)
    known = [c for c in _known(request) if person_id in c.members and _kept(request, c)]
    return _listed(request, known)


def _known(request: Request) -> list[Channel]:
    wanted = str(request.args.get("types") or "public_channel").replace(" ", "").split(",")
    unknown = set(wanted) - set(TYPES.values())
    if unknown:
        raise SlackError("invalid_types")
    channels = list(request.backend.workspace.channels.values())
    for kind in {c.scope_family for c in channels if TYPES[c.kind] in wanted}:
        request.require(f"{kind}:read")
    return [c for c in channels if TYPES[c.kind] in wanted and _seen(request, c)]


def _seen(request: Request, channel: Channel) -> bool:
    return channel.kind == "channel" or request.backend.bot in channel.members


def _kept(request: Request, channel: Channel) -> bool:
    return not (channel.archived and request.flag("exclude_archived"))


def _listed(request: Request, channels: list[Channel]) -> Json:
    some, metadata = page(request, channels, default=100, most=999)
    return {"channels": [_shape(request, c) for c in some], "response_metadata": metadata}


@method("conversations.members", *READ, per_minute=100)
def members(request: Request) -> Json:
    """List who is in a conversation."""
    channel = request.channel()
    request.require(f"{channel.scope_family}:read")
    some, metadata = page(request, channel.members, default=100, most=999)
    return {"members": some, "response_metadata": metadata}


@method("conversations.join", "channels:join")
def join(request: Request) -> Json:
    """Bring the bot into a public channel."""
    channel = request.channel()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    already = request.backend.bot in channel.members
    request.backend.workspace.join(channel, request.backend.bot, inviter=None)
    warning = {"warning": "already_in_channel"} if already else {}
    return {"channel": _shape(request, channel), **warning}


@method("conversations.open", "im:write", "mpim:write")
def open_(request: Request) -> Json:
    """Open a direct or group message, or find the one there is."""
    if request.args.get("channel"):
        channel, opened = request.channel(), True
    else:
        channel, opened = _with_people(request)
    shape: Json = {"id": channel.id}
    if request.flag("return_im"):
        shape = _shape(request, channel)
    return {"channel": shape, **({"already_open": True, "no_op": True} if opened else {})}


def _with_people(request: Request) -> tuple[Channel, bool]:
    given = request.args.get("users") or ""
    listed = given if isinstance(given, list) else str(given).split(",")
    people = list(dict.fromkeys(p.strip() for p in listed if p.strip()))
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 8:
        raise SlackError("too_many_users")
    request.require("im:write" if len(people) == 1 else "mpim:write")
    existing = request.backend.workspace.direct([request.backend.bot, *people])
    return direct(request, people), existing is not None
