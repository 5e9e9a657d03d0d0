"""Messages that colleagues point at, and what their authors are asked."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message, Person
from storage.tables import metadata, nominations
from tests.support.company import Company

PUBLISH = "nominations.publish"
EDIT = "nominations.edit_first"
TELL = "nominations.tell_it"
NOT_NOW = "nominations.not_now"
NEVER = "nominations.never"
SETTLED = "This question is settled already: there is nothing more to answer."


@dataclass(frozen=True)
class Pointed:
    """Somebody, and two colleagues who point at what they say."""

    author: Acting
    others: tuple[Acting, Acting]


def pointed(company: Company, name: str) -> Pointed:
    """Return Ana or Mia by name, with two colleagues."""
    author: Acting = getattr(company, name)
    first, second, *_ = [p for p in (company.luc, company.tom, company.mia) if p is not author]
    return Pointed(author, (first, second))


async def point_at(
    company: Company, message: Message, *people: Acting, emoji: str = "bulb"
) -> None:
    """Let people react to a message, and let what follows happen."""
    for person in people:
        await person.react(message, emoji)
    await company.settle()


async def asked(company: Company, channel: Channel, words: str = "Text first.") -> Message:
    """Let Mia say something that two colleagues nominate as a practice."""
    message = await company.mia.say(channel, words)
    people = [company.luc, company.tom] if not channel.private else [company.luc, company.ana]
    await point_at(company, message, *people)
    return message


async def asked_for_a_win(
    company: Company, words: str = "Beta signed. They asked for two more seats."
) -> Message:
    """Let Mia say something that Luc proposes as a win."""
    message = await company.mia.say(company.ventes, words)
    await point_at(company, message, company.luc, emoji="trophy")
    return message


def question(company: Company, author: Acting) -> Message:
    """Return the last thing that the author was asked."""
    return company.slack.dm(author)[-1]


def buttons(message: Message) -> list[str]:
    """Return the buttons under a message, by their ids."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


async def found(company: Company, words: str) -> str:
    """Return what Tom finds."""
    outcome = await company.tom.command(f"/practices {words}", company.marketing)
    return outcome.text


async def clicked_by(company: Company, who: Person, *buttons: str) -> None:
    """Hand over the latest click as if somebody else had made it, on each of these buttons."""
    payload = company.slack.deliveries[-1].payload
    for number, action_id in enumerate(buttons):
        await company.slack.forge("interactive", _as_of(payload, who, action_id, number))


def _as_of(payload: dict[str, Any], who: Person, action_id: str, number: int) -> dict[str, Any]:
    [action] = payload["actions"]
    return {
        **payload,
        "user": {**payload["user"], "id": who.id},
        "actions": [{**action, "action_id": action_id}],
        "trigger_id": f"9.9.{number}",
    }


async def pointing(company: Company) -> set[str]:
    """Return everybody of whom it is kept that they point at something."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return set((await connection.execute(select(nominations.c.user_id))).scalars())


async def everything_kept(company: Company) -> str:
    """Return every row of every table."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        rows = [
            str(row)
            for table in metadata.tables.values()
            for row in await connection.execute(table.select())
        ]
    return "\n".join(rows)
