"""Answers to check-ins in the database."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, RowMapping, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.answers import Answer, AnswerAudience
from storage.rows import Row, to_rows
from storage.tables import answers


@to_rows.register
def _(answer: Answer) -> Iterable[Row]:
    yield Row(
        answers,
        {
            "team_id": answer.team_id,
            "answer_id": answer.answer_id,
            "checkin_id": answer.checkin_id,
            "user_id": answer.user_id,
            "audience": answer.audience.value,
            "text": answer.text,
            "answered_at": answer.answered_at,
            "message_ts": answer.message_ts,
            "edited_ts": answer.edited_ts,
        },
    )


class AnswerStore:
    """The answers to the check-ins of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def of_checkin(self, checkin_id: str) -> list[Answer]:
        """Return the answers to a check-in, in the order they were given."""
        query = (
            select(answers)
            .where(answers.c.team_id == self._team_id, answers.c.checkin_id == checkin_id)
            .order_by(answers.c.answered_at, answers.c.answer_id)
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_answer(row) for row in rows]

    async def by_form(self, checkin_id: str, user_id: str) -> Answer | None:
        """Return what a person answered by the form, or None when they did not."""
        query = select(answers).where(
            answers.c.team_id == self._team_id,
            answers.c.checkin_id == checkin_id,
            answers.c.user_id == user_id,
            answers.c.message_ts.is_(None),
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _answer(row) if row else None

    async def save(self, answer: Answer) -> bool:
        """Keep the words and the audience of an answer as they are now; False when it is gone."""
        result = await self._connection.execute(
            update(answers)
            .where(answers.c.team_id == self._team_id, answers.c.answer_id == answer.answer_id)
            .values(
                text=answer.text,
                audience=answer.audience.value,
                answered_at=answer.answered_at,
            )
        )
        return result.rowcount == 1

    async def forget(self, answer_id: str) -> None:
        """Forget an answer that was taken back."""
        await self._connection.execute(
            delete(answers).where(
                answers.c.team_id == self._team_id, answers.c.answer_id == answer_id
            )
        )

    async def forget_unnamed(self, checkin_id: str) -> None:
        """Forget what was answered without a name, before it is added again with no owner."""
        await self._connection.execute(
            delete(answers).where(
                answers.c.team_id == self._team_id,
                answers.c.checkin_id == checkin_id,
                answers.c.audience == AnswerAudience.UNNAMED.value,
            )
        )

    async def of_person(self, user_id: str) -> list[Answer]:
        """Return every answer that is known to be somebody's."""
        query = select(answers).where(
            answers.c.team_id == self._team_id, answers.c.user_id == user_id
        )
        return [_answer(row) for row in (await self._connection.execute(query)).mappings()]

    async def knows_reply(self, checkin_id: str, message_ts: str) -> bool:
        """Tell whether a thread reply is kept as an answer."""
        query = select(answers.c.answer_id).where(*self._reply(checkin_id, message_ts))
        return (await self._connection.execute(query)).first() is not None

    async def rewrite_reply(
        self, checkin_id: str, message_ts: str, text: str, edited_ts: str
    ) -> None:
        """Follow the edit of a thread reply, unless a later edit is known already."""
        is_newer = or_(answers.c.edited_ts.is_(None), answers.c.edited_ts < edited_ts)
        await self._connection.execute(
            update(answers)
            .where(*self._reply(checkin_id, message_ts), is_newer)
            .values(text=text, edited_ts=edited_ts)
        )

    async def forget_reply(self, checkin_id: str, message_ts: str) -> None:
        """Follow the deletion of a thread reply that was an answer."""
        await self._connection.execute(delete(answers).where(*self._reply(checkin_id, message_ts)))

    def _reply(self, checkin_id: str, message_ts: str) -> tuple[ColumnElement[bool], ...]:
        return (
            answers.c.team_id == self._team_id,
            answers.c.checkin_id == checkin_id,
            answers.c.message_ts == message_ts,
        )


def _answer(row: RowMapping) -> Answer:
    return Answer(
        answer_id=row["answer_id"],
        team_id=row["team_id"],
        checkin_id=row["checkin_id"],
        user_id=row["user_id"],
        text=row["text"],
        answered_at=row["answered_at"],
        message_ts=row["message_ts"],
        edited_ts=row["edited_ts"],
        audience=AnswerAudience(row["audience"]),
    )
