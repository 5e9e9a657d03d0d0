"""Help: /cordee help, and any word that is not known."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.gestures import Gesture
from bot.domain.words import plain, tidy
from bot.i18n import Translator
from bot.services.workspaces import WorkspaceService
from bot.views import help as views, ids
from handlers.subcommands import first_word


def register(app: AsyncApp) -> None:
    """Listen last, to what no feature has taken."""
    app.command(ids.CORDEE_COMMAND)(on_help_command)


async def on_help_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    workspaces: WorkspaceService,
) -> None:
    """Say what can be done, kindly to a word that is not known."""
    word = tidy(plain(first_word(command), {}))
    chosen = await workspaces.chosen(gesture.team_id)
    unknown = "" if word in {"", *ids.HELP_WORDS} else word
    message = views.help_message(t, commands, chosen, unknown)
    await ack(text=message.text, blocks=message.blocks)
