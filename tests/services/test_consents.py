"""Messages that were nominated elsewhere, such as in an export: their authors are asked once."""

from datetime import UTC, datetime, timedelta

from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposal
from bot.domain.notices import NoticeState
from bot.domain.wins import Source
from bot.services.consents import propose, question
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
SOURCE = Source("C1", "1.0")


async def proposed(database: Database, proposes: Proposal, at: datetime = TOMORROW) -> bool:
    message = NominatedMessage("T1", SOURCE, "U-author", Consent.GATHERING, NOW, proposes=proposes)
    people = [
        Nomination("T1", "C1", "1.0", user_id, NOW, "bulb", proposes) for user_id in ("U1", "U2")
    ]
    async with database.write("T1") as tx:
        return await propose(tx, message, people, at)


async def test_each_message_is_proposed_once(database_url: str) -> None:
    database = Database(database_url)
    try:
        assert await proposed(database, Proposal.PRACTICE)
        assert await proposed(database, Proposal.WIN), "as something else, it is another question"
        assert not await proposed(database, Proposal.PRACTICE, NOW)
        async with database.read("T1") as tx:
            for message in await tx.nominations.hold_all(SOURCE):
                assert (message.consent, message.asked_at) == (Consent.ASKED, TOMORROW)
                assert await tx.nominations.nominated_by(message.proposed) == {"U1", "U2"}
                planned = question(message, TOMORROW)
                assert await tx.outbox.state(planned.key) is NoticeState.PENDING
    finally:
        await database.close()
