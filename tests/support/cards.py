"""Wins and their cards: tell one, see what a channel shows, see what waits in the outbox."""

from sandbox.nouns import Channel, Message
from tests.support.company import Company


async def tell(company: Company, words: str, channel: Channel | None = None) -> None:
    """Let Ana tell a win."""
    await company.ana.command(f"/reussite {words}", channel or company.ventes)
    await company.ana.submit()


def cards(company: Company, channel: Channel | None = None) -> list[str]:
    """Return how the messages of a channel begin, oldest first."""
    return [first_line(m) for m in company.slack.messages(channel or company.ventes)]


def first_line(message: Message) -> str:
    """Return how a message begins."""
    return message.text.split("\n")[0]


async def waiting(company: Company) -> list[tuple[str, str]]:
    """Return the state and the error of every notice."""
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT state, error FROM outbox ORDER BY key")
        return [tuple(row) for row in rows]
