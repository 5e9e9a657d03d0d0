"""What has served its time is forgotten."""

from datetime import timedelta

from bot.clock import Clock
from bot.domain.answers import LATE_FOR
from bot.domain.digests import ASKED_WITHIN
from storage.database import Database

RECEIPTS_FOR = timedelta(days=30)
"""Slack tells of an event again for a day at the most; a month leaves room for its worst days."""
NOTICES_FOR = timedelta(days=395)
"""Thirteen months: what was said stays traceable for a year, and some weeks to look into it."""

DIGESTS_FOR = ASKED_WITHIN
"""What a digest showed is remembered for as long as a question is not to come back."""
CHANNEL_QUESTIONS_FOR = timedelta(days=30)
"""What a channel was asked stands there; it is kept here for as long as its posting may fail."""


class RetentionService:
    """How long the traces of work are kept. What people gave is theirs: it is not touched."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def forget_old(self) -> None:
        """Forget what nothing needs any more; doing it twice does no harm."""
        now = self._clock.now()
        async with self._database.write_every_team() as tx:
            await tx.old.forget_receipts(now - RECEIPTS_FOR)
            await tx.old.forget_notices(now - NOTICES_FOR)
            await tx.old.forget_untold(now - LATE_FOR)
            await tx.old.forget_answers(now - NOTICES_FOR)
            await tx.old.forget_shown(now - DIGESTS_FOR)
            await tx.old.forget_channel_questions(now - CHANNEL_QUESTIONS_FOR)
