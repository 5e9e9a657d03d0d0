"""Agreements through the sandbox: where a card stands, who objects, what its thread tells."""

from bot.domain.trials import Trial
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.submissions import Submission
from tests.support.company import Company
from tests.support.told import shown


async def object_to(
    who: Acting, card: Message, reason: str, *, button: str = ids.AGREEMENT_OBJECT
) -> Submission:
    """Object to what a card or a private word shows, with a reason."""
    await who.click(card, button)
    return await who.submit({ids.field(ids.AGREEMENTS_OBJECT, "reason"): reason})


async def choose(who: Acting, card: Message, verb: str) -> None:
    """Choose in the ⋯ menu of a card."""
    options = card.blocks[0]["accessory"]["options"]
    value = next(o["value"] for o in options if o["value"].startswith(f"{verb}:"))
    await who.click(card, ids.TRIAL_MENU, value)


async def amend(who: Acting, **said: object) -> Submission:
    """Submit the form in front of the owner of a trial with other words."""
    return await who.submit({ids.field(ids.TRIALS_AMEND, name): v for name, v in said.items()})


def standing(card: Message) -> str:
    """Return the line of a card that says where it stands."""
    bold = [line for line in shown(card).splitlines() if line.startswith("*")]
    return _plain(bold[-1].strip("*"))


def labels(card: Message) -> list[str]:
    """Return the words on the buttons of a card."""
    rows = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def thread(company: Company, card: Message) -> list[str]:
    """Return what the thread of a card tells."""
    return [_plain(reply.text) for reply in company.slack.messages(card.channel, card)]


def private(company: Company, who: Acting) -> list[Message]:
    """Return what the bot told somebody privately."""
    return company.slack.dm(who)


async def the_trial(company: Company, channel: Channel) -> Trial:
    """Return the last trial of a channel, as it stands."""
    database = company.cordee.services.outbox._database
    async with database.read(company.slack.team_id) as tx:
        return (await tx.trials.open_in(channel.id))[-1]


def page(who: Acting) -> str:
    """Return what the page in front of somebody says."""
    assert who.modal is not None
    texts = [block["text"]["text"] for block in who.modal.blocks if block["type"] == "section"]
    return _plain("\n".join(texts))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
