"""Conclusions: what becomes of a trial or an objective, and what it taught."""

from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.conclusions import further, instead_of
from bot.domain.gestures import Gesture
from bot.domain.objectives import has_many_numbers
from bot.domain.trials import Conclusion, Trial
from bot.i18n import Translator
from bot.services.conclusions import ConclusionService
from bot.services.proposals import ProposalService
from bot.views import conclusions as views, ids
from bot.views.objectives import many_numbers
from handlers.pages import show_instead

QUARTER = timedelta(weeks=13)
"""How long an objective lasts where nobody says otherwise."""


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns conclusions."""
    app.action(ids.CONCLUSION_OPEN)(on_open_clicked)
    app.action(ids.CONCLUSION_KEEP)(on_keep_clicked)
    app.action(ids.CONCLUSION_ADAPT)(on_adapt_clicked)
    app.action(ids.CONCLUSION_STOP)(on_stop_clicked)
    app.view(ids.CONCLUSIONS_KEEP)(on_kept)
    app.view(ids.CONCLUSIONS_ADAPT)(on_adapted)
    app.view(ids.CONCLUSIONS_CHANGE)(on_changed)
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
    await show_instead(client, body, views.choose_modal(t, waiting.about))
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
    await show_instead(client, body, view)
    await ack()


async def on_adapt_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    conclusions: ConclusionService,
    proposals: ProposalService,
) -> None:
    """Open the form of what takes its place."""
    about = (await conclusions.to_conclude(gesture, action["value"])).about
    if isinstance(about, Trial):
        form = further(about, await proposals.of_trial(gesture, about.trial_id))
        objectives = await proposals.objectives(gesture.team_id, about.channel_id)
        view = views.adapt_modal(t, about, form, objectives)
    else:
        another = instead_of(about, (gesture.at + QUARTER).date())
        view = views.change_modal(t, about.subject, another)
    await show_instead(client, body, view)
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
    await show_instead(client, body, view)
    await ack()


async def on_kept(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, conclusions: ConclusionService
) -> None:
    """Keep it as a practice; the channel is told."""
    await conclusions.keep_as_practice(gesture, *views.read_keep_form(view))
    await ack()


async def on_adapted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, conclusions: ConclusionService
) -> None:
    """Propose the trial that takes it further; the channel is told."""
    await conclusions.adapt(gesture, *views.read_adapt_form(view))
    await ack()


async def on_changed(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    conclusions: ConclusionService,
) -> None:
    """Propose the objective that takes its place, after a remark on its numbers if need be."""
    subject, lesson, form = views.read_change_form(view)
    if has_many_numbers(form) and not form.is_remarked:
        remark = many_numbers(t)
        anew = views.change_modal(t, subject, form, lesson=lesson, remark=remark)
        await ack(response_action="update", view=anew)
        return
    await conclusions.change(gesture, subject, lesson, form)
    await ack()


async def on_said(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, conclusions: ConclusionService
) -> None:
    """Conclude it with what it taught; the channel is told."""
    await conclusions.conclude(gesture, *views.read_say_form(view))
    await ack()
