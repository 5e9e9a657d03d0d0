"""Echoes: pass on a practice, tell how it went, read what is shown of it."""

from typing import Any

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message, View
from tests.support.company import Company

TRY = "echoes.try"


async def passed_on(
    company: Company, title: str, channel: Channel | None = None, who: Acting | None = None
) -> Message:
    """Let somebody, Ana by default, pass on a tip; return its card."""
    where = channel or company.ventes
    person = who or company.ana
    await person.command(f"/astuce {title}", where)
    assert (await person.submit()).ok
    await company.settle()
    return company.last(where)


async def tried(company: Company, who: Acting, card: Message, happened: str, **more: str) -> None:
    """Let somebody tell, from the card, how a practice went."""
    await who.click(card, TRY)
    assert (await who.submit(filled(happened=happened, **more))).ok
    await company.settle()


def filled(**fields: str) -> dict[str, Any]:
    """Return what is entered in the form of an echo."""
    return {f"echoes.tell.{name}": words for name, words in fields.items()}


def practice_of(card: Message) -> str:
    """Return the practice that a card shows."""
    rows = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return str(next(e["value"] for row in rows for e in row if e["action_id"] == TRY))


async def page_of(company: Company, who: Acting, title: str) -> View:
    """Let somebody search for a practice and read it; return its page."""
    outcome = await who.command(f"/practices {title}", company.marketing)
    await who.click(outcome.message, "practices.read")
    assert who.modal is not None
    return who.modal


def shown(view: View | Message | None) -> str:
    """Return every word that a page or a message shows, with plain spaces."""
    assert view is not None
    return "\n".join(_texts(view.blocks)).replace("\u00a0", " ")


def _texts(found: Any) -> list[str]:
    if isinstance(found, dict):
        own = [found["text"]] if isinstance(found.get("text"), str) else []
        return own + [text for value in found.values() for text in _texts(value)]
    if isinstance(found, list):
        return [text for each in found for text in _texts(each)]
    return []
