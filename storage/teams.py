"""Teams in the database, and who is in them."""

from collections.abc import Collection, Iterable

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.teams import Team
from storage.rows import Row, to_rows
from storage.tables import echoes, team_people, teams


@to_rows.register
def _(team: Team) -> Iterable[Row]:
    key = {"team_id": team.team_id, "handle": team.handle}
    yield Row(teams, {**key, "name": team.name})
    for is_coach, people in ((False, team.people), (True, team.coaches)):
        for user_id in sorted(people):
            yield Row(team_people, {**key, "user_id": user_id, "is_coach": is_coach})


class TeamStore:
    """The teams of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def all(self) -> list[Team]:
        """Return every team, by name."""
        found: dict[str, tuple[str, set[str], set[str]]] = {}
        for handle, name, user_id, is_coach in await self._connection.execute(
            _ALL, {"team": self._team_id}
        ):
            _, *sides = found.setdefault(handle, (name, set(), set()))
            if user_id is not None:  # else nobody is in it
                sides[is_coach].add(user_id)
        return [
            Team(self._team_id, handle, name, people=frozenset(people), coaches=frozenset(coaches))
            for handle, (name, people, coaches) in found.items()
        ]

    async def people(self, handle: str) -> set[str]:
        """Return who is in a team, its coaches among them; nobody where there is no such team."""
        query = select(team_people.c.user_id).where(
            team_people.c.team_id == self._team_id, team_people.c.handle == handle
        )
        return set((await self._connection.execute(query)).scalars())

    async def of(self, user_ids: Collection[str]) -> dict[str, set[str]]:
        """Return the handles of the teams that each of these people belongs to, if to any."""
        query = select(team_people.c.user_id, team_people.c.handle).where(
            team_people.c.team_id == self._team_id, team_people.c.user_id.in_(sorted(user_ids))
        )
        found: dict[str, set[str]] = {}
        for user_id, handle in await self._connection.execute(query):
            found.setdefault(user_id, set()).add(handle)
        return found

    async def tried_by(self, user_ids: Collection[str]) -> dict[str, set[str]]:
        """Return the practices that any of these people tried, each with all who did."""
        theirs = select(echoes.c.practice_id).where(
            echoes.c.team_id == self._team_id, echoes.c.author_id.in_(sorted(user_ids))
        )
        query = select(echoes.c.practice_id, echoes.c.author_id).where(
            echoes.c.team_id == self._team_id, echoes.c.practice_id.in_(theirs)
        )
        found: dict[str, set[str]] = {}
        for practice_id, author_id in await self._connection.execute(query):
            found.setdefault(practice_id, set()).add(author_id)
        return found

    async def forget(self, handle: str) -> bool:
        """Forget a team, before it is added as it is from now on; False when there is none."""
        result = await self._connection.execute(
            delete(teams).where(teams.c.team_id == self._team_id, teams.c.handle == handle)
        )
        return result.rowcount == 1


_ALL = (
    select(teams.c.handle, teams.c.name, team_people.c.user_id, team_people.c.is_coach)
    .select_from(
        teams.outerjoin(
            team_people,
            and_(team_people.c.team_id == teams.c.team_id, team_people.c.handle == teams.c.handle),
        )
    )
    .where(teams.c.team_id == bindparam("team"))
    .order_by(teams.c.handle)
)
