"""The answers of whoever is asked about what was told from a message that changed."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.services.home import HomeService
from bot.services.sources import SourceService
from bot.slack.directory import Directory
from bot.views import ids, sources as views
from handlers.own_home import show_home


def register(app: AsyncApp) -> None:
    """Listen to the answers."""
    app.action(ids.SOURCE_TAKE)(on_take)
    app.action(ids.SOURCE_LEAVE)(on_leave)
    app.action(ids.SOURCE_WITHDRAW)(on_withdraw)


async def on_take(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, sources: SourceService
) -> None:
    """Take the words that the message has now."""
    await sources.take(gesture, views.question_of_action(action["value"]))
    await ack()


async def on_leave(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, sources: SourceService
) -> None:
    """Keep what was told as it is."""
    await sources.leave(gesture, views.question_of_action(action["value"]))
    await ack()


async def on_withdraw(
    ack: AsyncAck,
    action: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    directory: Directory,
    homes: HomeService,
    sources: SourceService,
) -> None:
    """Withdraw what was told; this person's Home follows."""
    await sources.withdraw(gesture, views.question_of_action(action["value"]))
    await show_home(client, gesture, directory, homes)
    await ack()
