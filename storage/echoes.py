"""Echoes in the database: what became of each practice when somebody tried it."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.echoes import Echo
from storage.rows import Row, to_rows
from storage.tables import echoes


@to_rows.register
def _(echo: Echo) -> Iterable[Row]:
    yield Row(
        echoes,
        {
            "team_id": echo.team_id,
            "echo_id": echo.echo_id,
            "practice_id": echo.practice_id,
            "author_id": echo.author_id,
            "situation": echo.situation,
            "happened": echo.happened,
            "changed": echo.changed,
            "tried_at": echo.tried_at,
        },
    )


class EchoStore:
    """The echoes of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, echo_id: str) -> Echo | None:
        """Return an echo, or None when it was taken back."""
        found = await self._select(echoes.c.echo_id == echo_id)
        return found[0] if found else None

    async def of_practice(self, practice_id: str) -> list[Echo]:
        """Return the echoes of a practice, latest first."""
        return await self._select(echoes.c.practice_id == practice_id)

    async def of_author(self, user_id: str) -> list[Echo]:
        """Return what somebody tried, latest first."""
        return await self._select(echoes.c.author_id == user_id)

    async def of_practices(self, practice_ids: Collection[str]) -> dict[str, list[Echo]]:
        """Return the echoes of several practices, each one's latest first."""
        found: dict[str, list[Echo]] = {}
        for echo in await self._select(echoes.c.practice_id.in_(sorted(practice_ids))):
            found.setdefault(echo.practice_id, []).append(echo)
        return found

    async def save(self, echo: Echo) -> bool:
        """Keep the new words of an echo; False when it was taken back meanwhile."""
        result = await self._connection.execute(
            update(echoes)
            .where(echoes.c.team_id == self._team_id, echoes.c.echo_id == echo.echo_id)
            .values(situation=echo.situation, happened=echo.happened, changed=echo.changed)
        )
        return result.rowcount == 1

    async def forget(self, echo_id: str) -> bool:
        """Forget an echo that is taken back; False when it was already."""
        return await self._delete(echoes.c.echo_id == echo_id)

    async def forget_of_practice(self, practice_id: str) -> bool:
        """Forget the echoes of a practice that is withdrawn; False when it had none."""
        return await self._delete(echoes.c.practice_id == practice_id)

    async def _delete(self, *where: Any) -> bool:
        result = await self._connection.execute(
            delete(echoes).where(echoes.c.team_id == self._team_id, *where)
        )
        return result.rowcount > 0

    async def _select(self, *where: Any) -> list[Echo]:
        query = (
            select(echoes)
            .where(echoes.c.team_id == self._team_id, *where)
            .order_by(echoes.c.tried_at.desc(), echoes.c.echo_id.desc())
        )
        rows = (await self._connection.execute(query)).mappings()
        return [_echo(row) for row in rows]


def _echo(row: RowMapping) -> Echo:
    return Echo(
        echo_id=row["echo_id"],
        team_id=row["team_id"],
        practice_id=row["practice_id"],
        author_id=row["author_id"],
        situation=row["situation"],
        happened=row["happened"],
        changed=row["changed"],
        tried_at=row["tried_at"],
    )
