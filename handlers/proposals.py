"""Proposals: the command, the ways to a trial from what is there already, and the form."""

from collections.abc import Collection
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.trials import TrialForm
from bot.domain.words import LONGEST, mentioned, tidy
from bot.i18n import Translator
from bot.services.proposals import ProposalService
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from bot.views import errors, ids, kit, proposals as views
from bot.views.follow_ups import TRY as TRY_ANSWER, read_choice
from bot.views.practices import TRY as TRY_PRACTICE
from handlers.menus import chosen, subject_of
from handlers.pages import show_instead
from handlers.places import is_direct


def register(app: AsyncApp) -> None:
    """Listen to everything that proposes a trial."""
    for commands in ids.COMMANDS.values():
        app.command(commands.trial)(on_trial_command)
    app.action(ids.TRIAL_OF_PRACTICE)(on_practice_chosen)
    app.action(ids.PRACTICE_MENU, matchers=[chosen(TRY_PRACTICE)])(on_practice_chosen)
    app.action(ids.FOLLOW_UP_OPEN, matchers=[chosen(TRY_ANSWER)])(on_answer_chosen)
    app.action(ids.TRIAL_AGAIN)(on_again_clicked)
    app.view(ids.TRIALS_PROPOSE)(on_proposal_submitted)


async def on_trial_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    bot_user_id: str,
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Open the form with what was typed; people named in it are chosen already."""
    typed = command.get("text") or ""
    change = tidy(await glance.plain(gesture.team_id, typed))
    if len(change) > LONGEST:
        await ack(errors.with_words(t, errors.too_long(t, LONGEST), change))
        return
    here = "" if is_direct(command.get("channel_name")) else command["channel_id"]
    people = [person for person in mentioned(typed) if person != bot_user_id]
    form = await proposals.blank(gesture, here, change=change, people=people)
    view = await _form(gesture, t, proposals, directory, glance, form)
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_practice_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Open the form with a practice, from its page or from the menu of its card."""
    practice_id = action.get("value") or subject_of(action)
    form = await proposals.of_practice(gesture, practice_id, _here(body))
    view = await _form(gesture, t, proposals, directory, glance, form)
    await show_instead(client, body, view)
    await ack()


async def on_answer_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Open the form with what somebody answered to the team."""
    form = await proposals.of_answer(gesture, *read_choice(subject_of(action)))
    view = await _form(gesture, t, proposals, directory, glance, form)
    await show_instead(client, body, view)
    await ack()


async def on_again_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Open the form with what was tried before."""
    form = await proposals.of_trial(gesture, action["value"])
    view = await _form(gesture, t, proposals, directory, glance, form)
    await show_instead(client, body, view)
    await ack()


async def on_proposal_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Keep the proposal; what was tried already is shown first, once, and nothing is lost."""
    form, is_asked, shown = views.read_proposal(view)
    await proposals.check(gesture, form)
    tried = None if is_asked else await _tried(gesture, proposals, directory, glance, form, shown)
    if tried is not None and tried.items:
        objectives = await proposals.objectives(gesture.team_id, form.channel_id)
        again = views.proposal_modal(t, form, objectives, tried, asked=True, shown=shown)
        await ack(response_action="update", view=again)
        return
    await proposals.propose(gesture, form)
    await ack(response_action="clear")


async def _form(
    gesture: Gesture,
    t: Translator,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
    form: TrialForm,
) -> kit.View:
    objectives = await proposals.objectives(gesture.team_id, form.channel_id)
    tried = await _tried(gesture, proposals, directory, glance, form)
    return views.proposal_modal(t, form, objectives, tried)


async def _tried(
    gesture: Gesture,
    proposals: ProposalService,
    directory: Directory,
    glance: Glance,
    form: TrialForm,
    shown: Collection[str] = (),
) -> views.Tried | None:
    """Return what is like it and was not shown yet; None when that takes too long."""

    async def look() -> views.Tried:
        items = await proposals.near(gesture, form, shown)
        names = await directory.names(gesture.team_id, views.named_in(items))
        return views.Tried(items, names, await glance.zone(gesture.team_id, gesture.user_id))

    return await glance.soon(look()) if form.change else None


def _here(body: dict[str, Any]) -> str:
    """Return the channel where the gesture was made; none on a page or in a direct message."""
    channel = body.get("channel") or {}
    return "" if is_direct(channel.get("name")) else str(channel.get("id") or "")
