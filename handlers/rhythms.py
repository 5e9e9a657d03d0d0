"""What recurs in a channel: its form, which follows what is chosen; the usual; no more of it."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.schedules import ScheduleKind
from bot.i18n import Translator
from bot.services.rhythms import RhythmService
from bot.views import ids, rhythms as views
from bot.views.settings import settings_modal
from handlers.pages import show_behind

ANY_FIELD = re.compile(rf"^{re.escape(ids.RHYTHMS_CHANGE)}\.\w+$")


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns what recurs."""
    app.action(ids.RHYTHMS_OPEN)(on_rhythm_opened)
    app.action(ANY_FIELD)(on_rhythm_chosen)
    app.view(ids.RHYTHMS_CHANGE)(on_rhythm_submitted)
    app.action(ids.RHYTHMS_REMOVE)(on_rhythm_removed)
    app.action(ids.RHYTHMS_BEGIN)(on_begun)


async def on_rhythm_opened(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Show what recurs, or might, to be changed."""
    kind, _, channel_id = action["value"].partition(":")
    form, foreseen = await rhythms.to_change(gesture, channel_id, ScheduleKind(kind))
    view = views.rhythm_modal(t, form, foreseen)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_rhythm_chosen(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Say on top of the form what would come of it as it is now."""
    form = views.read_rhythm_form(body["view"])
    view = views.rhythm_modal(t, form, await rhythms.foresee(gesture, form))
    await client.views_update(view_id=body["view"]["id"], view=view)
    await ack()


async def on_rhythm_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Set what recurs, and say back in words what will happen, or what somebody else set."""
    form = views.read_rhythm_form(view)
    outcome = await rhythms.change(gesture, form)
    overview = await rhythms.overview(gesture, form.channel_id)
    await show_behind(view, client, settings_modal(t, overview))
    await ack(response_action="update", view=views.changed_modal(t, outcome))


async def on_rhythm_removed(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Let it not recur any more, and say so."""
    form = views.read_rhythm_form(body["view"])
    await rhythms.remove(gesture, form.channel_id, form.kind)
    removed = views.removed_modal(t, form.channel_id, form.kind)
    await client.views_update(view_id=body["view"]["id"], view=removed)
    overview = await rhythms.overview(gesture, form.channel_id)
    await show_behind(body["view"], client, settings_modal(t, overview))
    await ack()


async def on_begun(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Set what is usual; the settings say it."""
    await rhythms.begin(gesture, action["value"])
    overview = await rhythms.overview(gesture, action["value"])
    await client.views_update(view_id=body["view"]["id"], view=settings_modal(t, overview))
    await ack()
