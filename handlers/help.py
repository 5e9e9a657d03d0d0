"""Help: /cordee help, and any word that is not known."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.words import plain, tidy
from bot.i18n import Translator
from bot.views import help as views, ids
from handlers.subcommands import first_word


def register(app: AsyncApp) -> None:
    """Listen last, to what no feature has taken."""
    app.command(ids.CORDEE_COMMAND)(on_help_command)


async def on_help_command(
    ack: AsyncAck, command: dict[str, Any], t: Translator, commands: ids.Commands
) -> None:
    """Say what can be done, kindly to a word that is not known."""
    word = tidy(plain(first_word(command), {}))
    message = views.help_message(t, commands, "" if word in {"", *ids.HELP_WORDS} else word)
    await ack(text=message.text, blocks=message.blocks)
