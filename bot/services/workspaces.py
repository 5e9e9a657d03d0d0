"""What a workspace chooses: which reactions nominate, and how many people it takes."""

from bot.domain import workspaces as rules
from bot.domain.gestures import Gesture
from bot.domain.workspaces import Workspace, WorkspaceForm
from bot.services.channels import ChannelService
from storage.database import Database


class WorkspaceService:
    """What a workspace has chosen, and who may choose."""

    def __init__(self, database: Database, channels: ChannelService) -> None:
        self._database = database
        self._channels = channels

    async def chosen(self, team_id: str) -> Workspace:
        """Return what the workspace has chosen, or the usual."""
        async with self._database.read(team_id) as tx:
            return await tx.workspaces.get() or Workspace(team_id)

    async def to_change(self, gesture: Gesture) -> Workspace:
        """Return what was chosen, to those who may choose otherwise; else raise NotAKeeper."""
        await self._channels.check_may_change(gesture)
        return await self.chosen(gesture.team_id)

    async def change(self, gesture: Gesture, form: WorkspaceForm) -> Workspace:
        """Choose; messages that were nominated before stay so, and questions stay open."""
        await self._channels.check_may_change(gesture)
        workspace = rules.choose(gesture.team_id, form)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            await tx.workspaces.forget()
            await tx.add(workspace)
        return workspace
