"""`make bench`: print what README claims, as measured here and now."""

import gc
import tempfile
from pathlib import Path

import uvloop

from benchmarks import capture, machine, report
from benchmarks.postgres import durable_postgres, version_of


async def _measure() -> None:
    cores = machine.own_cores()
    measured, measuring = cores or (None, None)
    machine.keep_to(measuring)
    with durable_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        print(machine.facts(version_of(postgres) if postgres else None), end="\n\n", flush=True)
        servers = await capture.measure(Path(folder), postgres, measured)
        print(report.capture_table(servers), end="\n\n", flush=True)


if __name__ == "__main__":
    # What measures must not pause of itself.
    gc.disable()
    uvloop.run(_measure())
