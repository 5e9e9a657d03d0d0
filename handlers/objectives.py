"""Objectives: propose one, revise it, take it back, ask about it; agreeing is as for trials."""

from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.objectives import has_many_numbers
from bot.i18n import Translator
from bot.services.objectives import ObjectiveService
from bot.views import ids, objectives as views
from bot.views.objective_card import REVISE, WITHDRAW
from handlers.menus import chosen, subject_of
from handlers.pages import show

QUARTER = timedelta(weeks=13)


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns objectives."""
    app.action(ids.OBJECTIVE_PROPOSE)(on_propose_clicked)
    app.view(ids.OBJECTIVES_PROPOSE)(on_proposal_submitted)
    app.action(ids.OBJECTIVE_REVISE)(on_revise_clicked)
    app.action(ids.TRIAL_MENU, matchers=[chosen(REVISE)])(on_revise_chosen)
    app.action(ids.TRIAL_MENU, matchers=[chosen(WITHDRAW)])(on_withdraw_chosen)
    app.view(ids.OBJECTIVES_REVISE)(on_revision_submitted)
    app.action(ids.OBJECTIVE_ASK)(on_ask_clicked)
    app.view(ids.OBJECTIVES_ASK)(on_question_submitted)


async def on_propose_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Open the form of an objective, under the channel's direction."""
    direction = await objectives.to_propose(gesture, action["value"])
    view = views.propose_modal(t, direction, ends_on=(gesture.at + QUARTER).date())
    await show(client, body, view)
    await ack()


async def on_proposal_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Keep the proposal; before that, a remark on its numbers, or the direction given meanwhile."""
    form, _ = views.read_objective_form(view)
    remark = "" if form.is_remarked or not has_many_numbers(form) else views.many_numbers(t)
    direction = (
        await objectives.to_propose(gesture, form.channel_id)
        if remark
        else await objectives.propose(gesture, form)
    )
    if direction is None:
        await ack()
        return
    said = remark or views.direction_is_new(t)
    anew = views.propose_modal(t, direction, ends_on=form.ends_on, typed=form, remark=said)
    await ack(response_action="update", view=anew)


async def on_revise_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Open the form to revise an objective, from the word about an objection."""
    objective = await objectives.to_revise(gesture, action["value"])
    await show(client, body, views.revise_modal(t, objective))
    await ack()


async def on_revise_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Open the form to revise an objective, from its menu."""
    objective = await objectives.to_revise(gesture, subject_of(action))
    await show(client, body, views.revise_modal(t, objective))
    await ack()


async def on_withdraw_chosen(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, objectives: ObjectiveService
) -> None:
    """Take an objective back before it is agreed on; its card says so."""
    await objectives.withdraw(gesture, subject_of(action))
    await ack()


async def on_revision_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Keep what the team revised, after a remark on its numbers if there are several."""
    form, objective_id = views.read_objective_form(view)
    if has_many_numbers(form) and not form.is_remarked:
        objective = await objectives.to_revise(gesture, objective_id)
        remark = views.many_numbers(t)
        anew = views.revise_modal(t, objective, typed=form, remark=remark)
        await ack(response_action="update", view=anew)
        return
    await objectives.revise(gesture, objective_id, form)
    await ack()


async def on_ask_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    objectives: ObjectiveService,
) -> None:
    """Open the form for a question about an objective."""
    objective = await objectives.read(gesture, action["value"])
    view = views.ask_modal(t, objective)
    await show(client, body, view)
    await ack()


async def on_question_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, objectives: ObjectiveService
) -> None:
    """Ask the question in the thread of the objective."""
    await objectives.ask(gesture, *views.read_question(view))
    await ack()
