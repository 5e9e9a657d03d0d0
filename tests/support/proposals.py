"""Trials through the sandbox: propose one, and see what its form shows."""

from datetime import date
from typing import Any

from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.submissions import Submission
from tests.support.company import Company

CHANGE = "Un SMS avant la première réunion, au lieu d’un courriel."


def fields(**said: Any) -> dict[str, Any]:
    """Return what is entered in the form, by the addresses of its fields."""
    return {ids.field(ids.TRIALS_PROPOSE, name): value for name, value in said.items()}


async def proposed(
    company: Company,
    who: Acting,
    channel: Channel,
    change: str = CHANGE,
    **said: Any,
) -> Message:
    """Propose a trial whatever was tried before, and return its card."""
    await who.command("/trial", channel)
    outcome = await who.submit(fields(change=change, **said))
    if outcome.action == "update":
        outcome = await who.submit({})
    assert outcome.ok, outcome.errors
    await company.settle()
    return company.last(channel)


def entered(who: Acting) -> dict[str, Any]:
    """Return what is entered in the form in front of somebody, by the names of its fields."""
    assert who.modal is not None
    found: dict[str, Any] = {}
    for block in who.modal.values.values():
        for address, state in block.items():
            values = [value for name, value in state.items() if name != "type"]
            found[address.rsplit(".", 1)[-1]] = values[0]
    return found


def said(who: Acting) -> str:
    """Return what the page in front of somebody says, besides its fields."""
    assert who.modal is not None
    texts = [block["text"]["text"] for block in who.modal.blocks if block["type"] == "section"]
    return "\n".join(texts).replace("\u00a0", " ").replace("\u202f", " ")


def until(outcome: Submission) -> str:
    """Return what is said beside the date."""
    said_there = outcome.errors[ids.field(ids.TRIALS_PROPOSE, "ends_on")]
    return said_there.replace("\u00a0", " ")


CHRISTMAS = date(2026, 12, 25)
