"""The figures as a person reads them."""

import statistics
from collections.abc import Sequence

from benchmarks.capture import CONNECTIONS, Measured, ratios

CAPTURE_AIM = 0.6


def capture_table(servers: Sequence[Measured]) -> str:
    """Return what was measured of the capture of a win, and whether the aim is reached."""
    floor, *others = servers
    title = f"Capture of a win: {CONNECTIONS} connections, {len(floor.runs)} runs of each in turn"
    heads = ("a second", "p50 ms", "p99 ms", "alone ms", "computes ms", "of the floor")
    rows = [_capture_row(server, floor) for server in servers]
    verdicts = [_capture_verdict(server, floor) for server in others if server.kind == "cordee"]
    return "\n".join([title, "", _row("", *heads), *rows, "", *verdicts])


def _capture_row(server: Measured, floor: Measured) -> str:
    every = server.latencies
    p50, p99 = every[len(every) // 2], every[len(every) * 99 // 100]
    share = "" if server is floor else f"{statistics.median(ratios(server, floor)):.2f}"
    return _row(
        server.name,
        f"{server.rate:,.0f}",
        f"{p50 * 1000:.1f}",
        f"{p99 * 1000:.1f}",
        f"{statistics.median(server.alone) * 1000:.2f}",
        f"{server.milliseconds:.2f}",
        share,
    )


def _row(name: str, *cells: str) -> str:
    return f"{name:36}" + "".join(f"{cell:>13}" for cell in cells)


def _capture_verdict(server: Measured, floor: Measured) -> str:
    every = ratios(server, floor)
    share = statistics.median(every)
    kept = "all are in the database"
    if server.kept != server.acknowledged:
        kept = f"BUT {server.kept:,} ARE IN THE DATABASE"
    return (
        f"{verdict(share >= CAPTURE_AIM)} {server.name}: {share:.2f} of the floor's rate "
        f"(from {min(every):.2f} to {max(every):.2f}); aim: at least {CAPTURE_AIM}. "
        f"{server.acknowledged:,} acknowledged, {kept}."
    )


def verdict(reached: bool) -> str:
    """Return the words before a line that says whether an aim is reached."""
    return "reached    " if reached else "NOT REACHED"
