"""Somebody's own hours and pauses: Home's button, the form."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.hours import HourService
from bot.slack.directory import Directory
from bot.views import hours as views, ids


def register(app: AsyncApp) -> None:
    """Listen to what people say of their hours."""
    app.action(ids.HOURS_OPEN)(on_opened)
    app.view(ids.HOURS_CHANGE)(on_submitted)


async def on_opened(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    directory: Directory,
    hours: HourService,
) -> None:
    """Open the form, as it stands for this person."""
    person = await directory.person(gesture.team_id, gesture.user_id)
    theirs = await hours.of_person(gesture.team_id, gesture.user_id)
    await client.views_open(
        trigger_id=body["trigger_id"], view=views.hours_modal(t, person, theirs)
    )
    await ack()


async def on_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    directory: Directory,
    hours: HourService,
) -> None:
    """Keep the hours and the pause, and say back in words what comes of them."""
    person = await directory.person(gesture.team_id, gesture.user_id)
    kept = await hours.change(gesture, views.read_hours_form(view, person.zone))
    await ack(response_action="update", view=views.kept_modal(t, kept))
