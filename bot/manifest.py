"""The app's manifest for Slack, in one language: what it declares is what the code listens to."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.domain.people import Language
from bot.errors import ConfigurationError
from bot.i18n import Translator, translator
from bot.slack.scopes import OPTIONAL, SCOPES
from bot.views import ids
from bot.web.http import EVENTS_PATH
from handlers.gate import HANDLED_EVENTS

NAME = "Cordée"
HANDLE = "cordee"
"""Slack documents a bot's display name as small letters, digits, `-`, `_` and `.` only."""
COLOUR = "#2f4a43"
MESSAGES = ("message.channels", "message.groups", "message.im")
"""Slack's subscriptions for the event `message`, by the kind of conversation."""


def manifest(
    language: Language, http_url: str | None = None, *, commands: Collection[Language] = ()
) -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or for HTTP where an address is given.

    `commands` are the languages of the slash commands; that of the manifest when none is given.
    Raises ConfigurationError on an address that Slack would not call.
    """
    t = translator(language.value)
    url = None if http_url is None else _events_url(http_url)
    return {
        "_metadata": {"major_version": 1},
        "display_information": _display(t),
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": HANDLE, "always_online": True},
            "slash_commands": [
                # Escaped, people and channels come as ids; else as names that nobody can resolve.
                {**command, "should_escape": True, **_at("url", url)}
                for command in _declared(commands or [language])
            ],
            "shortcuts": _shortcuts(t),
        },
        "oauth_config": {
            # What is optional is named twice, as Slack wants it.
            "scopes": {"bot": sorted({*SCOPES, *OPTIONAL}), "bot_optional": sorted(OPTIONAL)}
        },
        "settings": _settings(url),
    }


def _display(t: Translator) -> dict[str, str]:
    return {
        "name": NAME,
        "description": t(
            "Wins told together, practices passed on, a weekly digest, open questions. "
            "Nobody is counted or watched."
        ),
        "long_description": t(
            "Cordée is for teams whose managers coach. Tell a win together. Point at a message "
            "worth keeping: if its author agrees, it becomes a practice that colleagues find in "
            "their own words. Once a week, read what the team told. Now and then, answer an open "
            "question. Cordée asks, remembers and passes on. It reads only what somebody hands to "
            "it, counts nobody, and shows managers nothing that the team does not see."
        ),
        "background_color": COLOUR,
    }


def _declared(languages: Collection[Language]) -> list[dict[str, str]]:
    found = [command for language in languages for command in _commands(language)]
    # `/cordee` has one name in both.
    return list({command["command"]: command for command in reversed(found)}.values())[::-1]


def _commands(language: Language) -> list[dict[str, str]]:
    t, named = translator(language.value), ids.COMMANDS[language]
    return [
        {
            "command": named.win,
            "description": t("Tell a win, together"),
            "usage_hint": t("what happened"),
        },
        {
            "command": named.tip,
            "description": t("Pass on what works"),
            "usage_hint": t("what to do"),
        },
        {
            "command": named.practices,
            "description": t("Find what works for colleagues"),
            "usage_hint": t("a few words"),
        },
        {
            "command": named.trial,
            "description": t("Propose something to try together"),
            "usage_hint": t("what we would do differently"),
        },
        {
            "command": ids.CORDEE_COMMAND,
            "description": t("Help, digest, open question, settings"),
            "usage_hint": t("help | digest | checkin | direction | debrief | settings | privacy"),
        },
    ]


def _shortcuts(t: Translator) -> list[dict[str, str]]:
    return [
        {
            "name": t("Keep as a win"),
            "type": "message",
            "callback_id": ids.KEEP_AS_WIN,
            "description": t("Tell this message as a win of the team"),
        },
        {
            "name": t("Pass it on"),
            "type": "message",
            "callback_id": ids.PASS_IT_ON,
            "description": t("Make a practice of this message"),
        },
    ]


def _settings(url: str | None) -> dict[str, Any]:
    return {
        "event_subscriptions": {**_at("request_url", url), "bot_events": _events()},
        "interactivity": {
            "is_enabled": True,
            **_at("request_url", url),
            # Where Slack asks what to suggest while somebody types.
            **_at("message_menu_options_url", url),
        },
        "org_deploy_enabled": False,
        "socket_mode_enabled": url is None,
        # Once switched on it can never be switched off.
        "token_rotation_enabled": False,
    }


def _events() -> list[str]:
    return sorted({*HANDLED_EVENTS - {"message"}, *MESSAGES})


def _at(field: str, url: str | None) -> Mapping[str, str]:
    return {} if url is None else {field: url}


def _events_url(given: str) -> str:
    if not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", given):
        raise ConfigurationError(f"Slack calls only https:// addresses, and this is none: {given}")
    base = given.rstrip("/")
    return base if base.endswith(EVENTS_PATH) else base + EVENTS_PATH
