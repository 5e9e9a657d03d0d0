"""Conclusions: what becomes of a trial or an objective, and what it taught."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.trials import Conclusion, Trial
from bot.i18n import Translator
from bot.services.conclusions import ConclusionService
from bot.views import conclusions as views, ids
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns conclusions."""
    app.action(ids.CONCLUSION_OPEN)(on_open_clicked)
    app.action(ids.CONCLUSION_KEEP)(on_keep_clicked)
    app.action(ids.CONCLUSION_STOP)(on_stop_clicked)
    app.view(ids.CONCLUSIONS_KEEP)(on_kept)
    app.view(ids.CONCLUSIONS_SAY)(on_said)


async def on_open_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    conclusions: ConclusionService,
) -> None:
    """Show what may become of it."""
    waiting = await conclusions.to_conclude(gesture, action["value"])
    await show(client, body, views.choose_modal(t, waiting.about))
    await ack()


async def on_keep_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    conclusions: ConclusionService,
) -> None:
    """Open the form of the practice that a trial becomes, or of why an objective holds."""
    waiting = await conclusions.to_conclude(gesture, action["value"])
    about, answers = waiting.about, waiting.answers
    if isinstance(about, Trial):
        view = views.keep_modal(t, about, answers, is_private=waiting.is_private)
    else:
        view = views.say_modal(t, about, Conclusion.KEPT, answers)
    await show(client, body, view)
    await ack()


async def on_stop_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    conclusions: ConclusionService,
) -> None:
    """Open the form to say what it taught."""
    waiting = await conclusions.to_conclude(gesture, action["value"])
    view = views.say_modal(t, waiting.about, Conclusion.STOPPED, waiting.answers)
    await show(client, body, view)
    await ack()


async def on_kept(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, conclusions: ConclusionService
) -> None:
    """Keep it as a practice; the channel is told."""
    await conclusions.keep_as_practice(gesture, *views.read_keep_form(view))
    await ack(response_action="clear")


async def on_said(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, conclusions: ConclusionService
) -> None:
    """Conclude it with what it taught; the channel is told."""
    await conclusions.conclude(gesture, *views.read_say_form(view))
    await ack(response_action="clear")
