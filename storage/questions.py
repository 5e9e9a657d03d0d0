"""The teams' own questions in the database, those set aside, and when each was asked last."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import RowMapping, String, column, delete, select, update, values
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.own_questions import OwnQuestion, Veto
from storage.rows import Row, to_rows
from storage.tables import checkins, questions, vetoes


@to_rows.register
def _(question: OwnQuestion) -> Iterable[Row]:
    yield Row(
        questions,
        {
            "team_id": question.team_id,
            "question_id": question.question_id,
            "channel_id": question.channel_id,
            "author_id": question.author_id,
            "words": question.words,
            "added_at": question.added_at,
            "removed_at": question.removed_at,
        },
    )


@to_rows.register
def _(veto: Veto) -> Iterable[Row]:
    yield Row(
        vetoes,
        {
            "team_id": veto.team_id,
            "channel_id": veto.channel_id,
            "question_id": veto.question_id,
        },
    )


class QuestionStore:
    """The own questions of one workspace, and what its channels set aside."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, question_id: str) -> OwnQuestion | None:
        """Return a question that somebody added, even one removed since."""
        query = select(questions).where(
            questions.c.team_id == self._team_id, questions.c.question_id == question_id
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return question_of(row) if row else None

    async def of_channel(self, channel_id: str) -> list[OwnQuestion]:
        """Return the questions that a channel has of its own, in the order they were added."""
        query = (
            select(questions)
            .where(
                questions.c.team_id == self._team_id,
                questions.c.channel_id == channel_id,
                questions.c.removed_at.is_(None),
            )
            .order_by(questions.c.added_at, questions.c.question_id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [question_of(row) for row in rows]

    async def rewrite(self, question_id: str, words: str) -> None:
        """Correct the words of a question."""
        await self._connection.execute(
            update(questions)
            .where(questions.c.team_id == self._team_id, questions.c.question_id == question_id)
            .values(words=words)
        )

    async def remove(self, question_id: str, at: datetime) -> None:
        """Ask a question no more."""
        await self._connection.execute(
            update(questions)
            .where(
                questions.c.team_id == self._team_id,
                questions.c.question_id == question_id,
                questions.c.removed_at.is_(None),
            )
            .values(removed_at=at)
        )

    async def vetoed(self, channel_id: str) -> set[str]:
        """Return the questions that a channel has set aside."""
        query = select(vetoes.c.question_id).where(
            vetoes.c.team_id == self._team_id, vetoes.c.channel_id == channel_id
        )
        return set((await self._connection.execute(query)).scalars())

    async def let_back(self, channel_id: str, question_id: str) -> None:
        """Let a channel be asked again what it had set aside."""
        await self._connection.execute(
            delete(vetoes).where(
                vetoes.c.team_id == self._team_id,
                vetoes.c.channel_id == channel_id,
                vetoes.c.question_id == question_id,
            )
        )

    async def asked_at(self, channel_id: str, among: Collection[str]) -> dict[str, datetime]:
        """Return when each of some questions was asked last in a channel, if it was.

        One step of the index for each, however many years the channel has been asked.
        """
        sought = values(column("question_id", String), name="sought").data(
            [(question_id,) for question_id in sorted(among)]
        )
        names = sought.cte("names")
        last = (
            select(checkins.c.opened_at)
            .where(
                checkins.c.team_id == self._team_id,
                checkins.c.channel_id == channel_id,
                checkins.c.question_id == names.c.question_id,
            )
            .order_by(checkins.c.opened_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        rows = await self._connection.execute(select(names.c.question_id, last))
        return {question_id: at for question_id, at in rows if at is not None}


def question_of(row: RowMapping) -> OwnQuestion:
    """Return the question that a row holds."""
    return OwnQuestion(
        question_id=row["question_id"],
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        words=row["words"],
        added_at=row["added_at"],
        removed_at=row["removed_at"],
    )
