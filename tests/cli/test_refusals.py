"""A process that cannot start says why in one line and leaves with code 2, not a traceback."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests.support.commands import Ended, run, settings_for

NOBODY = "postgresql://cordee:secret@127.0.0.1:1/cordee"
"""A PostgreSQL that is down: nobody listens on port 1."""


TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-2-c3", "SLACK_APP_TOKEN": "xapp-1-A1-2-c3"}
"""Tokens of nobody."""


def assert_refused(ended: Ended, *words: str) -> None:
    assert ended.code == 2, ended
    assert not ended.out
    [line] = ended.err.strip().split("\n")
    assert line.startswith("cordee: ")
    for word in words:
        assert word in line


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


async def test_swapped_tokens(slack: Sandbox, url: str, tmp_path: Path) -> None:
    swapped = {"SLACK_BOT_TOKEN": slack.app_token, "SLACK_APP_TOKEN": slack.bot_token}
    ended = await run(tmp_path, settings_for(slack, url) | swapped, "serve")
    assert_refused(ended, "SLACK_BOT_TOKEN holds the app-level token")
    assert slack.app_token not in ended.err


async def test_a_revoked_token(slack: Sandbox, url: str, tmp_path: Path) -> None:
    slack.revoke_token()
    ended = await run(tmp_path, settings_for(slack, url), "serve")
    assert_refused(ended, "Slack refuses SLACK_BOT_TOKEN (token_revoked)", "reinstall the app")


async def test_a_missing_token(tmp_path: Path) -> None:
    ended = await run(tmp_path, {}, "serve")
    assert_refused(ended, "SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions")
    assert not list(tmp_path.iterdir())  # noqa: ASYNC240 - quick


async def test_an_unknown_language(url: str, tmp_path: Path) -> None:
    wrong = {"DATABASE_URL": url, "CORDEE_LANGUAGE": "de"}
    ended = await run(tmp_path, wrong, "serve")
    assert_refused(ended, "CORDEE_LANGUAGE: Input should be 'fr' or 'en'")


async def test_a_database_that_is_not_migrated(slack: Sandbox, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cordee.db")) as old:
        old.execute("CREATE TABLE something (id INTEGER)")
    ended = await run(tmp_path, settings_for(slack), "serve")
    assert_refused(ended, "not migrated: run `cordee migrate`")


@pytest.mark.parametrize("command", ["serve", "migrate"])
async def test_a_file_that_is_no_database(tmp_path: Path, command: str) -> None:
    (tmp_path / "cordee.db").write_text("a shopping list, not a database\n" * 40)
    ended = await run(tmp_path, TOKENS, command)
    assert_refused(ended, "cordee.db cannot be used: file is not a database")


async def test_a_locked_database(slack: Sandbox, url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cordee.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = await run(tmp_path, settings_for(slack, url), "serve")
        other.execute("ROLLBACK")
    assert_refused(ended, "cordee.db cannot be used: database is locked")


@pytest.mark.parametrize("command", ["work", "migrate"])
async def test_a_postgresql_that_is_down(tmp_path: Path, command: str) -> None:
    ended = await run(tmp_path, {"DATABASE_URL": NOBODY}, command)
    assert_refused(ended, "127.0.0.1", "cannot be used", "onnection refused")
    assert "secret" not in ended.err


async def test_a_port_in_use(slack: Sandbox, url: str, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        ended = await run(tmp_path, settings_for(slack, url, CORDEE_PORT=port), "serve")
    assert ended.code == 2
    assert f"127.0.0.1:{port}: Address already in use" in ended.err.strip().split("\n")[-1]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words, said",
    [
        (["manifest", "--language", "de"], "There is no language de: choose en or fr."),
        (["manifest", "--tongue"], "No such option: --tongue"),
        (["sing"], "No such command 'sing'."),
    ],
    ids=str,
)
async def test_words_that_mean_nothing(tmp_path: Path, words: list[str], said: str) -> None:
    assert_refused(await run(tmp_path, {}, *words), said)


async def test_cordee_alone_says_what_it_can_do(tmp_path: Path) -> None:
    ended = await run(tmp_path, {})
    assert ended.code == 2
    for command in ("serve", "work", "migrate", "doctor", "manifest"):
        assert f"\n  {command} " in ended.err
