"""What is forgotten after a time, in every workspace: for the workers only."""

from datetime import datetime

from sqlalchemy import and_, delete, exists, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.answers import AnswerAudience
from bot.domain.notices import NoticeKind, NoticeState
from storage.tables import (
    answer_items,
    answers,
    channel_questions,
    checkins,
    digest_items,
    outbox,
    receipts,
)

_SETTLED = [state.value for state in NoticeState if state.is_settled]
_CHANGEABLE = [
    kind.value
    for kind in (
        NoticeKind.WIN_CARD,
        NoticeKind.PRACTICE_CARD,
        NoticeKind.ECHO_TOLD,
        NoticeKind.FRESHNESS,
        NoticeKind.CHECKIN_GATHERING,
        NoticeKind.ANSWERS_FOR_COACH,
        NoticeKind.DEBRIEF_REVEAL,
        NoticeKind.CONTINUATION,
    )
]
"""Kinds whose message may have to be changed as long as there is what it is about."""


class OldRows:
    """Rows that nothing needs any more."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget_receipts(self, before: datetime) -> None:
        """Forget that gestures were done: Slack does not tell of them any more."""
        await self._connection.execute(delete(receipts).where(receipts.c.at < before))

    async def forget_notices(self, before: datetime) -> None:
        """Forget what was said, or was not, but not where a card is that can still change."""
        is_card = and_(outbox.c.kind.in_(_CHANGEABLE), outbox.c.posted_ts.is_not(None))
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.state.in_(_SETTLED), outbox.c.not_before < before, not_(is_card)
            )
        )

    async def forget_channel_questions(self, before: datetime) -> None:
        """Forget what channels were asked: the words stand there."""
        await self._connection.execute(
            delete(channel_questions).where(channel_questions.c.asked_at < before)
        )

    async def forget_untold(self, before: datetime) -> None:
        """Forget what too few answered without a name, and who they were.

        Of what was shown nobody knows the author any more: it is not touched.
        """
        closed = select(checkins.c.checkin_id).where(
            checkins.c.team_id == answers.c.team_id,
            checkins.c.checkin_id == answers.c.checkin_id,
            checkins.c.gathered_at < before,
        )
        await self._connection.execute(
            delete(answers).where(
                answers.c.audience == AnswerAudience.UNNAMED.value,
                answers.c.user_id != "",
                exists(closed),
            )
        )
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.kind == NoticeKind.ANSWER_UNTOLD.value,
                outbox.c.state.in_(_SETTLED),
                outbox.c.not_before < before,
            )
        )

    async def forget_shown(self, before: datetime) -> None:
        """Forget what digests showed."""
        await self._connection.execute(delete(digest_items).where(digest_items.c.shown_at < before))

    async def forget_answers(self, before: datetime) -> None:
        """Forget what was told in which answer."""
        await self._connection.execute(
            delete(answer_items).where(answer_items.c.answered_at < before)
        )
