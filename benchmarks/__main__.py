"""`make bench`: print what README claims, as measured here and now."""

import argparse
import gc
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import uvloop

from benchmarks import (
    capture,
    clock,
    clock_report,
    delivery,
    delivery_report,
    demo,
    digests,
    machine,
    memory,
    relevance,
    report,
    search,
)
from benchmarks.postgres import durable_postgres, version_of


async def _demo() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _print(report.ready_lines(await demo.measure(Path(folder))))


async def _memory() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _print(report.memory_lines(await memory.measure(Path(folder))))


async def _relevance() -> None:
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        _print(report.relevance_table(await relevance.measure(Path(folder), postgres)))


async def _search(totals: Sequence[int] = search.TOTALS) -> None:
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        _print(report.search_tables(await search.measure(Path(folder), postgres, totals)))


async def _million() -> None:
    await _search((*search.TOTALS, search.MILLION))


async def _digests(totals: Sequence[int] = digests.TOTALS) -> None:
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        _print(report.digest_table(await digests.measure(Path(folder), postgres, totals)))


async def _digests_of_a_million() -> None:
    await _digests((*digests.TOTALS, digests.MILLION))


async def _delivery() -> None:
    measured, measuring = machine.own_cores() or (None, None)
    machine.keep_to(measuring)
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        measurement = await delivery.measure(Path(folder), postgres, measured)
        _print(delivery_report.delivery_table(measurement))


async def _clock() -> None:
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        clocked = await clock.measure(Path(folder), postgres) if postgres else None
        _print(clock_report.clock_table(clocked))


async def _capture() -> None:
    measured, measuring = machine.own_cores() or (None, None)
    machine.keep_to(measuring)
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        version = version_of(postgres) if postgres else None
        servers = await capture.measure(Path(folder), postgres, measured)
        _print(report.capture_table(servers, version))


_PARTS: Mapping[str, Callable[[], Awaitable[None]]] = {
    "demo": _demo,
    "memory": _memory,
    "relevance": _relevance,
    "search": _search,
    "clock": _clock,
    "digests": _digests,
    # Last: they keep this process to one core.
    "delivery": _delivery,
    "capture": _capture,
}


_MILLION = {"search": _million, "digests": _digests_of_a_million}


def _print(lines: str) -> None:
    print(lines, end="\n\n", flush=True)


def _chosen() -> list[Callable[[], Awaitable[None]]]:
    parser = argparse.ArgumentParser(prog="make bench", usage="make bench [ARGS='…']")
    parser.add_argument("--only", nargs="+", choices=_PARTS, default=list(_PARTS), metavar="PART")
    parser.add_argument(
        "--million",
        action="store_true",
        help="search and digests among a million texts too: half an hour",
    )
    asked = parser.parse_args()
    parts = {**_PARTS, **_MILLION} if asked.million else _PARTS
    return [measure for name, measure in parts.items() if name in asked.only]


async def _measure() -> None:
    chosen = _chosen()
    _print(machine.facts())
    for measure in chosen:
        await measure()


if __name__ == "__main__":
    # What measures must not pause of itself.
    gc.disable()
    uvloop.run(_measure())
