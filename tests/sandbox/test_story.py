"""`make demo STORY=1`: told to the end when everything happens, and stopped at what does not."""

import asyncio
import subprocess
import sys

import pytest

from bot.clock import ManualClock
from sandbox.demo.running import demonstration
from sandbox.story.telling import BEGINS, TICK_SECONDS, tell
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow

STEPS = (
    "Tom sees a form with his words in it.",
    "Sam (sales, New York) reads what all three told.",
    "Priya is not asked yet: one person is not enough.",
    "Priya is asked, in private and in English.",
    "Sam sees the practice under her message.",
    "Inès finds it, in French.",
    "Karim is offered an open one in its place.",
    "Karim is asked, in French.",
    "Tom reads what everybody answered.",
    "Karim sees that it is followed up.",
    "Camille alone reads what Tom wrote to his coach.",
    "Karim reads the digest, in French.",
    "Sam reads the digest, in English.",
    "Nothing was said twice, and nothing on the way here.",
)


async def tell_with(capsys: pytest.CaptureFixture[str], method: str) -> str:
    """Tell the story on a Slack that refuses a method, and return what was not seen."""
    async with demonstration(ManualClock(BEGINS), tick_seconds=TICK_SECONDS) as running:
        running.slack.will_fail(method, "restricted_action", times=1000)
        assert not await tell(running, patience_seconds=1.0)
    return capsys.readouterr().err


def test_every_step_is_seen() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "sandbox.story"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    places = [ran.stdout.find(f"✓ {step}") for step in STEPS]
    assert places == sorted(places)
    assert places[0] > 0
    assert "<@" not in ran.stdout
    assert ":trophy:" not in ran.stdout


async def test_a_card_that_is_not_posted_ends_the_story(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "NOT SEEN: Camille reads it in #marketing." in await tell_with(
        capsys, "chat.postMessage"
    )


async def test_a_form_that_does_not_open_ends_the_story(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "NOT DONE: NothingThere" in await tell_with(capsys, "views.open")


async def test_a_bot_that_is_not_at_work_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    async with demonstration(ManualClock(BEGINS), tick_seconds=TICK_SECONDS) as running:
        await running.slack.disconnect_sockets("link_disabled")
        assert not await asyncio.wait_for(tell(running, patience_seconds=0.5), 30)
    assert "NOT DONE" in capsys.readouterr().err
