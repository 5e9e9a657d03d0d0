"""Methods about reactions."""

import re

from sandbox import shapes
from sandbox.emoji import STANDARD
from sandbox.errors import SlackError
from sandbox.nouns import Json, Message
from sandbox.web_api.registry import Request, method


@method("reactions.add", "reactions:write")
def add(request: Request) -> Json:
    """Add a reaction of the bot's."""
    message = _message(request)
    channel = request.backend.workspace.channels[message.channel]
    if channel.archived:
        raise SlackError("is_archived")
    if request.backend.bot not in channel.members:
        raise SlackError("not_in_channel")
    request.backend.workspace.react(message, request.backend.bot, _emoji(request))
    return {}


@method("reactions.remove", "reactions:write", per_minute=20)
def remove(request: Request) -> Json:
    """Take back a reaction of the bot's."""
    message = _message(request)
    request.backend.workspace.unreact(message, request.backend.bot, _emoji(request))
    return {}


@method("reactions.get", "reactions:read")
def get(request: Request) -> Json:
    """Read a message with its reactions."""
    message = _message(request)
    backend = request.backend
    shape = shapes.stored_message(backend.workspace, backend.installation, message)
    return {"type": "message", "channel": message.channel, "message": shape}


def _message(request: Request) -> Message:
    if not request.args.get("channel") or not request.args.get("timestamp"):
        raise SlackError("no_item_specified")
    return request.backend.workspace.message(request.channel(), str(request.args["timestamp"]))


def _emoji(request: Request) -> str:
    name = request.need("name").strip(":")
    bare = re.sub(r"::skin-tone-[2-6]$", "", name)
    if bare not in STANDARD and bare not in request.backend.custom_emoji:
        raise SlackError("invalid_name")
    return name
