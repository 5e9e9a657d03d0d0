"""Wins in the database."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, RowMapping, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Source, Win
from storage.documents import index_rows
from storage.rows import Row, to_rows
from storage.tables import win_people, wins
from storage.visibility import reached


@to_rows.register
def _(win: Win) -> Iterable[Row]:
    yield Row(wins, {"team_id": win.team_id, "win_id": win.win_id, **_told(win), **_words(win)})
    yield from _people(win)
    yield from index_rows(win)


class WinStore:
    """The wins of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, win_id: str) -> Win | None:
        """Return a win, withdrawn or not, or None when there is none."""
        found = await self._select(wins.c.win_id == win_id)
        return found[0] if found else None

    async def several(self, win_ids: Collection[str]) -> dict[str, Win]:
        """Return wins by id, without those that were withdrawn."""
        if not win_ids:
            return {}
        values = {"team": self._team_id, "ids": list(win_ids)}
        rows = (await self._connection.execute(_SEVERAL, values)).mappings().all()
        return {win.win_id: win for win in await self._with_people(rows)}

    async def told_from(self, channel_id: str, message_ts: str) -> list[Win]:
        """Return the wins that a message became."""
        return await self._select(
            wins.c.source_channel_id == channel_id,
            wins.c.source_ts == message_ts,
            wins.c.withdrawn_at.is_(None),
        )

    async def of_person(self, user_id: str) -> list[Win]:
        """Return the wins that a person told or made with others."""
        made = select(win_people.c.win_id).where(
            win_people.c.team_id == self._team_id, win_people.c.user_id == user_id
        )
        return await self._select(
            or_(wins.c.author_id == user_id, wins.c.win_id.in_(made)), wins.c.withdrawn_at.is_(None)
        )

    async def serving(self, objective_id: str) -> list[Win]:
        """Return the wins that name an objective, latest first."""
        return await self._select(
            wins.c.objective_id == objective_id, wins.c.withdrawn_at.is_(None)
        )

    async def latest(self, sight: Sight, most: int) -> list[Win]:
        """Return the wins told lately where somebody may read, latest first."""
        return await self._select(
            reached(sight, wins.c.audience, wins.c.channel_id),
            wins.c.withdrawn_at.is_(None),
            most=most,
        )

    async def save(self, win: Win) -> bool:
        """Keep a changed win; False when somebody else changed it meanwhile."""
        result = await self._connection.execute(
            update(wins)
            .where(
                wins.c.team_id == self._team_id,
                wins.c.win_id == win.win_id,
                wins.c.version == win.version - 1,
            )
            .values(**_told(win), **_words(win))
        )
        if result.rowcount != 1:
            return False
        mine = (win_people.c.team_id == self._team_id, win_people.c.win_id == win.win_id)
        await self._connection.execute(delete(win_people).where(*mine))
        if win.people:
            await self._connection.execute(
                win_people.insert(), [row.values for row in _people(win)]
            )
        return True

    async def _select(self, *where: Any, most: int | None = None) -> list[Win]:
        query = (
            select(wins)
            .where(wins.c.team_id == self._team_id, *where)
            .order_by(wins.c.told_at.desc(), wins.c.win_id)
            .limit(most)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        return await self._with_people(rows)

    async def _with_people(self, rows: Sequence[RowMapping]) -> list[Win]:
        people = await self._people_of([row["win_id"] for row in rows])
        return [_win(row, people.get(row["win_id"], ())) for row in rows]

    async def _people_of(self, win_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        if not win_ids:
            return {}
        values = {"team": self._team_id, "ids": list(win_ids)}
        rows = await self._connection.execute(_PEOPLE_OF, values)
        people: dict[str, tuple[str, ...]] = {}
        for win_id, user_id in rows:
            people[win_id] = (*people.get(win_id, ()), user_id)
        return people


# Built once: a digest asks for both, and to build one costs as much as to run it.
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_SEVERAL = (
    select(wins)
    .where(
        wins.c.team_id == bindparam("team"), wins.c.win_id.in_(_IDS), wins.c.withdrawn_at.is_(None)
    )
    .order_by(wins.c.told_at.desc(), wins.c.win_id)
)
_PEOPLE_OF = (
    select(win_people.c.win_id, win_people.c.user_id)
    .where(win_people.c.team_id == bindparam("team"), win_people.c.win_id.in_(_IDS))
    .order_by(win_people.c.place)
)


def _told(win: Win) -> dict[str, Any]:
    return {
        "author_id": win.author_id,
        "channel_id": win.channel_id,
        "audience": win.audience.value,
        "told_at": win.told_at,
        "source_channel_id": win.source.channel_id if win.source else None,
        "source_ts": win.source.message_ts if win.source else None,
        "source_thread_ts": win.source.thread_ts if win.source else None,
        "language": win.language,
        "version": win.version,
        "external_id": win.external_id,
        "objective_id": win.objective_id,
        "kept_out": win.kept_out,
        "withdrawn_at": win.withdrawn_at,
    }


def _words(win: Win) -> dict[str, Any]:
    return {
        "story": win.story,
        "enablers": win.enablers,
        "customer": win.customer,
        "tags": list(win.tags),
    }


def _people(win: Win) -> Iterable[Row]:
    for place, user_id in enumerate(win.people):
        values = {"team_id": win.team_id, "win_id": win.win_id, "user_id": user_id, "place": place}
        yield Row(win_people, values)


def _win(row: RowMapping, people: tuple[str, ...]) -> Win:
    return Win(
        win_id=row["win_id"],
        team_id=row["team_id"],
        author_id=row["author_id"],
        people=people,
        story=row["story"],
        enablers=row["enablers"],
        customer=row["customer"],
        channel_id=row["channel_id"],
        audience=Audience(row["audience"]),
        told_at=row["told_at"],
        source=source_of(row),
        tags=tuple(row["tags"]),
        language=row["language"],
        version=row["version"],
        external_id=row["external_id"],
        objective_id=row["objective_id"],
        kept_out=row["kept_out"],
        withdrawn_at=row["withdrawn_at"],
    )


def source_of(row: RowMapping) -> Source | None:
    """Return the message that a row was told from."""
    if row["source_channel_id"] is None:
        return None
    return Source(row["source_channel_id"], row["source_ts"], row["source_thread_ts"])
