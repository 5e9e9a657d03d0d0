"""What one person sees of the workspace, as the JSON that the page draws."""

import html
import re
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sandbox.nouns import Channel, Json, Message, Person, View
from sandbox.page.reading import Reading

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_TOKEN = re.compile(r"<([@#!])([^>|]+)(?:\|([^>]*))?>|<([^>|]+)(?:\|[^>]*)?>")


def snapshot(slack: "Sandbox", person: Person, reading: Reading) -> Json:
    """Return everything that this person's screen shows."""
    workspace = slack.workspace
    rooms = [c for c in workspace.channels.values() if _can_see(person, c)]
    bot = workspace.people[slack.bot_user_id]
    direct = workspace.direct([person.id, bot.id])
    everybody = workspace.people.values()
    return {
        "me": person.id,
        "now": workspace.clock.now().isoformat(),
        "workspace": workspace.name,
        "people": [_person(slack, p, reading) for p in everybody],
        "names_sign": _sign(everybody, rooms),
        "channels": [_room(slack, person, c, reading) for c in rooms],
        "bot": {"id": bot.id, "name": bot.name, "room": direct.id if direct else None},
        "rooms": {c.id: _messages(slack, person, c) for c in rooms},
        "modals": [_view(view) for view in person.modals],
        "home": _view(person.home) if person.home else None,
        "commands": _commands(slack),
        "shortcuts": _features(slack, "shortcuts"),
        "controls": _controls(slack, person),
    }


def _sign(people: Iterable[Person], rooms: Iterable[Channel]) -> int:
    """Return a number that changes with any name, since names stand in every message."""
    return zlib.crc32(repr([[p.name for p in people], [c.name for c in rooms]]).encode())


def speaks_french(person: Person) -> bool:
    """Say whether the page's own words are French for this person."""
    return person.locale.lower().startswith("fr")


def _can_see(person: Person, channel: Channel) -> bool:
    return person.id in channel.members or (channel.kind == "channel" and not person.guest)


def _person(slack: "Sandbox", person: Person, reading: Reading) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "title": slack.page_titles.get(person.id, ""),
        "locale": person.locale,
        "tz": person.tz,
        "bot": person.bot,
        "deactivated": person.deactivated,
        "tone": int(person.id[-3:], 36),
        "news": not person.bot and reading.has_news(slack.workspace, person),
    }


def _room(slack: "Sandbox", person: Person, channel: Channel, reading: Reading) -> Json:
    return {
        "id": channel.id,
        "name": _room_name(slack, person, channel),
        "kind": channel.kind,
        "private": channel.private,
        "archived": channel.archived,
        "member": person.id in channel.members,
        "members": channel.members,
        "unread": reading.is_unread(slack.workspace, person, channel),
    }


def _room_name(slack: "Sandbox", person: Person, channel: Channel) -> str:
    if channel.kind in ("channel", "group"):
        return channel.name
    others = [slack.workspace.people[m].name for m in channel.members if m != person.id]
    return ", ".join(sorted(others)) or person.name


# Messages


def _messages(slack: "Sandbox", person: Person, channel: Channel) -> list[Json]:
    ephemeral = [
        m for m in slack.workspace.ephemeral
        if (m.channel, m.visible_to) == (channel.id, person.id) and not m.deleted
    ]  # fmt: skip
    shown = [m for m in channel.messages.values() if not m.deleted or m.reply_count]
    every = sorted([*shown, *ephemeral], key=lambda m: float(m.ts))
    return [_message(slack, m, every) for m in every]


def _message(slack: "Sandbox", message: Message, every: list[Message]) -> Json:
    ephemeral = message.visible_to is not None
    return {
        "key": f"{message.channel}-{message.ts}{'-e' if ephemeral else ''}",
        "channel": message.channel,
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "user": message.user,
        "username": message.extra.get("username"),
        "text": message.text,
        "typed": _typed(slack, message.text) if not message.bot_id else "",
        "blocks": message.blocks if message.bot_id and message.blocks else None,
        "subtype": message.subtype,
        "edited": bool(message.edited) and not (message.bot_id and message.blocks),
        "deleted": message.deleted,
        "ephemeral": ephemeral,
        "reactions": [{"name": n, "users": list(u)} for n, u in message.reactions.items()],
        **_thread(message, every),
    }


def _thread(message: Message, every: list[Message]) -> Json:
    if message.thread_ts is None or message.is_reply:
        return {"reply_count": 0, "private_replies": 0}
    replies = [m for m in every if m.is_reply and m.thread_ts == message.ts and not m.deleted]
    open_to_all = [m for m in replies if m.visible_to is None]
    return {
        "reply_count": len(open_to_all),
        "reply_users": list(dict.fromkeys(m.user for m in open_to_all)),
        "latest_reply": open_to_all[-1].ts if open_to_all else None,
        "private_replies": len(replies) - len(open_to_all),
    }


def _typed(slack: "Sandbox", text: str) -> str:
    """Turn a stored text back into what its author would type, to edit it."""
    workspace = slack.workspace

    def token(found: "re.Match[str]") -> str:
        mark, target, label, url = found.groups()
        if mark == "@" and target in workspace.people:
            return f"@{workspace.people[target].name}"
        if mark == "#" and target in workspace.channels:
            return f"#{workspace.channels[target].name}"
        return url or f"{'@' if mark == '!' else mark}{label or target}"

    return html.unescape(_TOKEN.sub(token, text))


# Views, commands and what the demonstration adds


def _view(view: View) -> Json:
    body = view.body
    return {
        "id": view.id,
        "hash": view.hash,
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "blocks": view.blocks,
        "values": view.values,
        "errors": dict(view.errors),
    }


def _features(slack: "Sandbox", name: str) -> list[Json]:
    manifest: Json = slack.backend.installation.manifest or {}
    features: list[Json] = manifest.get("features", {}).get(name, [])
    return features


def _commands(slack: "Sandbox") -> list[Json]:
    declared = _features(slack, "slash_commands")
    if slack.backend.installation.manifest is not None:
        return declared
    seen = [d.payload["command"] for d in slack.deliveries if d.kind == "slash_commands"]
    return [{"command": command} for command in dict.fromkeys(seen)]


def _controls(slack: "Sandbox", person: Person) -> list[Json]:
    name = "label_fr" if speaks_french(person) else "label_en"
    return [{"id": c.id, "label": getattr(c, name)} for c in slack.page_controls]
