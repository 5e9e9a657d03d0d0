"""Follow-ups: let a question be gathered, take an answer up, say what came of it."""

from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Json, Message
from sandbox.submissions import Submission
from tests.support import told
from tests.support.company import Company
from tests.support.questions import CLOSING, TUESDAY_10, answer, asked

WORDS = "Des devis plus courts."


async def gathered(
    company: Company, words: str = WORDS, who: Acting | None = None, channel: Channel | None = None
) -> Message:
    """Let one person answer a question, and return the message that gathers what was said."""
    where = channel or company.ventes
    await answer(who or company.ana, await asked(company, where), words)
    await company.move_to(TUESDAY_10 + CLOSING)
    return company.last(where)


async def far_away(company: Company) -> Acting:
    """Add somebody to the sales channel who works in New York."""
    person = company.slack.add_person("Nora West", locale="en-US", tz="America/New_York")
    company.slack.add_member(company.ventes, person)
    await company.slack.quiet()
    return person


def choice_beside(gathering: Message, words: str, verb: str = "take_up") -> str:
    """Return the value of a choice in the menu beside some words of a gathering."""
    [menu] = [block["accessory"] for block in _beside(gathering, words)]
    [value] = [each["value"] for each in menu["options"] if each["value"].startswith(verb)]
    return str(value)


def is_offered(gathering: Message, words: str) -> bool:
    """Tell whether some words of a gathering can be taken up."""
    return bool(_beside(gathering, words))


def _beside(gathering: Message, words: str) -> list[Json]:
    return [
        block
        for block in gathering.blocks
        if words in block.get("text", {}).get("text", "")
        and block.get("accessory", {}).get("action_id") == ids.FOLLOW_UP_OPEN
    ]


async def take_up(who: Acting, gathering: Message, words: str = WORDS) -> None:
    """Choose in the menu beside some words to take them up."""
    await who.click(gathering, choice_beside(gathering, words))


async def taken_up(
    company: Company, who: Acting, gathering: Message, words: str = WORDS
) -> Message:
    """Take some words up, and return their card."""
    await take_up(who, gathering, words)
    await company.settle()
    return thread(company, gathering)[-1]


def thread(company: Company, gathering: Message) -> list[Message]:
    """Return what stands in the thread of a gathering."""
    return company.slack.messages(gathering.channel, gathering)


async def say(who: Acting, card: Message, outcome: str, became: str = "something") -> Submission:
    """Say what came of a follow-up."""
    await who.click(card, ids.FOLLOW_UP_SAY)
    return await written(who, outcome, became)


async def written(who: Acting, outcome: str, became: str = "something") -> Submission:
    """Fill in the form that is open and submit it."""
    form = ids.FOLLOW_UPS_CLOSE
    return await who.submit({f"{form}.became": became, f"{form}.outcome": outcome})


def listed(who: Acting) -> list[str]:
    """Return what stands in the list in front of somebody."""
    blocks = who.modal.blocks if who.modal else []
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def typed(who: Acting) -> str:
    """Return what is entered in the form in front of somebody; nothing where none is open."""
    return str(who.modal.values) if who.modal else ""


async def choose(who: Acting, card: Message, verb: str) -> None:
    """Choose in the menu of a card: correct or reopen."""
    [menu] = [
        block["accessory"] for block in card.blocks if block.get("accessory", {}).get("options")
    ]
    [chosen] = [each["value"] for each in menu["options"] if each["value"].startswith(verb)]
    await who.click(card, chosen)


def shown(message: Message) -> str:
    """Return all that a message shows, its no-break spaces as those that one types."""
    return told.shown(message).replace("\u00a0", " ")
