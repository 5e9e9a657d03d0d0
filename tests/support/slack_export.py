"""Small Slack exports, made up as Slack writes them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sandbox.gestures import Acting
from sandbox.nouns import Channel

Message = dict[str, Any]


def said(user: str, text: str, ts: str, *reactions: Message, **more: Any) -> Message:
    """Return a message of an export."""
    return (
        {"type": "message", "user": user, "text": text, "ts": ts}
        | ({"reactions": list(reactions)} if reactions else {})
        | more
    )


def reaction(name: str, *users: str) -> Message:
    """Return a reaction of these people."""
    return {"name": name, "users": list(users), "count": len(users)}


def person(user_id: str, name: str, **more: Any) -> Message:
    """Return somebody of an export."""
    return {"id": user_id, "name": name, "tz": "Europe/Paris", "profile": {}, **more}


def users_of(people: Sequence[Acting]) -> list[Message]:
    """Return people of the sandbox as an export has them."""
    return [person(one.id, one.name, tz=one.tz, team_id=one.team_id) for one in people]


def write_export(
    file: Path,
    users: Sequence[Message],
    days: Mapping[str, Sequence[Message] | str],
    channels: Mapping[str, str],
    *,
    private: Mapping[str, str] | None = None,
    root: str = "",
) -> Path:
    """Write a zip: `days` by the path of each file, `channels` ids by name."""
    files: dict[str, Any] = {
        "channels.json": _listed(channels),
        "groups.json": _listed(private or {}),
        "users.json": list(users),
        **days,
    }
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content, indent=2)
            zipped.writestr(root + name, text)
    return file


def in_channel(channel: Channel) -> dict[str, str]:
    """Return a channel of the sandbox as an export names it."""
    return {channel.name: channel.id}


def _listed(channels: Mapping[str, str]) -> list[Message]:
    return [{"id": channel_id, "name": name} for name, channel_id in channels.items()]
