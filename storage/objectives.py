"""Directions, leaders and objectives in the database."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.directions import Direction, LeadersChanged
from bot.domain.objectives import Objective, Outcome
from bot.domain.stages import Stage
from storage.rows import Row, to_rows
from storage.tables import directions, leaders, objectives

_OVER = (Stage.CONCLUDED.value, Stage.WITHDRAWN.value)


@to_rows.register
def _(direction: Direction) -> Iterable[Row]:
    yield Row(
        directions,
        {
            "team_id": direction.team_id,
            "direction_id": direction.direction_id,
            "channel_id": direction.channel_id,
            "author_id": direction.author_id,
            "why": direction.why,
            "limits": direction.limits,
            "is_open": direction.is_open,
            "given_at": direction.given_at,
            "version": direction.version,
            "replaced_at": direction.replaced_at,
        },
    )


@to_rows.register
def _(objective: Objective) -> Iterable[Row]:
    names = {"team_id": objective.team_id, "objective_id": objective.objective_id}
    yield Row(objectives, {**names, **_values(objective)})


class ObjectiveStore:
    """The directions and objectives of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def leaders(self) -> tuple[str, ...]:
        """Return the people named to write directions."""
        query = (
            select(leaders.c.user_id)
            .where(leaders.c.team_id == self._team_id)
            .order_by(leaders.c.user_id)
        )
        return tuple((await self._connection.execute(query)).scalars())

    async def change_leaders(self, changed: LeadersChanged) -> None:
        """Name people who write directions, and name others no more; the rest stay."""
        theirs = leaders.c.user_id.in_({*changed.named, *changed.unnamed})
        await self._connection.execute(
            delete(leaders).where(leaders.c.team_id == self._team_id, theirs)
        )
        rows = [{"team_id": self._team_id, "user_id": user_id} for user_id in changed.named]
        if rows:
            await self._connection.execute(leaders.insert(), rows)

    async def direction(self, direction_id: str) -> Direction | None:
        """Return a direction, replaced or not, or None when there is none."""
        return await self._direction(directions.c.direction_id == direction_id)

    async def direction_of(self, channel_id: str) -> Direction | None:
        """Return the direction that a channel's team has now, if it has one."""
        return await self._direction(
            directions.c.channel_id == channel_id, directions.c.replaced_at.is_(None)
        )

    async def directions_by(self, user_id: str) -> list[Direction]:
        """Return the directions that somebody gave, replaced or not."""
        query = (
            select(directions)
            .where(directions.c.team_id == self._team_id, directions.c.author_id == user_id)
            .order_by(directions.c.given_at, directions.c.direction_id)
        )
        return [Direction(**row) for row in (await self._connection.execute(query)).mappings()]

    async def of_person(self, user_id: str) -> list[Objective]:
        """Return the objectives that somebody brings to their end, first proposed first."""
        return await self._select(objectives.c.owner_id == user_id)

    async def replace_direction(self, channel_id: str, at: datetime) -> None:
        """Let the direction of a channel give way to another one."""
        await self._connection.execute(
            update(directions)
            .where(
                directions.c.team_id == self._team_id,
                directions.c.channel_id == channel_id,
                directions.c.replaced_at.is_(None),
            )
            .values(replaced_at=at)
        )

    async def channels(self) -> set[str]:
        """Return the channels whose teams aim for something now."""
        query = (
            select(objectives.c.channel_id)
            .where(objectives.c.team_id == self._team_id, objectives.c.stage == Stage.RUNNING.value)
            .distinct()
        )
        return set((await self._connection.execute(query)).scalars())

    async def get(self, objective_id: str) -> Objective | None:
        """Return an objective, or None when there is none."""
        found = await self._select(objectives.c.objective_id == objective_id)
        return found[0] if found else None

    async def open_in(self, channel_id: str) -> list[Objective]:
        """Return the objectives of a channel that are not over, first proposed first."""
        return await self._select(
            objectives.c.channel_id == channel_id, objectives.c.stage.not_in(_OVER)
        )

    async def agreed_in(self, channel_ids: Collection[str]) -> list[Objective]:
        """Return the objectives that teams work towards now in some channels."""
        return await self._select(
            objectives.c.channel_id.in_(channel_ids), objectives.c.stage == Stage.RUNNING.value
        )

    async def save(self, objective: Objective) -> bool:
        """Keep an objective as it has become; False when somebody else changed it meanwhile."""
        result = await self._connection.execute(
            update(objectives)
            .where(
                objectives.c.team_id == self._team_id,
                objectives.c.objective_id == objective.objective_id,
                objectives.c.version == objective.version - 1,
            )
            .values(**_values(objective))
        )
        return result.rowcount == 1

    async def _direction(self, *where: Any) -> Direction | None:
        query = (
            select(directions)
            .where(directions.c.team_id == self._team_id, *where)
            .order_by(directions.c.given_at.desc())
        )
        row = (await self._connection.execute(query)).mappings().first()
        return Direction(**row) if row else None

    async def _select(self, *where: Any) -> list[Objective]:
        query = (
            select(objectives)
            .where(objectives.c.team_id == self._team_id, *where)
            .order_by(objectives.c.proposed_at, objectives.c.objective_id)
        )
        return [_objective(row) for row in (await self._connection.execute(query)).mappings()]


def _values(objective: Objective) -> dict[str, Any]:
    return {
        "channel_id": objective.channel_id,
        "direction_id": objective.direction_id,
        "owner_id": objective.owner_id,
        "aim": objective.aim,
        "how": objective.how,
        "signs": objective.signs,
        "ends_on": objective.ends_on,
        "proposed_at": objective.proposed_at,
        "due_at": objective.due_at,
        "stage": objective.stage.value,
        "version": objective.version,
        "agreed_at": objective.agreed_at,
        "is_owner_asked": objective.is_owner_asked,
        "outcome": objective.outcome.value if objective.outcome else None,
        "concluded_at": objective.concluded_at,
        "lesson": objective.lesson,
        "became": objective.became,
    }


def _objective(row: RowMapping) -> Objective:
    values = dict(row)
    values["stage"] = Stage(row["stage"])
    values["outcome"] = Outcome(row["outcome"]) if row["outcome"] else None
    return Objective(**values)
