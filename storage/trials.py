"""Trials in the database."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from storage.documents import index_rows
from storage.rows import Row, to_rows
from storage.tables import trial_people, trials

_OVER = (Stage.CONCLUDED.value, Stage.WITHDRAWN.value)


@to_rows.register
def _(trial: Trial) -> Iterable[Row]:
    yield Row(trials, {"team_id": trial.team_id, "trial_id": trial.trial_id, **_values(trial)})
    yield from _people(trial)
    yield from index_rows(trial)


class TrialStore:
    """The trials of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, trial_id: str) -> Trial | None:
        """Return a trial, or None when there is none."""
        found = await self._select(trials.c.trial_id == trial_id)
        return found[0] if found else None

    async def several(self, trial_ids: Collection[str]) -> dict[str, Trial]:
        """Return trials by id."""
        if not trial_ids:
            return {}
        return {t.trial_id: t for t in await self._select(trials.c.trial_id.in_(trial_ids))}

    async def open_in(self, channel_id: str) -> list[Trial]:
        """Return the trials of a channel that are not over, first proposed first."""
        return await self._select(trials.c.channel_id == channel_id, trials.c.stage.not_in(_OVER))

    async def of_person(self, user_id: str) -> list[Trial]:
        """Return the trials that a person is in and that are not over."""
        theirs = select(trial_people.c.trial_id).where(
            trial_people.c.team_id == self._team_id, trial_people.c.user_id == user_id
        )
        return await self._select(trials.c.trial_id.in_(theirs), trials.c.stage.not_in(_OVER))

    async def subjects_of(self, user_id: str) -> set[str]:
        """Return the subjects of all trials that a person was ever in."""
        query = select(trial_people.c.trial_id).where(
            trial_people.c.team_id == self._team_id, trial_people.c.user_id == user_id
        )
        return {f"trial:{its_id}" for its_id in (await self._connection.execute(query)).scalars()}

    async def that_became(self, subject: str) -> Trial | None:
        """Return the trial that became a practice or another trial, or None when none did."""
        found = await self._select(trials.c.became == subject)
        return found[0] if found else None

    async def serving(self, objective_id: str) -> list[Trial]:
        """Return the trials that name an objective, first proposed first."""
        return await self._select(
            trials.c.objective_id == objective_id, trials.c.stage != Stage.WITHDRAWN.value
        )

    async def channels(self) -> set[str]:
        """Return the channels in which a trial was proposed."""
        query = select(trials.c.channel_id).where(trials.c.team_id == self._team_id).distinct()
        return set((await self._connection.execute(query)).scalars())

    async def save(self, trial: Trial) -> bool:
        """Keep a trial as it has become; False when somebody else changed it meanwhile."""
        result = await self._connection.execute(
            update(trials)
            .where(
                trials.c.team_id == self._team_id,
                trials.c.trial_id == trial.trial_id,
                trials.c.version == trial.version - 1,
            )
            .values(**_values(trial))
        )
        if result.rowcount != 1:
            return False
        await self._connection.execute(
            delete(trial_people).where(
                trial_people.c.team_id == self._team_id, trial_people.c.trial_id == trial.trial_id
            )
        )
        people = [row.values for row in _people(trial)]
        if people:
            await self._connection.execute(trial_people.insert(), people)
        return True

    async def _select(self, *where: Any) -> list[Trial]:
        query = (
            select(trials)
            .where(trials.c.team_id == self._team_id, *where)
            .order_by(trials.c.proposed_at, trials.c.trial_id)
        )
        rows = (await self._connection.execute(query)).mappings().all()
        people = await self._people_of([row["trial_id"] for row in rows])
        return [_trial(row, tuple(people.get(row["trial_id"], ()))) for row in rows]

    async def _people_of(self, trial_ids: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if not trial_ids:
            return found
        query = (
            select(trial_people.c.trial_id, trial_people.c.user_id)
            .where(trial_people.c.team_id == self._team_id, trial_people.c.trial_id.in_(trial_ids))
            .order_by(trial_people.c.place)
        )
        for trial_id, user_id in await self._connection.execute(query):
            found.setdefault(trial_id, []).append(user_id)
        return found


def _values(trial: Trial) -> dict[str, Any]:
    return {
        "channel_id": trial.channel_id,
        "owner_id": trial.owner_id,
        "change": trial.change,
        "why": trial.why,
        "signs": trial.signs,
        "needs": trial.needs,
        "ends_on": trial.ends_on,
        "proposed_at": trial.proposed_at,
        "due_at": trial.due_at,
        "stage": trial.stage.value,
        "version": trial.version,
        "started_at": trial.started_at,
        "is_halfway": trial.is_halfway,
        "is_extended": trial.is_extended,
        "is_owner_asked": trial.is_owner_asked,
        "conclusion": trial.conclusion.value if trial.conclusion else None,
        "concluded_at": trial.concluded_at,
        "lesson": trial.lesson,
        "objective_id": trial.objective_id,
        "born_of": trial.born_of,
        "became": trial.became,
    }


def _people(trial: Trial) -> Iterable[Row]:
    for place, user_id in enumerate(trial.people):
        yield Row(
            trial_people,
            {
                "team_id": trial.team_id,
                "trial_id": trial.trial_id,
                "user_id": user_id,
                "place": place,
            },
        )


def _trial(row: RowMapping, people: tuple[str, ...]) -> Trial:
    return Trial(
        trial_id=row["trial_id"],
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        owner_id=row["owner_id"],
        change=row["change"],
        why=row["why"],
        signs=row["signs"],
        needs=row["needs"],
        people=people,
        ends_on=row["ends_on"],
        proposed_at=row["proposed_at"],
        due_at=row["due_at"],
        stage=Stage(row["stage"]),
        version=row["version"],
        started_at=row["started_at"],
        is_halfway=row["is_halfway"],
        is_extended=row["is_extended"],
        is_owner_asked=row["is_owner_asked"],
        conclusion=Conclusion(row["conclusion"]) if row["conclusion"] else None,
        concluded_at=row["concluded_at"],
        lesson=row["lesson"],
        objective_id=row["objective_id"],
        born_of=row["born_of"],
        became=row["became"],
    )
