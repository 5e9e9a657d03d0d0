"""`cordee serve` and `cordee work` as processes: they start, work, and stop in order."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.server import Sandbox
from sandbox.submissions import Submission
from tests.support.commands import SECONDS, Running, run, settings_for, started

CLEAN = 0


def room(slack: Sandbox) -> tuple[Acting, Channel]:
    ana = slack.add_person("Ana Morel", locale="fr-FR")
    return ana, slack.add_channel("ventes", members=[ana])


async def tell(ana: Acting, channel: Channel, story: str) -> None:
    await ana.command(f"/win {story}", channel)
    await ana.submit()


async def told(slack: Sandbox, channel: Channel, story: str) -> None:
    """Wait until the card of a story is in the channel."""
    seen = asyncio.Event()

    def look(_: object = None) -> None:
        if any(story in message.text for message in slack.messages(channel)):
            seen.set()

    stop = slack.workspace.listen(look)
    look()
    async with asyncio.timeout(SECONDS):
        await seen.wait()
    stop()


def over_http(slack: Sandbox, settings: dict[str, str]) -> dict[str, str]:
    """Return the settings of a bot that Slack calls by signed HTTP."""
    signed = {"SLACK_SIGNING_SECRET": slack.signing_secret, "CORDEE_PORT": "0"}
    return settings | signed | {"SLACK_APP_TOKEN": ""}


async def reached(slack: Sandbox, serving: Running) -> str:
    """Let Slack call the port that was chosen, and return it."""
    port = (await serving.says("listening")).split("port=")[1].strip()
    slack.use_http(f"http://127.0.0.1:{port}/slack/events")
    return port


async def begun(ana: Acting) -> asyncio.Task[Submission]:
    """Submit the form before somebody, and return once the bot has it in hand."""
    submitting = asyncio.create_task(ana.submit())
    await asyncio.sleep(0.5)
    assert not submitting.done()
    return submitting


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
async def test_from_nothing_to_a_card_and_a_clean_end(
    slack: Sandbox, tmp_path: Path, number: signal.Signals
) -> None:
    """No database, no other command: the five-minute path."""
    ana, ventes = room(slack)
    async with started(tmp_path, settings_for(slack), "serve") as serving:
        await serving.says("creating the database sqlite:///cordee.db")
        await slack.connected(SECONDS)
        await tell(ana, ventes, "Béta a signé")
        await told(slack, ventes, "Béta a signé")
        ended = await serving.stop(number)
    assert ended.code == CLEAN
    assert "Traceback" not in ended.err
    assert slack.bot_token not in ended.err + ended.out
    assert slack.app_token not in ended.err + ended.out
    assert "Béta" not in ended.err + ended.out


async def test_web_and_worker_share_the_work(
    slack: Sandbox, database_url: str, tmp_path: Path
) -> None:
    ana, ventes = room(slack)
    settings = settings_for(slack, database_url)
    async with started(tmp_path, settings, "serve", "--web-only") as web:
        await slack.connected(SECONDS)
        await tell(ana, ventes, "Gamma a signé")
        assert not slack.messages(ventes)
        async with started(tmp_path, settings, "work") as worker:
            await told(slack, ventes, "Gamma a signé")
            assert (await worker.stop(signal.SIGTERM)).code == CLEAN
        assert (await web.stop(signal.SIGTERM)).code == CLEAN


@pytest.mark.parametrize("way", ["socket", "http"])
async def test_what_is_being_written_is_finished(
    slack: Sandbox, sqlite_url: str, tmp_path: Path, way: str
) -> None:
    """SIGTERM comes while a form waits for the database: its answer still arrives."""
    ana, ventes = room(slack)
    file = sqlite_url.removeprefix("sqlite:///")
    settings = settings_for(slack, sqlite_url)
    if way == "http":
        settings = over_http(slack, settings)
    async with started(tmp_path, settings, "serve") as serving:
        if way == "http":
            await reached(slack, serving)
        else:
            await serving.says("connected")
        await ana.command("/win Delta a signé", ventes)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            submitting = await begun(ana)
            serving.process.send_signal(signal.SIGTERM)
            await serving.says("stopping")
            other.execute("ROLLBACK")
        assert (await submitting).ok
        assert (await serving.end()).code == CLEAN
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT story FROM wins").fetchall() == [("Delta a signé",)]


async def test_a_second_interruption_ends_it_at_once(
    slack: Sandbox, sqlite_url: str, tmp_path: Path
) -> None:
    ana, ventes = room(slack)
    file = sqlite_url.removeprefix("sqlite:///")
    async with started(tmp_path, settings_for(slack, sqlite_url), "serve") as serving:
        await serving.says("connected")
        await ana.command("/win Delta a signé", ventes)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            submitting = await begun(ana)
            serving.process.send_signal(signal.SIGINT)
            await serving.says("stopping")
            ended = await serving.stop(signal.SIGINT)
        submitting.cancel()
    assert ended.code == -signal.SIGINT
    assert "Traceback" not in ended.err


async def test_signed_http_where_there_is_no_app_token(
    slack: Sandbox, sqlite_url: str, tmp_path: Path
) -> None:
    """A platform gives its port as PORT; a missing permission is said at once."""
    ana, ventes = room(slack)
    slack.granted_scopes.discard("reactions:read")
    settings = over_http(slack, settings_for(slack, sqlite_url)) | {"PORT": "0"}
    del settings["CORDEE_PORT"]
    async with started(tmp_path, settings, "serve", "--web-only") as serving:
        port = await reached(slack, serving)
        assert "host=0.0.0.0" in serving.said[-1]
        assert "scopes_missing" in serving.said[0]
        assert "reactions:read" in serving.said[0]
        async with httpx.AsyncClient(trust_env=False) as browser:
            assert (await browser.get(f"http://127.0.0.1:{port}/health")).text == "ok"
        await tell(ana, ventes, "Epsilon a signé")
        assert (await serving.stop(signal.SIGTERM)).code == CLEAN


async def test_migrate_creates_then_has_nothing_to_do(tmp_path: Path) -> None:
    first = await run(tmp_path, {}, "migrate")
    assert (first.code, first.out) == (CLEAN, "The database is migrated.\n")
    second = await run(tmp_path, {}, "migrate")
    assert (second.code, second.out) == (CLEAN, "The database is up to date.\n")
    assert not first.err + second.err
