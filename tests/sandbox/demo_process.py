"""The demonstration as a process of its own, as `make demo` starts it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.house.tree import ROOT

COMMAND = [sys.executable, "-m", "sandbox.demo"]
LIMIT_SECONDS = 40


@dataclass(frozen=True)
class Demo:
    """A demonstration that runs, and what its page shows and does."""

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
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def started(folder: Path, port: int | str) -> Iterator["subprocess.Popen[str]"]:
    """Start the process; it ends with the block, whatever happens."""
    with subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PORT": str(port)},
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
    """Start the demonstration, and give it once it says that it is ready."""
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
