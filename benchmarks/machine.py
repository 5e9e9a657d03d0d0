"""What the figures were measured on, and which core does what."""

import os
import platform
import sqlite3
import sys
from pathlib import Path

BUSY = 0.3


def facts() -> str:
    """Return the machine and the versions, and a warning when it is busy already."""
    cores = os.cpu_count() or 1
    return (
        f"{_processor()}, {cores} core{'s' if cores > 1 else ''}, {platform.system()} "
        f"{platform.release()}\n"
        f"Python {platform.python_version()} · SQLite {sqlite3.sqlite_version}{_warning(cores)}"
    )


def _warning(cores: int) -> str:
    load = os.getloadavg()[0]
    if load < BUSY * cores:
        return ""
    return f"\nThe machine is doing other things (load {load:.1f}): read the ratios, and with care."


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def own_cores() -> tuple[int, int] | None:
    """Return one core for what is measured and one for what measures, where both can be had."""
    if not sys.platform.startswith("linux"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    return (cores[0], cores[1]) if len(cores) > 1 else None


def keep_to(core: int | None, pid: int = 0) -> None:
    """Keep a process (0: this one), and those that it starts from now on, to one core."""
    if core is not None and sys.platform.startswith("linux"):
        os.sched_setaffinity(pid, {core})
