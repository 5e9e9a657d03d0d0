"""What channels were asked, and what was told in which answer, in the database."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.asking import Answered, ChannelQuestion
from storage.rows import Row, to_rows
from storage.tables import answer_items, channel_questions


@to_rows.register
def _(question: ChannelQuestion) -> Iterable[Row]:
    yield Row(
        channel_questions,
        {
            "team_id": question.team_id,
            "question_id": question.question_id,
            "channel_id": question.channel_id,
            "author_id": question.author_id,
            "words": question.words,
            "asked_at": question.asked_at,
        },
    )


@to_rows.register
def _(answered: Answered) -> Iterable[Row]:
    key = {"team_id": answered.team_id, "subject": answered.subject}
    for place, item_id in enumerate(answered.item_ids):
        told = {"item_id": item_id, "place": place, "answered_at": answered.answered_at}
        yield Row(answer_items, {**key, **told})


class AskingStore:
    """What the channels of one workspace were asked, and what was answered in their threads."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, question_id: str) -> ChannelQuestion | None:
        """Return what a channel was asked, or None when it is forgotten."""
        query = select(channel_questions).where(
            channel_questions.c.team_id == self._team_id,
            channel_questions.c.question_id == question_id,
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return ChannelQuestion(**row) if row else None

    async def answers_with(self, item_id: str) -> list[str]:
        """Return the answers that told a practice, by their subjects."""
        query = select(answer_items.c.subject).where(
            answer_items.c.team_id == self._team_id, answer_items.c.item_id == item_id
        )
        found = await self._connection.execute(query.order_by(answer_items.c.subject))
        return list(found.scalars())

    async def told_in(self, subject: str) -> list[str]:
        """Return the practices that were told in an answer, the best first."""
        query = select(answer_items.c.item_id).where(
            answer_items.c.team_id == self._team_id, answer_items.c.subject == subject
        )
        found = await self._connection.execute(query.order_by(answer_items.c.place))
        return list(found.scalars())
