"""Somebody's hours and pauses: say them at Home, and see what they were told privately."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.gestures import Acting
from sandbox.nouns import Message
from sandbox.submissions import Submission
from tests.support.company import Company

OPEN = "hours.open"
FORM = "hours.change"


def local(text: str, zone: str = "Europe/Paris") -> datetime:
    """Return the moment of a wall clock, such as `2026-11-24T10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


async def say_hours(company: Company, who: Acting, **fields: Any) -> Submission:
    """Fill in one's hours from Home, the fields that are named, and save them."""
    home = await who.open_home()
    await company.slack.quiet()
    await who.click(home or who.home, OPEN)
    outcome = await who.submit({f"{FORM}.{name}": value for name, value in fields.items()})
    if outcome.ok:
        await who.close_modal(whole_stack=True)
    return outcome


def questions(company: Company, who: Acting) -> list[Message]:
    """Return the open questions that somebody was asked privately, reminders too."""
    return [said for said in company.slack.dm(who) if "checkins.open_answer" in str(said.blocks)]
