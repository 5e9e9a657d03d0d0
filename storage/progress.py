"""What the clock is to look at of trials and objectives, in the database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.stages import Stage
from storage.tables import objectives, trials

_KINDS: tuple[tuple[str, Table, Column[str]], ...] = (
    ("trial", trials, trials.c.trial_id),
    ("objective", objectives, objectives.c.objective_id),
)
AFTER_ALL = "g"
"""Comes after every id: those are hexadecimal."""
_WAITS_FOR_PEOPLE = (Stage.OBJECTED.value, Stage.CONCLUDING.value)


class DueProgress:
    """The trials and objectives for the clock, in any workspace: for the workers only."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, most: int) -> list[tuple[str, str]]:
        """Return the workspaces and subjects of what is due, `most` of each kind, oldest first.

        What another worker is changing at this moment is left out.
        """
        return [
            (row.team_id, f"{kind}:{row.its_id}")
            for kind, table, its_id in _KINDS
            for row in await self._connection.execute(
                select(table.c.team_id, its_id.label("its_id"))
                .where(table.c.due_at <= now)
                .order_by(table.c.due_at)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
        ]

    async def waiting(self, beyond: tuple[str, str], most: int) -> list[tuple[str, str]]:
        """Return the next workspaces and subjects of what waits for people, not for the clock."""
        found = [
            (row.team_id, f"{kind}:{row.its_id}")
            for kind, query in _after(beyond)
            for row in await self._connection.execute(query.limit(most))
        ]
        return sorted(found)[:most]

    async def postpone(self, team_id: str, subject: str, until: datetime) -> None:
        """Look at something again later, unless it waits until later still, or for nothing."""
        kind, _, its_id = subject.partition(":")
        for known, table, column in _KINDS:
            if known == kind:
                await self._connection.execute(
                    update(table)
                    .where(table.c.team_id == team_id, column == its_id, table.c.due_at <= until)
                    .values(due_at=until)
                )


def _after(beyond: tuple[str, str]) -> Iterator[tuple[str, Any]]:
    team_id, subject = beyond
    last_kind, _, last_id = subject.partition(":")
    for kind, table, its_id in _KINDS:
        # In the order of workspaces, then of kinds, then of ids, as the subjects are sorted.
        reached = last_id if kind == last_kind else ("" if kind > last_kind else AFTER_ALL)
        query = (
            select(table.c.team_id, its_id.label("its_id"))
            .where(
                table.c.stage.in_(_WAITS_FOR_PEOPLE),
                table.c.due_at.is_(None),
                tuple_(table.c.team_id, its_id) > (team_id, reached),
            )
            .order_by(table.c.team_id, its_id)
        )
        yield kind, query
