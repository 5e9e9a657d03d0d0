"""Processes that are measured: started, kept to a core, asked for their memory, stopped."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from benchmarks.machine import keep_to

Command = Sequence[str | Path]

ROOT = Path(__file__).parents[1]
STOP_SECONDS = 10.0
POLL_SECONDS = 0.02


class ProcessFailed(Exception):
    """A measured process ended by itself; the text says what it wrote."""


@asynccontextmanager
async def started(
    command: Command,
    environment: Mapping[str, str],
    folder: Path,
    core: int | None = None,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command in a folder of its own, with our modules; stop it afterwards.

    Of our own environment it gets nothing that could set up the bot. What it complains of goes
    to `log` in that folder.
    """
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *command,
            env=_clean_environment() | {"PYTHONPATH": str(ROOT)} | dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for us, who then stop it in order.
            start_new_session=True,
        )
    keep_to(core, process.pid)
    try:
        yield process
    finally:
        await _stop(process)


async def answering(url: str, process: asyncio.subprocess.Process, folder: Path) -> None:
    """Return once an address answers, or raise ProcessFailed when its process has ended."""
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            _check_runs(process, folder)
            try:
                await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(POLL_SECONDS)  # it is not listening yet
            else:
                return


async def said(words: str, process: asyncio.subprocess.Process, folder: Path) -> None:
    """Return once a process has written some words, or raise ProcessFailed when it has ended."""
    while words not in _written(folder):
        _check_runs(process, folder)
        await asyncio.sleep(POLL_SECONDS)


async def succeeded(process: asyncio.subprocess.Process, folder: Path) -> None:
    """Return once a process has ended well, or raise ProcessFailed."""
    if await process.wait():
        _check_runs(process, folder)


def _check_runs(process: asyncio.subprocess.Process, folder: Path) -> None:
    if process.returncode is not None:
        raise ProcessFailed(f"it ended with code {process.returncode}:\n{_written(folder)}")


def _written(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process, in megabytes."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmRSS"].split()[0]) / 1024
    command = ["ps", "-o", "rss=", "-p", str(pid)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout) / 1024


def busy_seconds(pid: int) -> float:
    """Return how long a process has computed so far, its threads included; 0 where unknown."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    # The second field is a name in brackets, and may itself hold spaces.
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def python() -> Path:
    """Return the Python that runs us."""
    return Path(sys.executable)


def _clean_environment() -> dict[str, str]:
    ours = ("SLACK_", "CORDEE_", "DATABASE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    # To the whole group, as Ctrl-C does: `make` stands before what it runs.
    os.killpg(process.pid, signal.SIGINT)
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
