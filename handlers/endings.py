"""Endings: the forms by which the owner of a trial extends it, or ends it before its time."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.endings import EndingService
from bot.views import endings as views, ids
from bot.views.trial_card import END, EXTEND
from handlers.menus import chosen, subject_of
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that changes when a trial ends."""
    app.action(ids.TRIAL_MENU, matchers=[chosen(EXTEND)])(on_extend_chosen)
    app.action(ids.TRIAL_MENU, matchers=[chosen(END)])(on_end_chosen)
    app.view(ids.TRIALS_EXTEND)(on_extended)
    app.view(ids.TRIALS_END)(on_ended)


async def on_extend_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    endings: EndingService,
) -> None:
    """Open the form to let the trial go on for a while."""
    trial, suggested = await endings.to_extend(gesture, subject_of(action))
    await show(client, body, views.extend_modal(t, trial, suggested))
    await ack()


async def on_end_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    endings: EndingService,
) -> None:
    """Open the form to end the trial before its time."""
    trial = await endings.to_end(gesture, subject_of(action))
    await show(client, body, views.end_modal(t, trial))
    await ack()


async def on_extended(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, endings: EndingService
) -> None:
    """Let the trial go on; its card and its thread say so."""
    await endings.extend(gesture, *views.read_extend_form(view))
    await ack()


async def on_ended(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, endings: EndingService
) -> None:
    """End the trial; its debrief begins."""
    await endings.end_early(gesture, *views.read_end_form(view))
    await ack()
