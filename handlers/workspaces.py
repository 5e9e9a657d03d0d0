"""What a workspace chooses: the button behind its settings, the form."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.workspaces import WorkspaceService
from bot.views import ids, workspaces as views


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns what a workspace chooses."""
    app.action(ids.WORKSPACE_OPEN)(on_opened)
    app.view(ids.WORKSPACES_CHANGE)(on_submitted)


async def on_opened(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    workspaces: WorkspaceService,
) -> None:
    """Show what was chosen in front of the settings, to those who may choose otherwise."""
    view = views.workspace_modal(t, await workspaces.to_change(gesture))
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    workspaces: WorkspaceService,
) -> None:
    """Keep what was chosen, and say back in words what reactions mean now."""
    chosen = await workspaces.change(gesture, views.read_workspace_form(view))
    await ack(response_action="update", view=views.agreed_modal(t, chosen))
