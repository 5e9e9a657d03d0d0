"""The Home tab and its buttons."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.home import HomeService
from bot.slack.directory import Directory
from bot.views import ids
from bot.views.practices import tip_modal
from bot.views.wins import share_win_modal
from handlers.own_home import show_home


def register(app: AsyncApp) -> None:
    """Listen to the Home tab."""
    app.event("app_home_opened")(on_home_opened)
    app.action(ids.HOME_WIN)(on_win_clicked)
    app.action(ids.HOME_TIP)(on_tip_clicked)


async def on_home_opened(
    event: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    directory: Directory,
    homes: HomeService,
) -> None:
    """Show this person's Home."""
    if event.get("tab") == "home":
        await show_home(client, gesture, directory, homes)


async def on_win_clicked(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, gesture: Gesture, t: Translator
) -> None:
    """Open the form to tell a win."""
    view = share_win_modal(t, author_id=gesture.user_id)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_tip_clicked(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, t: Translator
) -> None:
    """Open the form to pass on a tip."""
    view = tip_modal(t, words="", channel_id="", is_private=False)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()
