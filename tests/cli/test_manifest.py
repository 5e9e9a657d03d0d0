"""The manifest: Slack accepts it, and the bot does all that it does with exactly that."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.domain.people import Language
from bot.errors import ConfigurationError
from bot.manifest import manifest
from bot.slack.scopes import OPTIONAL, SCOPES
from sandbox.installation import EVENT_SCOPES
from sandbox.manifests import check_manifest
from sandbox.web_api import METHODS
from tests.house.tree import ROOT, python_files, text
from tests.support.commands import run

LANGUAGES = list(Language)
HTTP = "https://cordee.example.org"
KINDS = ("channels", "groups", "im")
"""The conversations that the bot is part of; group conversations come later."""


@pytest.mark.parametrize("http", [None, HTTP])
@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_accepts_it(language: Language, http: str | None) -> None:
    check_manifest(manifest(language, http))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_to_slacks_lengths(language: Language) -> None:
    made = manifest(language)
    shown, features = made["display_information"], made["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", features["bot_user"]["display_name"])
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
        assert command["should_escape"]
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_each_language_declares_its_own_commands() -> None:
    english, french = (names(manifest(Language(language))) for language in ("en", "fr"))
    commands = ["/win", "/tip", "/practices", "/trial", "/cordee"]
    assert english == (commands, ["Keep as a win", "Pass it on"])
    shortcuts = ["Garder\N{NO-BREAK SPACE}: réussite", "À transmettre"]
    assert french == (["/reussite", "/astuce", "/pratiques", "/essai", "/cordee"], shortcuts)


def names(made: dict[str, Any]) -> tuple[list[str], list[str]]:
    features = made["features"]
    commands = [command["command"] for command in features["slash_commands"]]
    return commands, [shortcut["name"] for shortcut in features["shortcuts"]]


def test_socket_mode_names_no_address() -> None:
    made = manifest(Language.ENGLISH)
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(made)
    assert "redirect_urls" not in made["oauth_config"]


@pytest.mark.parametrize("given", [HTTP, f"{HTTP}/", f"{HTTP}/slack/events"])
def test_http_names_one_address_everywhere(given: str) -> None:
    made = manifest(Language.ENGLISH, given)
    settings, url = made["settings"], f"{HTTP}/slack/events"
    assert not settings["socket_mode_enabled"]
    assert settings["event_subscriptions"]["request_url"] == url
    assert settings["interactivity"]["request_url"] == url
    assert {command["url"] for command in made["features"]["slash_commands"]} == {url}


@pytest.mark.parametrize("given", ["http://here.org", "https://", "here.org", "https://a b", ""])
def test_an_address_that_slack_would_not_call(given: str) -> None:
    with pytest.raises(ConfigurationError, match="Slack calls only https:// addresses"):
        manifest(Language.ENGLISH, given)


def test_people_may_write_to_the_bot() -> None:
    assert manifest(Language.FRENCH)["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_each_scope_is_needed_and_none_is_missing() -> None:
    """By an event that is declared, or by a method of the Web API that the code calls."""
    events = manifest(Language.ENGLISH)["settings"]["event_subscriptions"]["bot_events"]
    for_events = {EVENT_SCOPES[event] for event in events if event in EVENT_SCOPES}
    # A member who comes or goes is told to whoever may read the channel's kind.
    for_methods = {scope for method in methods_called() for scope in METHODS[method].scopes}
    needed = {scope for scope in for_methods if not scope.startswith("mpim:")} | for_events
    assert {*SCOPES, *OPTIONAL} == needed | {"commands", "metadata.message:read"}


def methods_called() -> set[str]:
    """Return the methods of the Web API that the product calls."""
    known = {name.replace(".", "_").lower(): name for name in METHODS}
    said = "\n".join(text(path) for path in python_files("bot", "handlers"))
    called = {word.lower() for word in re.findall(r"\.([a-z]+_[A-Za-z_]+)\(", said)}
    return {name for word, name in known.items() if word in called} | {"chat.postMessage"}


def test_every_scope_says_what_it_is_for() -> None:
    assert all(len(reason) > 15 for reason in SCOPES.values())
    assert list(SCOPES) == sorted(SCOPES)


def test_what_is_optional_is_named_twice() -> None:
    scopes = manifest(Language.ENGLISH)["oauth_config"]["scopes"]
    assert scopes["bot_optional"] == list(OPTIONAL)
    assert set(scopes["bot"]) == {*SCOPES, *OPTIONAL}


def test_the_one_in_the_repository_is_up_to_date() -> None:
    kept = json.loads(text(Path("manifest.json")))
    assert kept == manifest(Language.ENGLISH), "cordee manifest > manifest.json"


async def test_it_is_printed_as_it_is_kept(tmp_path: Path) -> None:
    ended = await run(tmp_path, {}, "manifest")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (ROOT / "manifest.json").read_text(encoding="utf-8")


async def test_it_is_printed_in_french(tmp_path: Path) -> None:
    ended = await run(tmp_path, {"LC_ALL": "C"}, "manifest", "--language", "fr", "--http", HTTP)
    assert json.loads(ended.out) == manifest(Language.FRENCH, HTTP)


def test_it_can_declare_the_commands_of_both_languages() -> None:
    made = manifest(Language.FRENCH, commands=LANGUAGES)
    check_manifest(made)
    declared = [command["command"] for command in made["features"]["slash_commands"]]
    assert sorted(declared) == [
        "/astuce",
        "/cordee",
        "/essai",
        "/practices",
        "/pratiques",
        "/reussite",
        "/tip",
        "/trial",
        "/win",
    ]
