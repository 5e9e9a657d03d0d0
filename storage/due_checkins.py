"""The check-ins of many channels at once, of any workspace: for the workers only."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, Table, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.hours import WorkingHours
from bot.domain.own_questions import Choice, OwnQuestion
from storage.due_digests import Place
from storage.questions import question_of
from storage.tables import channels, checkins, questions, vetoes
from storage.workdays import workdays_of


class DueCheckIns:
    """What is known of the channels that are to be asked something: a statement for all."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open_until(self, places: Collection[Place], after: datetime) -> dict[Place, datetime]:
        """Return until when each channel has a question that takes answers after a moment."""
        query = select(checkins.c.team_id, checkins.c.channel_id, checkins.c.closes_at).where(
            _of(checkins, places), checkins.c.closes_at > after
        )
        rows = await self._rows(query.order_by(checkins.c.closes_at))
        return {_place(row): row["closes_at"] for row in rows}

    async def hours(self, places: Collection[Place]) -> dict[Place, WorkingHours]:
        """Return when each channel is at work, of those that have said so."""
        query = select(channels).where(_of(channels, places))
        return {
            _place(row): WorkingHours(row["zone"], workdays_of(row))
            for row in await self._rows(query)
        }

    async def choices(self, places: Collection[Place]) -> dict[Place, Choice]:
        """Return what there is to choose from for the next question of each channel."""
        own = await self._own(places)
        vetoed = await self._vetoed(places)
        asked_at = await self._asked_at(places)
        return {
            place: Choice(
                place.channel_id,
                own.get(place, []),
                vetoed.get(place, set()),
                asked_at.get(place, {}),
            )
            for place in places
        }

    async def _own(self, places: Collection[Place]) -> dict[Place, list[OwnQuestion]]:
        query = (
            select(questions)
            .where(_of(questions, places), questions.c.removed_at.is_(None))
            .order_by(questions.c.added_at, questions.c.question_id)
        )
        found: dict[Place, list[OwnQuestion]] = {}
        for row in await self._rows(query):
            found.setdefault(_place(row), []).append(question_of(row))
        return found

    async def _vetoed(self, places: Collection[Place]) -> dict[Place, set[str]]:
        query = select(vetoes.c.team_id, vetoes.c.channel_id, vetoes.c.question_id)
        found: dict[Place, set[str]] = {}
        for row in await self._rows(query.where(_of(vetoes, places))):
            found.setdefault(_place(row), set()).add(row["question_id"])
        return found

    async def _asked_at(self, places: Collection[Place]) -> dict[Place, dict[str, datetime]]:
        """Return when each question was asked last in each channel."""
        since = checkins.alias()
        asked_since = exists().where(
            since.c.team_id == checkins.c.team_id,
            since.c.channel_id == checkins.c.channel_id,
            since.c.question_id == checkins.c.question_id,
            since.c.opened_at > checkins.c.opened_at,
        )
        query = select(checkins).where(_of(checkins, places), ~asked_since)
        found: dict[Place, dict[str, datetime]] = {}
        for row in await self._rows(query):
            found.setdefault(_place(row), {})[row["question_id"]] = row["opened_at"]
        return found

    async def _rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        rows: Sequence[RowMapping] = (await self._connection.execute(query)).mappings().all()
        return rows


def _of(table: Table, places: Collection[Place]) -> Any:
    return tuple_(table.c.team_id, table.c.channel_id).in_(places)


def _place(row: RowMapping) -> Place:
    return Place(row["team_id"], row["channel_id"])
