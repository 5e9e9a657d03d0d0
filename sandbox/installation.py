"""The app as the workspace knows it: its tokens, its scopes and what its manifest declares."""

import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.nouns import Json

EVERY_SCOPE = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "chat:write.customize",
        "chat:write.public",
        "commands",
        "dnd:read",
        "emoji:read",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "metadata.message:read",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "users:read",
        "users:read.email",
    }
)

EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "channel_created": "channels:read",
    "channel_rename": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_left": "channels:read",
    "group_rename": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_left": "groups:read",
}
"""The scope without which an event is not delivered; the others need none."""

TokenState = Literal["live", "token_revoked", "account_inactive"]


@dataclass
class Installation:
    """Hold one app installed in the workspace."""

    team_id: str
    app_id: str
    bot_user_id: str
    bot_id: str
    bot_name: str
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    granted_scopes: set[str] = field(default_factory=lambda: set(EVERY_SCOPE))
    token_state: TokenState = "live"
    manifest: Json | None = None

    def install_manifest(self, manifest: Json) -> None:
        """Grant the scopes of a manifest, and keep to what it declares from now on."""
        self.manifest = manifest
        self.granted_scopes = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

    @property
    def messages_tab(self) -> bool:
        """Say whether people may write to the app, and be written to."""
        return bool(self._features("app_home", {}).get("messages_tab_enabled", True))

    @property
    def home_tab(self) -> bool:
        """Say whether the app has a Home tab."""
        if self.manifest is None:
            return True
        return bool(self._features("app_home", {}).get("home_tab_enabled", False))

    @property
    def interactive(self) -> bool:
        """Say whether the app may be told of clicks, submissions and shortcuts."""
        if self.manifest is None:
            return True
        settings = self.manifest.get("settings", {}).get("interactivity", {})
        return bool(settings.get("is_enabled", True))

    def command(self, name: str) -> Json | None:
        """Return the declaration of a slash command, or None when there is none."""
        if self.manifest is None:
            return {"command": name, "should_escape": True}
        declared: list[Json] = self._features("slash_commands", [])
        return next((c for c in declared if c.get("command") == name), None)

    def shortcut(self, kind: str, callback_id: str) -> Json | None:
        """Return the declaration of a shortcut, or None when there is none."""
        if self.manifest is None:
            return {"type": kind, "callback_id": callback_id}
        declared: list[Json] = self._features("shortcuts", [])
        same = (c for c in declared if (c.get("type"), c.get("callback_id")) == (kind, callback_id))
        return next(same, None)

    def hears(self, subscription: str, family: str = "channels") -> bool:
        """Say whether the app is subscribed to an event, with the scope that it takes.

        `family` is the first part of the scopes of the channel where it happened.
        """
        scope = EVENT_SCOPES.get(subscription)
        if subscription in ("member_joined_channel", "member_left_channel"):
            scope = f"{family}:read"
        if scope and scope not in self.granted_scopes:
            return False
        if self.manifest is None:
            return True
        settings = self.manifest.get("settings", {}).get("event_subscriptions", {})
        return subscription in settings.get("bot_events", [])

    def _features(self, name: str, default: Any) -> Any:
        return (self.manifest or {}).get("features", {}).get(name, default)
