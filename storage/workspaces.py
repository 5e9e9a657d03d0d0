"""What a workspace chooses, in the database."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.workspaces import Workspace
from storage.rows import Row, to_rows
from storage.tables import workspaces


@to_rows.register
def _(workspace: Workspace) -> Iterable[Row]:
    yield Row(
        workspaces,
        {
            "team_id": workspace.team_id,
            "win_emoji": list(workspace.win_emoji),
            "practice_emoji": list(workspace.practice_emoji),
            "threshold": workspace.threshold,
        },
    )


class WorkspaceStore:
    """What one workspace has chosen."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self) -> Workspace | None:
        """Return what was chosen, or None when nobody has."""
        query = select(workspaces).where(workspaces.c.team_id == self._team_id)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return Workspace(
            self._team_id, tuple(row["win_emoji"]), tuple(row["practice_emoji"]), row["threshold"]
        )

    async def forget(self) -> None:
        """Remove what was chosen, before other choices are added."""
        await self._connection.execute(
            delete(workspaces).where(workspaces.c.team_id == self._team_id)
        )
