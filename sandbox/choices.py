"""What Slack's client offers in the selects it fills itself: people, channels, conversations."""

from typing import Any

from sandbox.errors import NothingThere
from sandbox.forms import FIELDS, matches
from sandbox.nouns import Json
from sandbox.presence import Present


def check(person: Present, element: Json, state: Json) -> None:
    """Refuse a choice that this person is not offered."""
    kind = str(element["type"]).removeprefix("multi_")
    if kind not in ("users_select", "conversations_select", "channels_select"):
        return
    chosen = state.get(FIELDS[element["type"]][0])
    for one in _several(chosen):
        if not _offered(person, kind, element.get("filter") or {}, one):
            raise NothingThere(f"{one} is not offered in {element.get('action_id')}")


def _several(chosen: Any) -> list[str]:
    if isinstance(chosen, list):
        return chosen
    return [] if chosen is None else [chosen]


def _offered(person: Present, kind: str, wanted: Json, chosen: str) -> bool:
    workspace = person.backend.workspace
    if kind == "users_select":
        return chosen in workspace.people and not workspace.people[chosen].deactivated
    if chosen in workspace.people:
        return _direct_offered(person, kind, wanted, chosen)
    channel = workspace.channels.get(chosen)
    if channel is None or channel.archived or not person.can_open(channel):
        return False
    return channel.kind == "channel" if kind == "channels_select" else matches(channel, wanted)


def _direct_offered(person: Present, kind: str, wanted: Json, chosen: str) -> bool:
    bot = person.backend.workspace.people[chosen].bot
    if kind == "channels_select" or (bot and wanted.get("exclude_bot_users")):
        return False
    return "im" in wanted.get("include", ["im"])
