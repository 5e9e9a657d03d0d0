"""What channels were asked in the database: kept until it stands in the channel, and a while."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.asking import ChannelQuestion
from storage.rows import Row, to_rows
from storage.tables import channel_questions


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


class AskingStore:
    """What the channels of one workspace were asked."""

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
