"""What people said of when they may be written to, in the database."""

from collections.abc import Collection, Iterable

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.hours import PersonalHours
from storage.rows import Row, to_rows
from storage.tables import people
from storage.workdays import workdays_of, workdays_values


@to_rows.register
def _(wished: PersonalHours) -> Iterable[Row]:
    yield Row(
        people,
        {
            "team_id": wished.team_id,
            "user_id": wished.user_id,
            **workdays_values(wished.workdays),
            "opens": wished.opens,
            "closes": wished.closes,
            "paused_until": wished.paused_until,
        },
    )


class PeopleStore:
    """When each person of one workspace may be written to, where they have said so."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, user_id: str) -> PersonalHours | None:
        """Return what somebody said of their hours, or None when they have not."""
        return (await self.of([user_id])).get(user_id)

    async def of(self, user_ids: Collection[str]) -> dict[str, PersonalHours]:
        """Return what these people said of their hours; whoever has not is left out."""
        query = select(people).where(
            people.c.team_id == self._team_id, people.c.user_id.in_(sorted(user_ids))
        )
        rows = (await self._connection.execute(query)).mappings()
        return {row["user_id"]: _personal_hours(row) for row in rows}

    async def forget(self, user_id: str) -> None:
        """Remove what somebody said of their hours, before they say it anew."""
        await self._connection.execute(
            delete(people).where(people.c.team_id == self._team_id, people.c.user_id == user_id)
        )


def _personal_hours(row: RowMapping) -> PersonalHours:
    return PersonalHours(
        team_id=row["team_id"],
        user_id=row["user_id"],
        workdays=workdays_of(row),
        opens=row["opens"],
        closes=row["closes"],
        paused_until=row["paused_until"],
    )
