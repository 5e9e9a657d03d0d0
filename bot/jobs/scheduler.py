"""The ticker: APScheduler wakes the worker, which claims the schedules that are due."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.services.schedules import ScheduleService

TICK_SECONDS = 5.0

log = structlog.get_logger()


class Job(Protocol):
    """What is done now and then; each job knows its own rhythm."""

    name: str

    async def run_when_due(self) -> None:
        """Do what is due, or nothing; any number of processes may do so."""


class Ticker:
    """Wakes at a steady rhythm and fires what is due; two tickers never fire one thing twice."""

    def __init__(
        self, schedules: ScheduleService, jobs: Sequence[Job], every: float = TICK_SECONDS
    ) -> None:
        self._schedules = schedules
        self._jobs = jobs
        self._firing = asyncio.Lock()
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=every,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick, in the running loop."""
        self._stopping = False
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, once what is being fired is done: APScheduler would cut it short."""
        self._scheduler.pause()
        self._stopping = True
        await asyncio.sleep(0)  # a tick that was about to begin begins, and ends at once
        async with self._firing:
            await asyncio.sleep(0)
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Fire what is due now, and do each job that is; trouble is logged and outlived."""
        if self._stopping:
            return
        async with self._firing:
            try:
                while await self._schedules.fire_due():
                    pass
            except Exception as error:
                log.error("schedules_in_trouble", exc_info=error)
            for job in self._jobs:
                await self._run(job)

    async def _run(self, job: Job) -> None:
        try:
            await job.run_when_due()
        except Exception as error:
            # The other jobs are not to wait for it.
            log.error("job_in_trouble", job=job.name, exc_info=error)
