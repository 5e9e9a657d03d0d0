"""The teams' own questions in the database, those set aside, and when each was asked last."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    RowMapping,
    bindparam,
    delete,
    exists,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.own_questions import Choice, OwnQuestion, Veto
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

    async def choice(self, channel_id: str) -> Choice:
        """Return what there is to choose from for a channel's next question."""
        own: list[OwnQuestion] = []
        vetoed: set[str] = set()
        asked_at: dict[str, datetime] = {}
        there = {"team": self._team_id, "channel": channel_id}
        for known_as, key, author_id, words, at in await self._connection.execute(_CHOICE, there):
            if known_as == _OWN:
                own.append(OwnQuestion(key, self._team_id, channel_id, author_id, words, at))
            elif known_as == _VETOED:
                vetoed.add(key)
            else:
                asked_at[key] = at
        return Choice(channel_id, sorted(own, key=_by_age), vetoed, asked_at)

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

    async def let_back(self, channel_id: str, question_id: str) -> None:
        """Let a channel be asked again what it had set aside."""
        await self._connection.execute(
            delete(vetoes).where(
                vetoes.c.team_id == self._team_id,
                vetoes.c.channel_id == channel_id,
                vetoes.c.question_id == question_id,
            )
        )


_OWN, _VETOED, _ASKED = "own", "vetoed", "asked"
_later = checkins.alias()
_IS_THE_LAST = ~exists().where(
    _later.c.team_id == checkins.c.team_id,
    _later.c.channel_id == checkins.c.channel_id,
    _later.c.question_id == checkins.c.question_id,
    _later.c.opened_at > checkins.c.opened_at,
)
_TEAM: BindParameter[str] = bindparam("team")
_CHANNEL: BindParameter[str] = bindparam("channel")
_CHOICE = union_all(
    select(
        literal(_OWN),
        questions.c.question_id,
        questions.c.author_id,
        questions.c.words,
        questions.c.added_at,
    ).where(
        questions.c.team_id == _TEAM,
        questions.c.channel_id == _CHANNEL,
        questions.c.removed_at.is_(None),
    ),
    select(literal(_VETOED), vetoes.c.question_id, literal(""), literal(""), null()).where(
        vetoes.c.team_id == _TEAM, vetoes.c.channel_id == _CHANNEL
    ),
    select(
        literal(_ASKED), checkins.c.question_id, literal(""), literal(""), checkins.c.opened_at
    ).where(checkins.c.team_id == _TEAM, checkins.c.channel_id == _CHANNEL, _IS_THE_LAST),
)
"""What a channel has of its own, what it set aside, and when it was asked each question last.

One statement that never changes: a digest and a check-in each need all of it.
"""


def _by_age(own: OwnQuestion) -> tuple[datetime, str]:
    return own.added_at, own.question_id


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
