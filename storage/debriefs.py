"""Debriefs and their answers in the database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.debriefs import QUESTIONS, Debrief, DebriefAnswer
from storage.rows import Row, to_rows
from storage.tables import HIDDEN, debrief_answers, debrief_people, debriefs


@to_rows.register
def _(debrief: Debrief) -> Iterable[Row]:
    yield Row(
        debriefs,
        {
            "team_id": debrief.team_id,
            "debrief_id": debrief.debrief_id,
            "channel_id": debrief.channel_id,
            "about": debrief.about,
            "topic": debrief.topic,
            "opened_by": debrief.opened_by,
            "opened_at": debrief.opened_at,
            "closes_at": debrief.closes_at,
            "revealed_at": debrief.revealed_at,
        },
    )
    for place, user_id in enumerate(debrief.people):
        values = {"team_id": debrief.team_id, "debrief_id": debrief.debrief_id}
        yield Row(debrief_people, {**values, "user_id": user_id, "place": place})


@to_rows.register
def _(answer: DebriefAnswer) -> Iterable[Row]:
    yield Row(
        debrief_answers,
        {
            "team_id": answer.team_id,
            "debrief_id": answer.debrief_id,
            "user_id": answer.user_id,
            **{name: getattr(answer, name) for name in QUESTIONS},
            "answered_at": answer.answered_at,
        },
    )


class DebriefStore:
    """The debriefs of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, debrief_id: str) -> Debrief | None:
        """Return a debrief, or None when there is none."""
        return await self._one(debriefs.c.debrief_id == debrief_id)

    async def about(self, subject: str) -> Debrief | None:
        """Return the debrief of a trial or an objective, or None before it ends."""
        return await self._one(debriefs.c.about == subject)

    async def open_of(self, user_id: str, now: datetime) -> list[Debrief]:
        """Return the debriefs that a person is asked for and may still answer, oldest first."""
        return await self._several(user_id, HIDDEN, debriefs.c.closes_at > now)

    async def of_person(self, user_id: str) -> list[Debrief]:
        """Return every debrief that a person was asked for, oldest first."""
        return await self._several(user_id)

    async def answer_of(self, debrief_id: str, user_id: str) -> DebriefAnswer | None:
        """Return what one person answered, for their own eyes."""
        found = await self._answers(debrief_id, debrief_answers.c.user_id == user_id)
        return found[0] if found else None

    async def answered_by(self, debrief_id: str) -> set[str]:
        """Return who has answered: to know when all have, and for nobody to see."""
        query = select(debrief_answers.c.user_id).where(
            debrief_answers.c.team_id == self._team_id,
            debrief_answers.c.debrief_id == debrief_id,
        )
        return set((await self._connection.execute(query)).scalars())

    async def revealed(self, debrief_id: str) -> list[DebriefAnswer]:
        """Return what was answered, in the order of the people; nothing before it is revealed."""
        debrief = await self.get(debrief_id)
        if debrief is None or debrief.revealed_at is None:
            return []
        answers = {answer.user_id: answer for answer in await self._answers(debrief_id)}
        return [answers[user_id] for user_id in debrief.people if user_id in answers]

    async def take_back(self, debrief_id: str, user_id: str) -> None:
        """Forget what somebody answered, before they answer anew."""
        await self._connection.execute(
            delete(debrief_answers).where(
                debrief_answers.c.team_id == self._team_id,
                debrief_answers.c.debrief_id == debrief_id,
                debrief_answers.c.user_id == user_id,
            )
        )

    async def close(self, debrief_id: str, at: datetime) -> None:
        """Let the window of a debrief end before its time; the clock reveals it."""
        await self._connection.execute(
            update(debriefs)
            .where(
                debriefs.c.team_id == self._team_id,
                debriefs.c.debrief_id == debrief_id,
                HIDDEN,
                debriefs.c.closes_at > at,
            )
            .values(closes_at=at)
        )

    async def reveal(self, debrief_id: str, at: datetime) -> bool:
        """Reveal a debrief; False when it was revealed before."""
        result = await self._connection.execute(
            update(debriefs)
            .where(
                debriefs.c.team_id == self._team_id,
                debriefs.c.debrief_id == debrief_id,
                HIDDEN,
            )
            .values(revealed_at=at)
        )
        return result.rowcount == 1

    async def _one(self, *where: Any) -> Debrief | None:
        query = select(debriefs).where(debriefs.c.team_id == self._team_id, *where)
        row = (await self._connection.execute(query)).mappings().first()
        if row is None:
            return None
        return _debrief(row, await self._people(row["debrief_id"]))

    async def _several(self, user_id: str, *where: Any) -> list[Debrief]:
        theirs = select(debrief_people.c.debrief_id).where(
            debrief_people.c.team_id == self._team_id, debrief_people.c.user_id == user_id
        )
        query = (
            select(debriefs)
            .where(debriefs.c.team_id == self._team_id, debriefs.c.debrief_id.in_(theirs), *where)
            .order_by(debriefs.c.opened_at, debriefs.c.debrief_id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return [_debrief(row, await self._people(row["debrief_id"])) for row in rows]

    async def _people(self, debrief_id: str) -> tuple[str, ...]:
        query = (
            select(debrief_people.c.user_id)
            .where(
                debrief_people.c.team_id == self._team_id,
                debrief_people.c.debrief_id == debrief_id,
            )
            .order_by(debrief_people.c.place)
        )
        return tuple((await self._connection.execute(query)).scalars())

    async def _answers(self, debrief_id: str, *where: Any) -> list[DebriefAnswer]:
        query = select(debrief_answers).where(
            debrief_answers.c.team_id == self._team_id,
            debrief_answers.c.debrief_id == debrief_id,
            *where,
        )
        return [DebriefAnswer(**row) for row in (await self._connection.execute(query)).mappings()]


class DueDebriefs:
    """The debriefs whose window has closed, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, most: int) -> list[tuple[str, str]]:
        """Return the workspaces and ids of debriefs to reveal that no other worker looks at."""
        query = (
            select(debriefs.c.team_id, debriefs.c.debrief_id)
            .where(HIDDEN, debriefs.c.closes_at <= now)
            .order_by(debriefs.c.closes_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return [(row.team_id, row.debrief_id) for row in await self._connection.execute(query)]


def _debrief(row: RowMapping, people: tuple[str, ...]) -> Debrief:
    return Debrief(
        debrief_id=row["debrief_id"],
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        about=row["about"],
        topic=row["topic"],
        opened_by=row["opened_by"],
        people=people,
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        revealed_at=row["revealed_at"],
    )
