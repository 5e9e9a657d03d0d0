"""What Slack refuses in an app's manifest, as far as a Bolt app's goes."""

from typing import Any

from sandbox.block_kit.rules import (
    Findings,
    Shape,
    among,
    an,
    boolean,
    check_shape,
    listing,
    matching,
    number,
    string,
)
from sandbox.errors import SlackError
from sandbox.nouns import Json

_COLOUR = matching(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", "must be a valid color")
_COMMAND_NAME = matching(r"/[^\s/A-Z]{1,31}", "must be a valid command")


_COMMAND = Shape(
    {
        "command": _COMMAND_NAME,
        "description": string(2000, 1),
        "usage_hint": string(1000),
        "should_escape": boolean,
        "url": string(3000, 1),
    },
    required=("command", "description"),
)
_SHORTCUT = Shape(
    {
        "name": string(24, 1),
        "type": among("global", "message"),
        "callback_id": string(255, 1),
        "description": string(150, 1),
    },
    required=("name", "type", "callback_id", "description"),
)


def _commands(value: Any, at: str, found: Findings) -> None:
    listing(an(_COMMAND), 50)(value, at, found)
    names = [item.get("command") for item in value if isinstance(item, dict)]
    for index, name in enumerate(names):
        if name in names[:index]:
            found.add(f"{at}/{index}/command", f"{name} already exists")


_HOME = Shape(
    {
        "home_tab_enabled": boolean,
        "messages_tab_enabled": boolean,
        "messages_tab_read_only_enabled": boolean,
    }
)
_FEATURES = Shape(
    {
        "app_home": an(_HOME),
        "bot_user": an(
            Shape({"display_name": string(80, 1), "always_online": boolean}, ("display_name",))
        ),
        "slash_commands": _commands,
        "shortcuts": listing(an(_SHORTCUT), 10),
    },
    loose=True,
)
_SCOPE = matching(r"[a-z_.]+(:[a-z_.]+)*", "must be a valid scope")
_SCOPES = Shape(
    {name: listing(_SCOPE, 255, 0) for name in ("bot", "user", "bot_optional", "user_optional")}
)
_OAUTH = Shape({"scopes": an(_SCOPES), "redirect_urls": listing(string(3000, 1), 1000)}, loose=True)
_EVENT = matching(r"[a-z_]+(\.[a-z]+)?", "must be a valid event")
_EVENTS = Shape(
    {
        "request_url": string(3000, 1),
        "bot_events": listing(_EVENT, 100),
        "user_events": listing(_EVENT, 100),
        "metadata_subscriptions": listing(an(Shape({}, loose=True)), 20),
    }
)
_SETTINGS = Shape(
    {
        "event_subscriptions": an(_EVENTS),
        "interactivity": an(
            Shape(
                {
                    "is_enabled": boolean,
                    "request_url": string(3000, 1),
                    "message_menu_options_url": string(3000, 1),
                },
                required=("is_enabled",),
            )
        ),
        "socket_mode_enabled": boolean,
        "org_deploy_enabled": boolean,
        "token_rotation_enabled": boolean,
    },
    loose=True,
)
_LOOKS = Shape(
    {
        "name": string(35, 1),
        "description": string(140),
        "long_description": string(4000, 175),
        "background_color": _COLOUR,
    },
    required=("name",),
)
_MANIFEST = Shape(
    {
        "_metadata": an(Shape({"major_version": number(1, 2)}, loose=True)),
        "display_information": an(_LOOKS),
        "features": an(_FEATURES),
        "oauth_config": an(_OAUTH),
        "settings": an(_SETTINGS),
    },
    required=("display_information",),
    loose=True,
)


def check_manifest(manifest: Json) -> None:
    """Refuse a manifest that Slack would not accept, with what is wrong and where."""
    found = Findings("message")
    check_shape(_MANIFEST, manifest, "", found)
    _check_urls(manifest, found)
    if found.messages:
        raise SlackError("invalid_manifest", errors=found.messages)


def _check_urls(manifest: Json, found: Findings) -> None:
    """Want an address wherever Slack would post, unless it goes through a socket."""
    settings: Json = manifest.get("settings") or {}
    if settings.get("socket_mode_enabled"):
        return
    for index, command in enumerate((manifest.get("features") or {}).get("slash_commands") or []):
        if not command.get("url"):
            found.add(f"/features/slash_commands/{index}", "missing required field: url")
    for name in ("event_subscriptions", "interactivity"):
        part = settings.get(name) or {}
        if part and part.get("is_enabled", True) and not part.get("request_url"):
            found.add(f"/settings/{name}", "missing required field: request_url")
