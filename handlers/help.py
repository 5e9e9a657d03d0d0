"""Help: /cordee help, a direct message, a mention, and any word that is not known."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.gestures import Gesture
from bot.domain.words import plain, tidy
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.views import help as views, ids
from handlers.subcommands import first_word, says


def register(app: AsyncApp) -> None:
    """Listen last, to what no feature has taken."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.PRIVACY_WORDS)])(on_privacy_command)
    app.command(ids.CORDEE_COMMAND)(on_help_command)
    app.event("app_mention")(on_addressed)
    app.event("message")(on_addressed)


async def on_help_command(
    ack: AsyncAck, command: dict[str, Any], t: Translator, commands: ids.Commands
) -> None:
    """Say what can be done, kindly to a word that is not known."""
    word = tidy(plain(first_word(command), {}))
    message = views.help_message(t, commands, "" if word in {"", *ids.HELP_WORDS} else word)
    await ack(text=message.text, blocks=message.blocks)


async def on_privacy_command(ack: AsyncAck, t: Translator) -> None:
    """Say what is kept, and what is never read."""
    message = views.privacy_message(t)
    await ack(text=message.text, blocks=message.blocks)


async def on_addressed(event: dict[str, Any], gesture: Gesture, channels: ChannelService) -> None:
    """Answer a direct message or a mention with what can be done."""
    if event.get("bot_id") or event.get("subtype"):
        return
    thread_ts = event.get("thread_ts")
    if event["type"] == "app_mention":
        thread_ts = thread_ts or event["ts"]
    elif event.get("channel_type") != "im":
        return
    await channels.explain(gesture, event["channel"], thread_ts)
