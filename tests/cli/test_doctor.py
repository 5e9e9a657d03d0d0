"""`cordee doctor` says of each thing whether it is fine, and what to do when it is not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.clock import ManualClock, SystemClock
from bot.config import Config
from bot.doctor import Finding, examine
from bot.slack.scopes import OPTIONAL, SCOPES
from sandbox.server import Sandbox
from storage import schema
from tests.support.commands import run, settings_for, started

EVERYTHING = [
    "settings",
    "bot token",
    "scopes",
    "clock",
    "app token",
    "Socket Mode",
    "database",
    "migrations",
    "time zones",
    "languages",
]


def config_for(slack: Sandbox, url: str, **others: Any) -> Config:
    given: dict[str, Any] = {
        "slack_bot_token": SecretStr(slack.bot_token),
        "slack_app_token": SecretStr(slack.app_token),
        "slack_api_url": slack.api_url,
        "database_url": url,
    }
    return Config(_env_file=None, **(given | others))


async def found(config: Config) -> dict[str, Finding]:
    return {finding.name: finding async for finding in examine(config)}


async def wrong(config: Config) -> dict[str, str]:
    return {name: one.words for name, one in (await found(config)).items() if not one.is_fine}


async def test_all_is_well(slack: Sandbox, database_url: str, tmp_path: Path) -> None:
    ended = await run(tmp_path, settings_for(slack, database_url), "doctor")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.strip().split("\n")
    assert [line.split(":")[0] for line in lines] == [f"✓ {name}" for name in EVERYTHING]
    assert slack.bot_token not in ended.out
    assert slack.app_token not in ended.out


async def test_nothing_is_there(tmp_path: Path) -> None:
    ended = await run(tmp_path, {}, "doctor")
    assert (ended.code, ended.err) == (1, "")
    assert "✗ bot token: SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions" in ended.out
    assert "✗ app token: SLACK_APP_TOKEN is missing: copy it from Basic Information" in ended.out
    assert "✓ database: it is not there yet: `cordee serve` creates it" in ended.out
    assert not any(path.suffix == ".db" for path in tmp_path.iterdir())  # noqa: ASYNC240 - quick


async def test_a_setting_that_cannot_be_read(tmp_path: Path) -> None:
    ended = await run(tmp_path, {"CORDEE_LANGUAGE": "de"}, "doctor")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("✗ settings: The settings are not usable. CORDEE_LANGUAGE: ")


async def test_missing_scopes_are_named_with_what_they_are_for(
    slack: Sandbox, sqlite_url: str
) -> None:
    slack.granted_scopes.difference_update({"reactions:read", "im:write"})
    assert await wrong(config_for(slack, sqlite_url)) == {
        "scopes": "put the manifest in the app's page at Slack again, and reinstall the app. "
        "Missing: im:write (ask somebody something privately); "
        "reactions:read (hear the reactions that nominate)"
    }
    assert {*SCOPES, *OPTIONAL} > slack.granted_scopes


async def test_a_revoked_token_does_not_hide_the_rest(slack: Sandbox, sqlite_url: str) -> None:
    slack.revoke_token()
    findings = await found(config_for(slack, sqlite_url))
    assert findings["bot token"].words.startswith("Slack refuses SLACK_BOT_TOKEN (token_revoked)")
    assert findings["Socket Mode"].is_fine
    assert findings["migrations"].is_fine


async def test_swapped_tokens(slack: Sandbox, sqlite_url: str) -> None:
    config = config_for(
        slack,
        sqlite_url,
        slack_bot_token=SecretStr(slack.app_token),
        slack_app_token=SecretStr(slack.bot_token),
    )
    words = await wrong(config)
    assert words.keys() == {"bot token", "app token"}
    assert "holds the app-level token" in words["bot token"]
    assert "holds the bot token" in words["app token"]


async def test_an_unreachable_slack(slack: Sandbox, sqlite_url: str) -> None:
    config = config_for(slack, sqlite_url, slack_api_url="http://127.0.0.1:1/api/")
    words = await wrong(config)
    assert words.keys() == {"bot token", "app token"}
    assert all("Slack cannot be reached" in said for said in words.values())


async def test_another_process_with_the_same_token(
    slack: Sandbox, sqlite_url: str, tmp_path: Path
) -> None:
    async with started(tmp_path, settings_for(slack, sqlite_url), "serve") as serving:
        await serving.says("connected")
        socket_mode = (await found(config_for(slack, sqlite_url)))["Socket Mode"]
    assert socket_mode.is_fine
    assert "another process is connected with this token" in socket_mode.words


async def test_signed_http_needs_no_app_token(slack: Sandbox, sqlite_url: str) -> None:
    secret = SecretStr(slack.signing_secret)
    config = config_for(slack, sqlite_url, slack_app_token=None, slack_signing_secret=secret)
    findings = await found(config)
    assert findings["receiving"].words.startswith("signed HTTP")
    assert all(finding.is_fine for finding in findings.values())


@pytest.mark.parametrize("minutes, words", [(-7, "7 min behind"), (7, "7 min ahead of")])
async def test_a_clock_that_is_wrong(
    slack: Sandbox, sqlite_url: str, minutes: int, words: str
) -> None:
    clock = ManualClock(SystemClock().now() + timedelta(minutes=minutes))
    findings = [f async for f in examine(config_for(slack, sqlite_url), clock)]
    [skew] = [finding for finding in findings if finding.name == "clock"]
    assert skew == Finding("clock", f"it is {words} Slack's: set it", is_fine=False)


async def test_a_database_that_is_not_migrated(slack: Sandbox, database_url: str) -> None:
    schema.downgrade(database_url, "base")
    words = await wrong(config_for(slack, database_url))
    assert words == {"migrations": "The database is not migrated: run `cordee migrate`."}


async def test_a_postgresql_that_is_down(slack: Sandbox) -> None:
    words = await wrong(config_for(slack, "postgresql://cordee:secret@127.0.0.1:1/cordee"))
    assert words.keys() == {"database"}
    assert "secret" not in words["database"]
