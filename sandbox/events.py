"""The Events API: each change the app may hear of becomes an event, complete as Slack sends it."""

import base64
import secrets
from collections.abc import Callable

from sandbox import shapes
from sandbox.delivery import Courier
from sandbox.installation import Installation
from sandbox.nouns import Channel, Json, Message, Person
from sandbox.workspace import Change, Workspace


class EventFeed:
    """Listen to the workspace and publish what the app is subscribed to."""

    def __init__(self, workspace: Workspace, installation: Installation, courier: Courier) -> None:
        self._workspace = workspace
        self._installation = installation
        self._courier = courier
        self._on: dict[str, Callable[[Change], None]] = {
            "message_posted": self._message_posted,
            "message_changed": self._message_changed,
            "message_deleted": self._message_deleted,
            "reaction_added": self._reaction,
            "reaction_removed": self._reaction,
            "member_joined": self._member_joined,
            "member_left": self._member_left,
            "channel_added": self._channel_added,
            "channel_archived": self._channel_archived,
            "channel_unarchived": self._channel_archived,
            "channel_renamed": self._channel_renamed,
            "person_added": self._person_added,
            "person_changed": self._person_changed,
            "home_opened": self._home_opened,
        }

    def hear(self, change: Change) -> None:
        """Turn one change into the events that follow from it."""
        if change.kind in self._on:
            self._on[change.kind](change)

    def publish(self, subscription: str, event: Json, channel: Channel | None = None) -> None:
        """Send one event, if the app is subscribed and sees where it happened."""
        if channel and self._installation.bot_user_id not in channel.members:
            return
        family = channel.scope_family if channel else "channels"
        if self._installation.hears(subscription, family):
            event.setdefault("event_ts", self._workspace.event_ts())
            self._courier.publish(self._outer(event, channel))

    def _outer(self, event: Json, channel: Channel | None) -> Json:
        installation = self._installation
        where = {"c": channel.id} if channel else {}
        context = f'{{"et":"{event["type"]}","aid":"{installation.app_id}","cid":"{where}"}}'
        return {
            "token": installation.verification_token,
            "team_id": installation.team_id,
            "context_team_id": installation.team_id,
            "context_enterprise_id": None,
            "api_app_id": installation.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": self._workspace.micros() // 1_000_000,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": installation.team_id,
                    "user_id": installation.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.shared),
            "event_context": "4-" + base64.b64encode(context.encode()).decode().rstrip("="),
        }

    # Messages

    def _message_posted(self, change: Change) -> None:
        channel, message = _where(change)
        event = shapes.message(self._installation, message) | self._place(channel, message.ts)
        if message.is_reply:
            event |= shapes.thread(self._workspace, message)
        self.publish(_message_subscription(channel), event, channel)
        if self._mentions_bot(message) and not channel.im:
            mention = {k: v for k, v in event.items() if k not in ("channel_type", "subtype")}
            self.publish("app_mention", mention | {"type": "app_mention"}, channel)

    def _mentions_bot(self, message: Message) -> bool:
        bot = self._installation.bot_user_id
        named = f"<@{bot}>" in message.text or f"<@{bot}|" in message.text
        return named and message.subtype is None and message.user != bot

    def _message_changed(self, change: Change) -> None:
        channel, message = _where(change)
        self._publish_change(channel, shapes.message(self._installation, message), change)

    def _message_deleted(self, change: Change) -> None:
        channel, message = _where(change)
        if message.reply_count:
            self._publish_change(channel, self._tombstone(message), change)
            return
        ts = self._workspace.event_ts()
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "deleted_ts": message.ts,
            "previous_message": change.detail["previous"],
        } | {"ts": ts, **self._place(channel, ts)}
        self.publish(_message_subscription(channel), event, channel)

    def _publish_change(self, channel: Channel, after: Json, change: Change) -> None:
        ts = self._workspace.event_ts()
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "message": after | {"source_team": self._installation.team_id},
            "previous_message": change.detail["previous"],
        } | {"ts": ts, **self._place(channel, ts)}
        self.publish(_message_subscription(channel), event, channel)

    def _tombstone(self, message: Message) -> Json:
        """Show a deleted message whose thread still stands (the shape is not documented)."""
        return {
            "type": "message",
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": "USLACKBOT",
            "hidden": True,
            "ts": message.ts,
            "thread_ts": message.ts,
        } | shapes.thread(self._workspace, message)

    def _place(self, channel: Channel, event_ts: str) -> Json:
        return {"channel": channel.id, "event_ts": event_ts, "channel_type": channel.kind}

    # Reactions

    def _reaction(self, change: Change) -> None:
        channel, message = _where(change)
        event: Json = {
            "type": change.kind,
            "user": change.by,
            "reaction": change.detail["reaction"],
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "item_user": message.user,
        }
        self.publish(change.kind, event, channel)

    # Channels

    def _member_joined(self, change: Change) -> None:
        event = self._membership("member_joined_channel", change)
        if change.by:
            event["inviter"] = change.by
        self.publish("member_joined_channel", event, change.channel)

    def _member_left(self, change: Change) -> None:
        channel, person = _who(change)
        event = self._membership("member_left_channel", change)
        if person.id != self._installation.bot_user_id:
            self.publish("member_left_channel", event, channel)
            return
        # The bot is out already: it is told all the same, and by two events.
        self.publish("member_left_channel", event)
        left = f"{_family(channel)}_left"
        self.publish(left, {"type": left, "channel": channel.id, "actor_id": change.by})

    def _membership(self, event_type: str, change: Change) -> Json:
        channel, person = _who(change)
        return {
            "type": event_type,
            "user": person.id,
            "channel": channel.id,
            "channel_type": "G" if channel.private else "C",
            "team": self._installation.team_id,
        }

    def _channel_added(self, change: Change) -> None:
        channel = change.channel
        if channel is None or channel.kind != "channel" or not change.detail.get("announce"):
            return
        told = shapes.channel(self._workspace, channel, self._installation.bot_user_id)
        self.publish("channel_created", {"type": "channel_created", "channel": told})

    def _channel_archived(self, change: Change) -> None:
        assert change.channel is not None
        verb = change.kind.removeprefix("channel_").removesuffix("d")
        event_type = f"{_family(change.channel)}_{verb}"
        event: Json = {"type": event_type, "channel": change.channel.id, "user": change.by}
        self.publish(event_type, event | {"is_moved": 0}, change.channel)

    def _channel_renamed(self, change: Change) -> None:
        assert change.channel is not None
        named: Json = {"id": change.channel.id, "name": change.channel.name}
        named |= {"created": change.channel.created, "is_channel": not change.channel.private}
        event_type = f"{_family(change.channel)}_rename"
        self.publish(event_type, {"type": event_type, "channel": named}, change.channel)

    # People

    def _person_added(self, change: Change) -> None:
        assert change.person is not None
        if change.detail.get("announce"):
            told = shapes.user(self._workspace, change.person, include_locale=True)
            self.publish("team_join", {"type": "team_join", "user": told})

    def _person_changed(self, change: Change) -> None:
        assert change.person is not None
        told = shapes.user(self._workspace, change.person, include_locale=True)
        event = {"type": "user_change", "user": told, "cache_ts": told["updated"]}
        self.publish("user_change", event)

    def _home_opened(self, change: Change) -> None:
        channel, person = _who(change)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": channel.id,
            "tab": change.detail["tab"],
        }
        if person.home and event["tab"] == "home":
            event["view"] = shapes.view(self._installation, person.home)
        self.publish("app_home_opened", event)

    # The app's own life

    def tokens_revoked(self) -> None:
        """Tell the app that its bot token is dead."""
        tokens: Json = {"oauth": [], "bot": [self._installation.bot_user_id]}
        self.publish("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})

    def app_uninstalled(self) -> None:
        """Tell the app that it was removed from the workspace."""
        self.publish("app_uninstalled", {"type": "app_uninstalled"})


def _where(change: Change) -> tuple[Channel, Message]:
    assert change.channel is not None
    assert change.message is not None
    return change.channel, change.message


def _who(change: Change) -> tuple[Channel, Person]:
    assert change.channel is not None
    assert change.person is not None
    return change.channel, change.person


def _message_subscription(channel: Channel) -> str:
    return f"message.{channel.scope_family}"


def _family(channel: Channel) -> str:
    return "group" if channel.private else "channel"
