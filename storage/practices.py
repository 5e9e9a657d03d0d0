"""Practices in the database, and whose they are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.practices import Practice
from bot.domain.visibility import Audience, Sight
from storage.documents import index_rows
from storage.rows import Row, to_rows
from storage.tables import practice_people, practices
from storage.visibility import reached
from storage.wins import source_of


@to_rows.register
def _(practice: Practice) -> Iterable[Row]:
    key = {"team_id": practice.team_id, "practice_id": practice.practice_id}
    yield Row(practices, {**key, **_values(practice)})
    yield from _people(practice)
    yield from index_rows(practice)


class PracticeStore:
    """The practices of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, practice_id: str) -> Practice | None:
        """Return a practice, or None when there is none or it was withdrawn."""
        found = await self._select(practices.c.practice_id == practice_id)
        return found[0] if found else None

    async def even_withdrawn(self, practice_id: str) -> Practice | None:
        """Return a practice, withdrawn or not, or None when there is none."""
        found = await self._select(practices.c.practice_id == practice_id, gone_too=True)
        return found[0] if found else None

    async def several(self, practice_ids: Collection[str]) -> dict[str, Practice]:
        """Return practices by id, without those that are gone."""
        if not practice_ids:
            return {}
        found = await self._select(practices.c.practice_id.in_(practice_ids))
        return {practice.practice_id: practice for practice in found}

    async def told_from(self, channel_id: str, message_ts: str) -> list[Practice]:
        """Return the practices that a message became."""
        return await self._select(
            practices.c.source_channel_id == channel_id, practices.c.source_ts == message_ts
        )

    async def of_person(self, user_id: str) -> list[Practice]:
        """Return the practices that a person passed on or contributed to."""
        theirs = select(practice_people.c.practice_id).where(
            practice_people.c.team_id == self._team_id, practice_people.c.user_id == user_id
        )
        return await self._select(
            or_(practices.c.author_id == user_id, practices.c.practice_id.in_(theirs))
        )

    async def latest(self, sight: Sight, most: int, skipped: int = 0) -> list[Practice]:
        """Return the practices born lately that somebody may see, latest first."""
        return await self._select(_reached(sight), most=most, skipped=skipped)

    async def save(self, practice: Practice) -> bool:
        """Keep a changed practice; False when somebody else changed it meanwhile."""
        result = await self._connection.execute(
            update(practices)
            .where(
                practices.c.team_id == self._team_id,
                practices.c.practice_id == practice.practice_id,
                practices.c.version == practice.version - 1,
            )
            .values(**_values(practice))
        )
        if result.rowcount != 1:
            return False
        await self._connection.execute(
            delete(practice_people).where(
                practice_people.c.team_id == self._team_id,
                practice_people.c.practice_id == practice.practice_id,
            )
        )
        people = [row.values for row in _people(practice)]
        if people:
            await self._connection.execute(practice_people.insert(), people)
        return True

    async def refresh(self, practice_id: str, at: datetime) -> bool:
        """Remember that a practice holds; False when it is gone."""
        return await self._set(practices.c.practice_id == practice_id, fresh_at=at, asked_at=None)

    async def ask(self, practice_id: str, since: datetime, at: datetime) -> bool:
        """Remember that it is asked whether a practice holds; False when that is settled."""
        return await self._set(
            practices.c.practice_id == practice_id,
            practices.c.fresh_at == since,
            practices.c.asked_at.is_(None),
            asked_at=at,
        )

    async def _set(self, *where: Any, **values: datetime | None) -> bool:
        result = await self._connection.execute(
            update(practices)
            .where(practices.c.team_id == self._team_id, practices.c.withdrawn_at.is_(None), *where)
            .values(**values)
        )
        return result.rowcount == 1

    async def _select(
        self, *where: Any, most: int | None = None, skipped: int = 0, gone_too: bool = False
    ) -> list[Practice]:
        if not gone_too:
            where = (practices.c.withdrawn_at.is_(None), *where)
        query = (
            select(practices)
            .where(practices.c.team_id == self._team_id, *where)
            .order_by(practices.c.created_at.desc(), practices.c.practice_id)
            .limit(most)
            .offset(skipped or None)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        people = await self._people_of([row["practice_id"] for row in rows])
        return [_practice(row, people.get(row["practice_id"], ())) for row in rows]

    async def _people_of(self, practice_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        if not practice_ids:
            return {}
        rows = await self._connection.execute(
            select(practice_people.c.practice_id, practice_people.c.user_id)
            .where(
                practice_people.c.team_id == self._team_id,
                practice_people.c.practice_id.in_(practice_ids),
            )
            .order_by(practice_people.c.place)
        )
        people: dict[str, tuple[str, ...]] = {}
        for practice_id, user_id in rows:
            people[practice_id] = (*people.get(practice_id, ()), user_id)
        return people


def _reached(sight: Sight) -> Any:
    return reached(sight, practices.c.audience, practices.c.channel_id)


def _values(practice: Practice) -> dict[str, Any]:
    source = practice.source
    return {
        "author_id": practice.author_id,
        "title": practice.title,
        "what": practice.what,
        "situation": practice.situation,
        "tags": list(practice.tags),
        "audience": practice.audience.value,
        "channel_id": practice.channel_id,
        "created_at": practice.created_at,
        "fresh_at": practice.fresh_at,
        "asked_at": practice.asked_at,
        "source_channel_id": source.channel_id if source else None,
        "source_ts": source.message_ts if source else None,
        "source_thread_ts": source.thread_ts if source else None,
        "language": practice.language,
        "version": practice.version,
        "external_id": practice.external_id,
        "withdrawn_at": practice.withdrawn_at,
    }


def _people(practice: Practice) -> Iterable[Row]:
    key = {"team_id": practice.team_id, "practice_id": practice.practice_id}
    for place, user_id in enumerate(practice.people):
        yield Row(practice_people, {**key, "user_id": user_id, "place": place})


def _practice(row: RowMapping, people: tuple[str, ...]) -> Practice:
    return Practice(
        practice_id=row["practice_id"],
        team_id=row["team_id"],
        author_id=row["author_id"],
        title=row["title"],
        what=row["what"],
        situation=row["situation"],
        tags=tuple(row["tags"]),
        audience=Audience(row["audience"]),
        channel_id=row["channel_id"],
        created_at=row["created_at"],
        fresh_at=row["fresh_at"],
        asked_at=row["asked_at"],
        source=source_of(row),
        people=people,
        language=row["language"],
        version=row["version"],
        external_id=row["external_id"],
        withdrawn_at=row["withdrawn_at"],
    )
