"""How long somebody waits between `make demo` and the page that they can open."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT, Command, free_port, python, said, started, succeeded

TIMES = 3


@dataclass(frozen=True, slots=True)
class Waits:
    """What was waited for, in seconds; the median of some times."""

    demo: float
    """Until the demonstration says that it is ready."""
    nothing: float
    """For a Python that does nothing: nothing written in it is faster."""
    imports: float
    """For a Python that only loads the bot and the sandbox."""


async def measure(folder: Path) -> Waits:
    """Start the demonstration and its floors, a few times in turn."""
    demo, nothing, imports = [], [], []
    for _ in range(TIMES):
        nothing.append(await _run([python(), "-c", "pass"], folder))
        imports.append(await _run([python(), "-c", "import bot.app, sandbox.server"], folder))
        demo.append(await _demo(folder))
    return Waits(*map(statistics.median, (demo, nothing, imports)))


async def _run(command: Command, folder: Path) -> float:
    began = time.perf_counter()
    async with started(command, {}, folder) as process:
        await succeeded(process, folder)
        return time.perf_counter() - began


async def _demo(folder: Path) -> float:
    port = str(free_port())
    began = time.perf_counter()
    command: Command = ["make", "--directory", ROOT, "--no-print-directory", "demo"]
    async with started(command, {"PORT": port}, folder) as process:
        await said(f"http://127.0.0.1:{port}", process, folder)
        return time.perf_counter() - began
