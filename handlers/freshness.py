"""Freshness: the three answers to the question whether a practice still holds."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.freshness import FreshnessService
from bot.views import freshness as views, ids
from bot.views.echoes import echo_modal
from bot.views.practice_changes import revise_practice_modal, withdraw_practice_modal


def register(app: AsyncApp) -> None:
    """Listen to the answers to the question whether a practice holds."""
    app.action(ids.FRESHNESS_HOLDS)(on_holds)
    app.action(ids.FRESHNESS_UPDATE)(on_update)
    app.action(ids.FRESHNESS_RETIRE)(on_retire)


async def on_holds(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, freshness: FreshnessService
) -> None:
    """Take somebody's word that the practice holds."""
    await freshness.hold(gesture, views.question_of_action(action["value"]))
    await ack()


async def on_update(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    freshness: FreshnessService,
) -> None:
    """Open the practice's form for those whose it is, and an echo's form for who tried it."""
    question = views.question_of_action(action["value"])
    practice, is_theirs = await freshness.to_answer(gesture, question)
    view = revise_practice_modal(t, practice) if is_theirs else echo_modal(t, practice)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_retire(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    freshness: FreshnessService,
) -> None:
    """Ask those whose it is to confirm; others have those people told, and retire nothing."""
    question = views.question_of_action(action["value"])
    practice, is_theirs = await freshness.to_answer(gesture, question)
    if is_theirs:
        view = withdraw_practice_modal(t, practice)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    else:
        await freshness.doubt(gesture, question)
    await ack()
