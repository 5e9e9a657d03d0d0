"""Set a channel's rhythm as its admin does, and let the workers keep it by themselves."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

from bot.jobs.recurring import Recurring
from bot.jobs.scheduler import Ticker
from sandbox.forms import places
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.submissions import Submission
from tests.support.company import Company

Rhythm = tuple[int | Sequence[int], str]
"""A weekday or several, Monday is 0, and an hour."""


async def choose_rhythm(
    company: Company,
    channel: Channel,
    *,
    digest: Rhythm | None = None,
    checkin: Rhythm | None = None,
    language: str = "fr",
    zone: str = "Europe/Paris",
    keepers: list[Acting] | None = None,
    by: Acting | None = None,
    country: str = "none",
    every: str = "week",
    way: str = "channel",
    starts_on: str = "",
    paused_until: str = "",
) -> Submission:
    """Fill in the settings of a channel, form after form, and save them.

    What is not named does not recur from then on. A form that is not taken stays open.
    """
    admin = by or company.ana
    await admin.command("/cordee settings", channel)
    if keepers is not None:
        await admin.click(None, "settings.open_keepers")
        await admin.submit({"settings.keepers.keepers": keepers})
    await admin.click(None, "settings.open_place")
    place = {"language": language, "zone": zone, "country": country}
    outcome = await fill_in(admin, "settings.place", place)
    more = {"every": every, "starts_on": starts_on, "paused_until": paused_until}
    for kind, rhythm in {"digest": digest, "checkin": checkin}.items():
        if not outcome.ok:
            return outcome
        if rhythm is None:
            await stop(admin, kind, channel)
        else:
            only = {"way": way} if kind == "checkin" else {}
            outcome = await set_one(admin, kind, channel, rhythm, {**more, **only})
    if outcome.ok:
        await admin.close_modal(whole_stack=True)
    return outcome


async def set_one(
    admin: Acting, kind: str, channel: Channel, rhythm: Rhythm, more: dict[str, Any]
) -> Submission:
    """Set one thing that recurs, from the settings that are open."""
    await admin.click(None, "rhythms.open", f"{kind}:{channel.id}")
    days = [rhythm[0]] if isinstance(rhythm[0], int) else list(rhythm[0])
    typed = [str(day) for day in days]
    on = {"weekday": typed[0]} if kind == "digest" else {"weekdays": typed}
    return await fill_in(admin, "rhythms.change", {**on, "at": rhythm[1], **more})


async def stop(admin: Acting, kind: str, channel: Channel) -> None:
    """Let something not recur any more, where it does, from the settings that are open."""
    await admin.click(None, "rhythms.open", f"{kind}:{channel.id}")
    assert admin.modal is not None
    if any(place.action_id == "rhythms.remove" for place in places(admin.modal.blocks)):
        await admin.click(None, "rhythms.remove")
    await admin.close_modal()


async def fill_in(admin: Acting, form: str, values: dict[str, Any]) -> Submission:
    """Submit the form in front with these values, and close what it says once it is taken."""
    outcome = await admin.submit({f"{form}.{name}": value for name, value in values.items()})
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


def read_in_front(person: Acting) -> str:
    """Return the words of the modal in front of somebody, with plain spaces."""
    assert person.modal is not None
    said = [str(block.get("text", {}).get("text", "")) for block in person.modal.blocks]
    return "\n".join(words for words in said if words).replace("\u00a0", " ").replace("\u202f", " ")


def shown(person: Acting, address: str) -> dict[str, Any]:
    """Return what a field of the form in front of somebody shows at first."""
    assert person.modal is not None
    [block] = [block for block in person.modal.blocks if block.get("block_id") == address]
    element: dict[str, Any] = block["element"]
    return element
