"""The nouns of the pretend workspace: people, channels, messages and views."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]


class Clock(Protocol):
    """Tell the time."""

    def now(self) -> datetime:
        """Return the present instant, aware."""


@dataclass(eq=False)
class View:
    """Hold one modal or one Home tab as its reader has it on screen."""

    id: str
    owner: str
    """The id of the only person who sees it."""
    body: Json
    """What the app gave, with the ids that Slack fills in."""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    """What is entered: block_id, then action_id, as in Slack's `state.values`."""
    hash: str = ""
    root_id: str = ""
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    """The refusals shown under the fields, by block_id."""
    from_channel: str | None = None
    """The channel this modal was opened from, where there is one."""

    @property
    def type(self) -> str:
        """Return "modal" or "home"."""
        return str(self.body.get("type", ""))

    @property
    def title(self) -> str:
        """Return the words of the title."""
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks."""
        blocks: list[Json] = self.body.get("blocks", [])
        return blocks

    @property
    def callback_id(self) -> str:
        """Return the callback id, empty when the app gave none."""
        return str(self.body.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        """Return what the app keeps for itself in the view."""
        return str(self.body.get("private_metadata") or "")

    @property
    def external_id(self) -> str:
        """Return the id chosen by the app, empty when it chose none."""
        return str(self.body.get("external_id") or "")


@dataclass(eq=False)
class Person:
    """Hold one account of the workspace, with what is open on its screen."""

    id: str
    name: str
    handle: str
    team_id: str
    locale: str = "en-US"
    tz: str = "Europe/Paris"
    admin: bool = False
    guest: bool = False
    external: bool = False
    bot: bool = False
    deactivated: bool = False
    bot_id: str | None = None
    display_name: str = ""
    silence: tuple[int, int] | None = None
    """From when to when they want to be told of nothing, in seconds since 1970."""
    modals: list[View] = field(default_factory=list)
    """The stack of open modals, the one in front last."""
    home: View | None = None


@dataclass(eq=False)
class Message:
    """Hold one message; `channel` and `user` are ids, as in Slack's payloads."""

    channel: str
    ts: str
    text: str
    user: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """Emoji name, then the ids of those who added it."""
    metadata: Json | None = None
    deleted: bool = False
    edited: Json | None = None
    """`{"user": …, "ts": …}` once its words were changed."""
    subtype: str | None = None
    bot_id: str | None = None
    attachments: list[Json] = field(default_factory=list)
    visible_to: str | None = None
    """For an ephemeral message, the id of the only person who sees it."""
    reply_count: int = 0
    """How many replies its thread has."""
    extra: Json = field(default_factory=dict)
    """What else Slack keeps with it: client_msg_id, username, icons."""

    @property
    def is_reply(self) -> bool:
        """Say whether it stands in a thread, under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(eq=False)
class Channel:
    """Hold one conversation: a channel, a direct message or a group message."""

    id: str
    name: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    private: bool = False
    im: bool = False
    mpim: bool = False
    archived: bool = False
    shared: bool = False
    """Whether people of another organisation are in it (Slack Connect)."""
    restricted: bool = False
    """Whether only chosen people may post in it."""
    messages: dict[str, Message] = field(default_factory=dict)
    last_micros: int = 0

    @property
    def kind(self) -> str:
        """Return "channel", "group", "mpim" or "im", as Slack's `channel_type`."""
        if self.im:
            return "im"
        if self.mpim:
            return "mpim"
        return "group" if self.private else "channel"

    @property
    def scope_family(self) -> str:
        """Return the first part of the scopes that govern it."""
        return {"channel": "channels", "group": "groups"}.get(self.kind, self.kind)
