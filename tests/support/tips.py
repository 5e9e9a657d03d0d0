"""Tips and searches: pass one on, look something up, see what was found."""

from typing import Any

from sandbox.gestures import Acting, CommandOutcome
from sandbox.nouns import Channel, Message
from tests.support.company import Company

TAGS = "practices.share.tags"
TITLE, WHAT = "practices.share.title", "practices.share.what"


def somebody(company: Company, name: str) -> Acting:
    """Return one of the four by name."""
    person: Acting = getattr(company, name)
    return person


async def tip(
    company: Company,
    who: Acting,
    title: str,
    channel: Channel,
    what: str = "",
    *,
    tag: str = "",
    **more: str,
) -> None:
    """Pass on a tip in a channel."""
    await who.command("/tip", channel)
    fields: dict[str, Any] = {f"practices.share.{name}": value for name, value in more.items()}
    if tag:
        offered = await who.suggestions(None, TAGS, tag)
        fields[TAGS] = [option["value"] for option in offered[:1]]
    assert (await who.submit({TITLE: title, WHAT: what or title, **fields})).ok
    await company.settle()


def titles(shown: CommandOutcome | Message, mark: str = ":bulb:") -> list[str]:
    """Return the titles of the practices that are shown, or of what another mark stands before."""
    lines = [block["text"]["text"] for block in shown.blocks if block["type"] == "section"]
    return [line.split("*")[1] for line in lines if line.startswith(mark)]


def labels(shown: CommandOutcome | Message) -> list[str]:
    """Return what the buttons say."""
    rows = [block["elements"] for block in shown.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


async def ask(
    company: Company,
    who: Acting,
    words: str,
    channel: Channel | None = None,
    thread: Message | None = None,
) -> list[Message]:
    """Mention the bot, and return what it answers in the thread."""
    where = channel or company.ventes
    mention = f"<@{company.slack.bot_user_id}> {words}"
    asked = await who.say(where, mention, thread=thread)
    await company.settle()
    replies = company.slack.messages(where, asked)
    return [m for m in replies if m.bot_id and m.ts > asked.ts]
