"""`make demo` as a newcomer meets it: one command, an address, buttons, Ctrl-C."""

import signal
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.demo.answers import OUR_OWN
from sandbox.demo.trying import AIM, CHANGE, DIRECTION
from tests.sandbox.demo_process import LIMIT_SECONDS, free_port, running, started

pytestmark = pytest.mark.slow


def rooms(shown: dict[str, Any]) -> set[str]:
    return {room["name"] for room in shown["channels"] if room["kind"] != "im"}


def said_in(shown: dict[str, Any], channel: str) -> list[str]:
    room = next(room["id"] for room in shown["channels"] if room["name"] == channel)
    return [message["text"] for message in shown["rooms"][room]]


def test_a_newcomer_sees_a_company_with_a_past_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with running(tmp_path, free_port()) as demo:
        assert httpx.get(demo.address, trust_env=False).status_code == 200
        priya, karim = demo.seen_by("Priya Nair"), demo.seen_by("Karim Benali")
        assert rooms(priya) == {"ventes", "marketing"}
        assert rooms(karim) == {"ventes", "marketing", "grands-comptes"}
        assert len([p for p in priya["people"] if not p["bot"]]) == 6
        assert any("Glen Affric" in words for words in said_in(priya, "marketing"))
        assert any("camping des Pins a signé" in words for words in said_in(priya, "ventes"))
        in_french = said_in(priya, "ventes")
        assert any("Sans nom" in words and "Seul, on n’écoute pas" in words for words in in_french)
        assert any("→ On garde le jeudi matin" in words for words in in_french)
        assert any(OUR_OWN in words for words in in_french)
        for words_of_theirs in (DIRECTION, AIM, CHANGE):
            assert any(words_of_theirs in words for words in in_french)
        assert {"/win", "/reussite"} <= {c["command"] for c in priya["commands"]}
        assert demo.seconds < LIMIT_SECONDS
        assert demo.stop() == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_time_passes_at_the_press_of_a_button(tmp_path: Path) -> None:
    with running(tmp_path, free_port()) as demo:
        labels = [control["label"] for control in demo.seen_by("Karim Benali")["controls"]]
        assert "Laisser passer une semaine" in labels
        before = demo.seen_by("Tom Hughes")
        assert "vendredi" in demo.press("digest")
        after = demo.seen_by("Tom Hughes")
        told = said_in(after, "ventes")[len(said_in(before, "ventes")) :]
        assert any("Le camping des Pins a signé" in words for words in told)
        assert "vendredi" in demo.press("week")
        assert "samedi" in demo.press("day")
        later = demo.seen_by("Tom Hughes")
        for channel in ("ventes", "marketing"):
            assert len(said_in(later, channel)) > len(said_in(after, channel))
        assert demo.stop(signal.SIGTERM) == (0, "")


def test_ctrl_c_while_it_starts_is_clean_too(tmp_path: Path) -> None:
    for wait in (0.3, 1.5):
        with started(tmp_path, free_port()) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
            _, complaints = process.communicate(timeout=LIMIT_SECONDS)
            assert (process.returncode, complaints) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_busy_port_gives_way_to_the_next_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = int(busy.getsockname()[1])
        with running(tmp_path, port) as demo:
            assert port < int(demo.address.rstrip("/").rpartition(":")[2]) < port + 50


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_gets_one_clear_line(tmp_path: Path, port: str) -> None:
    with started(tmp_path, port) as process:
        said, complaints = process.communicate(timeout=LIMIT_SECONDS)
        assert (process.returncode, said) == (2, "")
        assert complaints == f"PORT must be a number between 1 and 65535, not {port!r}.\n"
