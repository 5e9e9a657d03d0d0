"""Set a channel's rhythm as its admin does, and let the workers keep it by themselves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from bot.jobs.recurring import Recurring
from bot.jobs.scheduler import Ticker
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.submissions import Submission
from tests.support.company import Company

NEVER = "never"


async def choose_rhythm(
    company: Company,
    channel: Channel,
    *,
    digest: tuple[int, str] | None = None,
    checkin: tuple[int, str] | None = None,
    language: str = "fr",
    zone: str = "Europe/Paris",
    keepers: list[Acting] | None = None,
    by: Acting | None = None,
) -> Submission:
    """Fill in the settings of a channel and save them; a rhythm is a weekday and an hour."""
    admin = by or company.ana
    await admin.command("/cordee settings", channel)
    values: dict[str, Any] = {"language": language, "zone": zone}
    for kind, rhythm in {"digest": digest, "checkin": checkin}.items():
        values[f"{kind}_day"] = str(rhythm[0]) if rhythm else NEVER
        if rhythm:
            values[f"{kind}_at"] = rhythm[1]
    if keepers is not None:
        values["keepers"] = keepers
    outcome = await admin.submit({f"settings.change.{name}": v for name, v in values.items()})
    if outcome.ok:
        await admin.close_modal()
    return outcome


@asynccontextmanager
async def workers_running(company: Company, tick_seconds: float = 0.02) -> AsyncIterator[None]:
    """Let APScheduler tick and the outbox be sent, as in production but faster."""
    cordee = company.cordee
    forget = cordee.services.retention.forget_old
    retention = Recurring("retention", forget, timedelta(days=1), company.clock)
    ticker = Ticker(cordee.services.schedules, [retention], tick_seconds)
    sending = asyncio.create_task(cordee.worker.run())
    ticker.start()
    try:
        yield
    finally:
        await ticker.stop()
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
