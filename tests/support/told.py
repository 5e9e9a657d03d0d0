"""What was told in channels: tell it, see what its card shows, choose in its menu."""

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from tests.support.company import Company


async def tip(
    company: Company, who: Acting, title: str, channel: Channel, what: str = "", **more: str
) -> Message:
    """Pass on a tip, and return its card."""
    await who.command("/tip", channel)
    fields = {"title": title, "what": what or title, **more}
    assert (await who.submit({f"practices.share.{name}": v for name, v in fields.items()})).ok
    await company.settle()
    return company.last(channel)


async def passed_on(company: Company, who: Acting, message: Message, **more: str) -> Message:
    """Pass on a message, and return its card, in the thread of the message."""
    await who.message_shortcut("practices.pass_on", message)
    assert (await who.submit({f"practices.share.{name}": v for name, v in more.items()})).ok
    await company.settle()
    return company.slack.messages(message.channel, message.thread_ts or message)[-1]


async def kept_as_win(company: Company, who: Acting, message: Message) -> Message:
    """Keep a message as a win, told in its channel, and return its card."""
    await who.message_shortcut("wins.keep", message)
    assert (await who.submit()).ok
    await company.settle()
    return company.slack.messages(message.channel)[-1]


def shown(message: Message) -> str:
    """Return all that a message shows."""
    texts = [block.get("text", {}).get("text", "") for block in message.blocks]
    small = [block for block in message.blocks if block["type"] == "context"]
    texts += [element["text"] for block in small for element in block["elements"]]
    return "\n".join(texts)


async def choose(person: Acting, card: Message | None, verb: str) -> None:
    """Choose in the menu of a practice's card, or of its page in front."""
    blocks = card.blocks if card else person.modal.blocks if person.modal else []
    options = blocks[0]["accessory"]["options"]
    value = next(option["value"] for option in options if option["value"].startswith(verb))
    await person.click(card, "practices.menu", value)
