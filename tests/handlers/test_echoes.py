"""Echoes through Bolt: somebody tried it, the practice and its author hear of it."""

from typing import Any

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message, View
from tests.support.company import Company

TRY = "echoes.try"
HAPPENED, SITUATION, CHANGED = (
    f"echoes.tell.{name}" for name in ("happened", "situation", "changed")
)


async def passed_on(company: Company, title: str, channel: Channel | None = None) -> Message:
    """Let Ana pass on a tip; return its card."""
    where = channel or company.ventes
    await company.ana.command(f"/astuce {title}", where)
    await company.ana.submit()
    await company.settle()
    return company.last(where)


async def tried(company: Company, who: Acting, card: Message, words: str, **more: str) -> None:
    """Let somebody tell, from the card, how a practice went."""
    await who.click(card, TRY)
    fields = {f"echoes.tell.{name}": text for name, text in more.items()}
    assert (await who.submit({HAPPENED: words, **fields})).ok
    await company.settle()


def shown(view: View | Message | None) -> str:
    """Return everything that a page or a message shows, as words."""
    assert view is not None
    return "\n".join(_texts(view.blocks)).replace("\u00a0", " ")


def _texts(found: Any) -> list[str]:
    if isinstance(found, dict):
        own = [found["text"]] if isinstance(found.get("text"), str) else []
        return own + [text for value in found.values() for text in _texts(value)]
    if isinstance(found, list):
        return [text for each in found for text in _texts(each)]
    return []


async def read(who: Acting, card_or_results: Message | None, practice_id: str) -> View:
    await who.click(card_or_results, "practices.read", practice_id)
    assert who.modal is not None
    return who.modal


def practice_of(card: Message) -> str:
    """Return the practice that a card shows."""
    rows = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return str(next(e["value"] for row in rows for e in row if e["action_id"] == TRY))


async def test_who_tried_it_is_told_with_the_practice(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await company.tom.click(card, TRY)
    assert company.tom.modal is not None
    assert "Un SMS la veille" in shown(company.tom.modal)
    await company.tom.submit(
        {SITUATION: "A silent customer", HAPPENED: "He <called> back", CHANGED: "In English"}
    )
    await company.settle()
    assert "Tom Hill tried it: He &lt;called&gt; back" in shown(company.last(company.ventes))
    [word] = company.slack.dm(company.ana)
    assert f"<@{company.tom.id}> a essayé ce que tu as transmis : *Un SMS la veille*" in shown(word)
    for words in ("A silent customer", "He &lt;called&gt; back", "In English"):
        assert words in shown(word)
    page = await read(company.ana, word, practice_of(card))
    assert "In English" in shown(page)
