"""Direction and objectives: name a leader, give a direction, propose an objective, agree on it."""

from datetime import UTC, datetime

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Json, Message
from sandbox.submissions import Submission
from tests.support import told
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

WHY = "Des clients qui restent, parce que nous les connaissons."
AIM = "Que chaque client sache qui appeler."
END = "2027-02-26"
AGREED = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)
"""Two working days after everything begins, and a little."""


async def name_leaders(company: Company, *leaders: Acting, channel: Channel | None = None) -> None:
    """Let the admin name those who write directions."""
    await company.ana.command("/cordee settings", channel or company.ventes)
    await company.ana.click(None, "directions.open_leaders")
    assert (await company.ana.submit({"directions.leaders.leaders": list(leaders)})).ok
    await company.ana.close_modal(whole_stack=True)


async def write_direction(who: Acting, channel: Channel, why: str = WHY) -> Submission:
    """Open the form of a direction from the command, and submit it."""
    shown = (await who.command("/cordee direction", channel)).message
    assert shown is not None
    await who.click(shown, "directions.open_give")
    return await who.submit({"directions.give.why": why, "directions.give.is_open": "Comment."})


async def directed(company: Company, leader: Acting | None = None) -> Message:
    """Let a leader give the sales channel, which speaks French, its direction; its card."""
    who = leader or company.ana
    await choose_rhythm(company, company.ventes)
    await name_leaders(company, who)
    assert (await write_direction(who, company.ventes)).ok
    await company.settle()
    return company.last(company.ventes)


async def fill_in(who: Acting, aim: str = AIM, form: str = "objectives.propose") -> Submission:
    """Fill in the form that is open, and submit it."""
    return await who.submit({f"{form}.aim": aim, f"{form}.ends_on": END})


async def proposed(company: Company, who: Acting, aim: str = AIM) -> Message:
    """Let somebody propose an objective under the direction of the sales channel; its card."""
    shown = (await who.command("/cordee cap", company.ventes)).message
    assert shown is not None
    await who.click(shown, "objectives.open_propose")
    assert (await fill_in(who, aim)).ok
    await company.let(seconds=5)
    return company.last(company.ventes)


async def agreed(company: Company, who: Acting, aim: str = AIM) -> Message:
    """Let somebody propose an objective to which nobody objects, and return its card."""
    card = await proposed(company, who, aim)
    await company.let(days=2, minutes=5)
    await company.let(minutes=5)
    return card


async def choose(who: Acting, card: Message, verb: str) -> None:
    """Choose in the menu of an objective's card: revise, withdraw_objective or take_back."""
    options = card.blocks[0]["accessory"]["options"]
    [value] = [each["value"] for each in options if each["value"].startswith(f"{verb}:")]
    await who.click(card, value)


def thread(company: Company, card: Message) -> list[str]:
    """Return what the thread of a card tells."""
    told_there = company.slack.messages(card.channel, card)
    return [plain(message) for message in told_there if message.ts != card.ts]


def plain(message: Message) -> str:
    """Return all that a message shows, its no-break spaces as those that one types."""
    return told.shown(message).replace("\u00a0", " ").strip()


def labels(blocks: list[Json]) -> set[str]:
    """Return what the buttons of a message say."""
    rows = [block for block in blocks if block["type"] == "actions"]
    return {element["text"]["text"] for row in rows for element in row["elements"]}
