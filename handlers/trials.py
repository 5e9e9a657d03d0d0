"""Trials: the buttons of their cards, and the objection."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.trials import TrialService
from bot.views import ids, trials as views
from bot.views.submissions import Submission


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns trials."""
    app.action(ids.TRIAL_JOIN)(on_join_clicked)
    app.action(ids.TRIAL_HELP)(on_help_clicked)
    app.action(ids.TRIAL_OBJECT)(on_object_clicked)
    app.view(ids.TRIALS_OBJECT)(on_objection_submitted)


async def on_join_clicked(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, trials: TrialService
) -> None:
    """Be in the trial; its card says so."""
    await trials.join(gesture, action["value"])
    await ack()


async def on_help_clicked(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, trials: TrialService
) -> None:
    """Lend a hand to the trial; its card says so."""
    await trials.help(gesture, action["value"])
    await ack()


async def on_object_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    trials: TrialService,
) -> None:
    """Open the form for a reasoned objection."""
    trial, _ = await trials.read(gesture, action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=views.objection_modal(t, trial))
    await ack()


async def on_objection_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, trials: TrialService
) -> None:
    """Keep the objection; the trial goes back to its owner."""
    submission = Submission(view)
    await trials.object_to(gesture, submission.carried["trial"], submission.words("reason"))
    await ack()
