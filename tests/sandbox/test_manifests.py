"""What Slack refuses in a manifest, and what it does not refuse in the product's own."""

from typing import Any

import pytest

from bot.domain.people import Language
from bot.manifest import manifest
from sandbox.errors import SlackError
from sandbox.manifests import check_manifest


def faults(given: dict[str, Any]) -> list[str]:
    """Return what is wrong with a manifest."""
    with pytest.raises(SlackError) as caught:
        check_manifest(given)
    errors: list[str] = caught.value.extra["errors"]
    return errors


def features(**some: Any) -> dict[str, Any]:
    """Write a small manifest for Socket Mode, with these features."""
    return {
        "display_information": {"name": "Cordée"},
        "features": some,
        "settings": {"socket_mode_enabled": True},
    }


WIN = {"command": "/win", "description": "Share a win", "should_escape": True}
KEEP = {"name": "Keep as a win", "type": "message", "callback_id": "keep", "description": "Keep"}

BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "missing required field: display_information [json-pointer:]"),
    (
        {"display_information": {"name": "x" * 36}},
        "must be less than 36 characters [json-pointer:/display_information/name]",
    ),
    (
        {"display_information": {"name": "x", "long_description": "x" * 174}},
        "must be more than 174 characters [json-pointer:/display_information/long_description]",
    ),
    (
        {"display_information": {"name": "x", "background_color": "blue"}},
        "must be a valid color [json-pointer:/display_information/background_color]",
    ),
    (
        features(slash_commands=[WIN | {"command": "win"}]),
        "must be a valid command [json-pointer:/features/slash_commands/0/command]",
    ),
    (
        features(slash_commands=[WIN | {"command": "/" + "x" * 32}]),
        "must be a valid command [json-pointer:/features/slash_commands/0/command]",
    ),
    (
        features(slash_commands=[WIN, WIN]),
        "/win already exists [json-pointer:/features/slash_commands/1/command]",
    ),
    (
        features(slash_commands=[{"command": "/win"}]),
        "missing required field: description [json-pointer:/features/slash_commands/0]",
    ),
    (
        features(shortcuts=[KEEP] * 11),
        "no more than 10 items allowed [json-pointer:/features/shortcuts]",
    ),
    (
        features(shortcuts=[KEEP | {"name": "x" * 25}]),
        "must be less than 25 characters [json-pointer:/features/shortcuts/0/name]",
    ),
    (
        {"display_information": {"name": "x"}, "features": {"slash_commands": [WIN]}},
        "missing required field: url [json-pointer:/features/slash_commands/0]",
    ),
    (
        {
            "display_information": {"name": "x"},
            "settings": {"interactivity": {"is_enabled": True}},
        },
        "missing required field: request_url [json-pointer:/settings/interactivity]",
    ),
]


@pytest.mark.parametrize("given,fault", BAD, ids=[fault for _, fault in BAD])
def test_a_manifest_refuses_what_slack_refuses(given: dict[str, Any], fault: str) -> None:
    assert fault in faults(given)


def test_a_small_manifest_passes() -> None:
    check_manifest(features(slash_commands=[WIN], shortcuts=[KEEP]))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("address", [None, "https://cordee.example.org"])
def test_the_product_s_own_manifest_passes(language: Language, address: str | None) -> None:
    check_manifest(manifest(language, address))
