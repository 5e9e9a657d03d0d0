"""Trials: what their owners do with them before they begin."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.trials import TrialService
from bot.views import ids
from bot.views.amendments import amend_modal, read_amendment
from bot.views.trial_card import AMEND, WITHDRAW
from handlers.menus import chosen, subject_of
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that owners do with their trials."""
    app.action(ids.TRIAL_AMEND)(on_amend_clicked)
    app.action(ids.TRIAL_MENU, matchers=[chosen(AMEND)])(on_amend_chosen)
    app.view(ids.TRIALS_AMEND)(on_amendment_submitted)
    app.action(ids.TRIAL_MENU, matchers=[chosen(WITHDRAW)])(on_withdraw_chosen)


async def on_amend_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    trials: TrialService,
) -> None:
    """Open the form to amend the trial, from the word about an objection."""
    found = await trials.to_amend(gesture, _trial_id(action["value"]))
    await show(client, body, amend_modal(t, *found))
    await ack()


async def on_amend_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    trials: TrialService,
) -> None:
    """Open the form to amend the trial, from its menu."""
    found = await trials.to_amend(gesture, _trial_id(subject_of(action)))
    await show(client, body, amend_modal(t, *found))
    await ack()


async def on_amendment_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, trials: TrialService
) -> None:
    """Keep the trial as it is amended; its thread tells what changed."""
    await trials.amend(gesture, *read_amendment(view))
    await ack()


async def on_withdraw_chosen(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, trials: TrialService
) -> None:
    """Take the proposal back before it begins."""
    await trials.withdraw(gesture, _trial_id(subject_of(action)))
    await ack()


def _trial_id(subject: str) -> str:
    return subject.removeprefix("trial:")
