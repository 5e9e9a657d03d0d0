"""An open question in a channel: let it be asked, answer it, see what is kept of it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.submissions import Submission
from storage.tables import answers
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

TUESDAY = 1
TUESDAY_10 = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Ten o'clock in Paris."""
CLOSING = timedelta(days=2)


async def asked(company: Company, channel: Channel | None = None) -> Message:
    """Let the schedule put a question to a channel, and return it."""
    where = channel or company.ventes
    await choose_rhythm(company, where, checkin=(TUESDAY, "10:00"))
    await company.move_to(TUESDAY_10)
    return company.last(where)


async def answer(
    person: Acting, prompt: Message, words: str, audience: str | None = None
) -> Submission:
    """Answer by the form: to the team, unless another audience is chosen."""
    await person.click(prompt, "checkins.open_answer")
    chosen = {"checkins.answer.audience": audience} if audience else {}
    return await person.submit({"checkins.answer.text": words, **chosen})


async def words_kept(company: Company) -> list[str]:
    """Return the answers that are kept, in the order they were given."""
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        found = await connection.execute(select(answers.c.text).order_by(answers.c.answered_at))
        return list(found.scalars())


def spoken(gathering: Message) -> list[str]:
    """Return what follows the title of a gathering, paragraph by paragraph."""
    return gathering.text.split("\n\n")[1:]
