"""Privacy: what is kept, a copy of what is kept of oneself, and erasing it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.privacy import PrivacyService
from bot.views import ids, privacy as views
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns privacy."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.PRIVACY_WORDS)])(on_privacy_command)
    app.action(ids.PRIVACY_COPY)(on_copy_clicked)
    app.action(ids.PRIVACY_ERASE)(on_erase_clicked)
    app.view(ids.PRIVACY_ERASED)(on_erase_submitted)


async def on_privacy_command(ack: AsyncAck, t: Translator) -> None:
    """Say what is kept, and what is never read."""
    message = views.privacy_message(t)
    await ack(text=message.text, blocks=message.blocks)


async def on_copy_clicked(
    ack: AsyncAck, respond: AsyncRespond, gesture: Gesture, t: Translator, privacy: PrivacyService
) -> None:
    """Write to this person what is kept of them."""
    await privacy.send_copy(gesture)
    await respond(text=views.copy_on_its_way(t), response_type="ephemeral", replace_original=False)
    await ack()


async def on_erase_clicked(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, t: Translator
) -> None:
    """Ask before anything is erased."""
    await client.views_open(trigger_id=body["trigger_id"], view=views.erase_modal(t))
    await ack()


async def on_erase_submitted(
    ack: AsyncAck, gesture: Gesture, t: Translator, privacy: PrivacyService
) -> None:
    """Erase what is this person's."""
    await privacy.erase(gesture)
    await ack(response_action="update", view=views.erased_modal(t))
