"""What cannot start as it is set up is refused in one line that names the setting."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.app import assemble, receiving
from bot.config import Config, load_config
from bot.errors import ConfigurationError
from sandbox.server import Sandbox
from storage import schema
from tests.support.commands import settings_for
from tests.support.postgres import libpq_url


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no `.env` of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)


async def start(monkeypatch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> Config:
    """Read the settings and start the bot, as `cordee serve` does."""
    for name in (field.upper() for field in Config.model_fields):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    config = load_config()
    async with assemble(config) as cordee, receiving(cordee):
        return config


def said(refusal: pytest.ExceptionInfo[ConfigurationError]) -> str:
    words = str(refusal.value)
    assert "\n" not in words
    assert "secret" not in words
    return words


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xapp-1-A1-2-c3"}, "SLACK_BOT_TOKEN holds the app-level token"),
        ({"SLACK_BOT_TOKEN": "hello"}, "SLACK_BOT_TOKEN holds something else"),
        ({"SLACK_BOT_TOKEN": "xoxb-…"}, "SLACK_BOT_TOKEN is not whole"),
        ({"SLACK_BOT_TOKEN": "xoxb-0"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is missing"),
        ({"SLACK_APP_TOKEN": "xoxb-1-2-c3"}, "SLACK_APP_TOKEN holds the bot token"),
        ({"SLACK_APP_TOKEN": "xapp-0"}, "Slack refuses SLACK_APP_TOKEN (invalid_auth)"),
        ({"SLACK_API_URL": "http://127.0.0.1:1/api/"}, "Slack cannot be reached at http://127"),
        ({"SLACK_API_URL": "slack"}, "Slack cannot be reached at slack/"),
        ({"DATABASE_URL": "mysql://here/cordee"}, "DATABASE_URL must be sqlite:///file or"),
        ({"DATABASE_URL": "postgresql+foo://here/x"}, "DATABASE_URL must be sqlite:///file or"),
        ({"DATABASE_URL": "postgresql://u:secret@h:abc/x"}, "DATABASE_URL is not a database"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL must name a file"),
        ({"DATABASE_URL": "sqlite:////away/cordee.db"}, "folder of the database does not exist"),
        ({"DATABASE_URL": "postgresql://u:secret@127.0.0.1:1/x"}, "onnection refused"),
        ({"CORDEE_LANGUAGE": "de"}, "CORDEE_LANGUAGE: Input should be 'fr' or 'en'"),
        ({"CORDEE_PORT": "99999"}, "CORDEE_PORT: "),
        ({"CORDEE_LOG": "loud"}, "CORDEE_LOG: "),
    ],
    ids=str,
)
async def test_a_setting_that_cannot_be_right(
    slack: Sandbox,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    wrong: dict[str, str],
    words: str,
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        await start(monkeypatch, settings_for(slack, sqlite_url) | wrong)
    assert words in said(refusal)


async def test_white_space_around_a_token(
    slack: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = {"SLACK_BOT_TOKEN": f" {slack.bot_token}\n", "SLACK_APP_TOKEN": slack.app_token + " "}
    config = await start(monkeypatch, settings_for(slack, sqlite_url) | pasted)
    assert config.slack_bot_token is not None
    assert config.slack_bot_token.get_secret_value() == slack.bot_token


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("error", ["ratelimited", "http_503", "internal_error"])
async def test_a_slack_in_trouble_is_not_a_bad_token(
    slack: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, method: str, error: str
) -> None:
    slack.will_fail(method, error)
    with pytest.raises(ConfigurationError) as refusal:
        await start(monkeypatch, settings_for(slack, sqlite_url))
    assert f"does not answer as it should ({error}): try again in a minute" in said(refusal)


async def test_an_address_that_is_not_slacks(
    slack: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = {"SLACK_API_URL": slack.page_url}
    with pytest.raises(ConfigurationError) as refusal:
        await start(monkeypatch, settings_for(slack, sqlite_url) | elsewhere)
    assert "does not answer as it should (http_404)" in said(refusal)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_connection_that_is_cut(
    slack: Sandbox, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    slack.will_drop(method)
    with pytest.raises(ConfigurationError) as refusal:
        await start(monkeypatch, settings_for(slack, sqlite_url))
    assert "Slack cannot be reached" in said(refusal)


def test_an_env_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe\n")
    with pytest.raises(ConfigurationError) as refusal:
        load_config()
    assert "The file .env cannot be read" in said(refusal)


def test_a_database_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cordee.db'}"
    with pytest.raises(ConfigurationError, match="not migrated: run `cordee migrate`"):
        schema.check_ready(url)
    assert schema.is_missing(url)
    assert not list(tmp_path.iterdir())


def test_a_database_from_the_future(database_url: str) -> None:
    set_revision(database_url, "9999")
    for use in (schema.check_ready, schema.upgrade):
        with pytest.raises(ConfigurationError, match=r"does not know \(9999\): a newer version"):
            use(database_url)


def test_an_empty_postgresql_is_not_migrated(database_url: str) -> None:
    schema.downgrade(database_url, "base")
    with pytest.raises(ConfigurationError, match="not migrated: run `cordee migrate`"):
        schema.check_ready(database_url)


@pytest.mark.postgres
def test_a_postgresql_that_has_no_such_database(postgres_url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be used: .* does not exist"):
        schema.check_ready(postgres_url.replace("?", "_of_nobody?"))


def set_revision(url: str, revision: str) -> None:
    """Pretend that another version migrated this database."""
    change = f"UPDATE alembic_version SET version_num = '{revision}'"  # noqa: S608 - our own words
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            file.execute(change)
    else:
        with psycopg.connect(libpq_url(make_url(url))) as connection:
            connection.execute(change)
