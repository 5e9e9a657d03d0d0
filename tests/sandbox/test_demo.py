"""`make demo` as a newcomer meets it: one command, an address, buttons, Ctrl-C."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.house.tree import ROOT

COMMAND = [sys.executable, "-m", "sandbox.demo"]
LIMIT_SECONDS = 40

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Demo:
    process: "subprocess.Popen[str]"
    address: str
    seconds: float
    """How long it says it took."""

    def seen_by(self, name: str) -> dict[str, Any]:
        """Return what the page shows to somebody."""
        person = next(p["id"] for p in self._snapshot("")["people"] if p["name"] == name)
        return self._snapshot(f"?as={person}")

    def _snapshot(self, query: str) -> dict[str, Any]:
        live = f"{self.address.replace('http', 'ws')}page/live{query}"
        with connect(live, origin=Origin(self.address.rstrip("/")), proxy=None) as page:
            shown: dict[str, Any] = json.loads(page.recv(timeout=10))
            return shown

    def press(self, control: str) -> str:
        """Press one of the demonstration's buttons; return what it says once it is done."""
        body = {"kind": "control", "id": control, "as": ""}
        headers = {"origin": self.address.rstrip("/")}
        url = f"{self.address}page/act"
        answer = httpx.post(url, json=body, headers=headers, timeout=30, trust_env=False).json()
        assert answer["ok"], answer
        return str(answer["text"])

    def stop(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Stop it, and return its exit code and what it complained of."""
        self.process.send_signal(number)
        _, complaints = self.process.communicate(timeout=LIMIT_SECONDS)
        return self.process.returncode, complaints


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def environment(folder: Path, port: str) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder), "PORT": port}


@contextmanager
def started(folder: Path, port: int | str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env=environment(folder, str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def running(folder: Path, port: int) -> Iterator[Demo]:
    with started(folder, port) as process:
        assert process.stdout is not None
        said = ""
        while not (ready := re.search(r"Ready in ([\d.]+) s", said)):
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            said += line
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address
        yield Demo(process, address[0], float(ready[1]))


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
