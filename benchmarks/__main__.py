"""`make bench`: print what README claims, as measured here and now."""

import gc
import tempfile
from pathlib import Path

import uvloop

from benchmarks import capture, demo, machine, memory, report
from benchmarks.postgres import durable_postgres, version_of


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(machine.facts(), end="\n\n", flush=True)
        print(report.ready_lines(await demo.measure(Path(folder))), end="\n\n", flush=True)
        print(report.memory_lines(await memory.measure(Path(folder))), end="\n\n", flush=True)
    measured, measuring = machine.own_cores() or (None, None)
    machine.keep_to(measuring)
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        version = version_of(postgres) if postgres else None
        servers = await capture.measure(Path(folder), postgres, measured)
        print(report.capture_table(servers, version), flush=True)


if __name__ == "__main__":
    # What measures must not pause of itself.
    gc.disable()
    uvloop.run(_measure())
