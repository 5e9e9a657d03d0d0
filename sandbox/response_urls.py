"""What the app posts where a gesture was made: answers, replacements, deletions."""

from sandbox import messages, shapes
from sandbox.backend import Backend
from sandbox.errors import SlackError
from sandbox.nouns import Channel, Json, Message
from sandbox.tickets import ResponseUrl
from sandbox.wording import normalise


def take(backend: Backend, key: str, body: Json) -> None:
    """Do what one post to a response url asks."""
    url = backend.tickets.spend_url(key)
    channel = backend.workspace.channels[url.channel_id]
    target = _target(backend, channel, url)
    if body.get("delete_original"):
        _remove(backend, target)
    elif body.get("replace_original") and target is not None:
        _replace(backend, target, body)
    else:
        add(backend, channel, url.person_id, body)


def _target(backend: Backend, channel: Channel, url: ResponseUrl) -> Message | None:
    if url.on == "ephemeral":
        shown = backend.workspace.ephemeral
        return next((m for m in shown if m.ts == url.message_ts), None)
    found = channel.messages.get(url.message_ts or "")
    return found if found and not found.deleted else None


def _remove(backend: Backend, target: Message | None) -> None:
    if target is None:
        raise SlackError("message_not_found")
    if target.visible_to:
        backend.workspace.remove_shown(target)
    else:
        before = shapes.message(backend.installation, target)
        backend.workspace.delete(target, backend.bot, before)


def _replace(backend: Backend, target: Message, body: Json) -> None:
    new = messages.content(body, through_response_url=True)
    if target.visible_to is None:
        messages.change(backend, target, new)
    elif body.get("response_type") == "in_channel":
        raise SlackError("invalid_response_type")  # an ephemeral cannot be made public
    else:
        backend.workspace.change_shown(
            target, text=normalise(new.text), blocks=new.blocks, attachments=new.attachments
        )


def add(backend: Backend, channel: Channel, person_id: str, body: Json) -> Message:
    """Answer in the channel: to the person alone unless the app says otherwise."""
    new = messages.content(body, through_response_url=True)
    fields: Json = {
        "blocks": new.blocks,
        "attachments": new.attachments,
        "thread_ts": body.get("thread_ts") or None,
    }
    if body.get("response_type") == "in_channel":
        metadata = new.metadata
        return backend.bot_post(channel, normalise(new.text), metadata=metadata, **fields)
    return backend.bot_show(channel, person_id, normalise(new.text), **fields)
