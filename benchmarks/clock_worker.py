"""One worker process of the clock's measure: it fires all that is due, then says how it went.

`python -m benchmarks.clock_worker product|bare URL NOW GO`: once the file GO exists, it begins.
`bare` is the floor: claim, note, move, as little as keeps a firing from being doubled or lost.
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic

import uvloop
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import ManualClock
from bot.services.schedules import BATCH, ScheduleService
from storage.database import Database
from storage.tables import Moment

READY, DONE = "ready", "done"
POLL_SECONDS = 0.001

_CLAIM = text(
    "SELECT team_id, channel_id, kind, next_at FROM schedules WHERE next_at <= :now "
    "ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED"
).columns(next_at=Moment)
_NOTE = text("INSERT INTO firings VALUES (:team_id, :channel_id, :kind, :next_at)")
_MOVE = text(
    "UPDATE schedules SET next_at = next_at + interval '7 days' WHERE team_id = :team_id "
    "AND channel_id = :channel_id AND kind = :kind AND next_at = :next_at"
)


async def _work(way: str, url: str, now: datetime, go: Path) -> None:
    database = Database(url)
    # What a worker has done before: connected, and asked its first question.
    async with database.write_every_team() as tx:
        await tx.schedules.claim(now.replace(year=2000), 1)
    print(READY, flush=True)
    while not go.exists():  # noqa: ASYNC110, ASYNC240 - nobody else runs in this process
        await asyncio.sleep(POLL_SECONDS)
    fire = _bare(database, now) if way == "bare" else _product(database, now)
    await fire
    print(DONE, monotonic(), flush=True)
    await database.close()


async def _product(database: Database, now: datetime) -> None:
    schedules = ScheduleService(database, ManualClock(now))
    while await schedules.fire_due():
        pass


async def _bare(database: Database, now: datetime) -> None:
    while True:
        async with database.engine.begin() as connection:
            if await _claimed(connection, now) < BATCH:
                return


async def _claimed(connection: AsyncConnection, now: datetime) -> int:
    found = await connection.execute(_CLAIM, {"now": now, "most": BATCH})
    rows = [dict(row) for row in found.mappings()]
    if rows:
        await connection.execute(_NOTE, rows)
        await connection.execute(_MOVE, rows)
    return len(rows)


if __name__ == "__main__":
    _, way, url, now, go = sys.argv
    uvloop.run(_work(way, url, datetime.fromisoformat(now), Path(go)))
