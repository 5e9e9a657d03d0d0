"""Direction: the command, the form of a leader, and who leads."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.services.directions import DirectionService
from bot.services.rhythms import RhythmService
from bot.views import directions as views, ids
from bot.views.settings import settings_modal
from handlers.pages import show_behind
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns directions."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.DIRECTION_WORDS)])(on_direction_command)
    app.action(ids.DIRECTION_GIVE)(on_give_clicked)
    app.view(ids.DIRECTIONS_GIVE)(on_direction_submitted)
    app.action(ids.DIRECTIONS_LEADERS_OPEN)(on_leaders_opened)
    app.view(ids.DIRECTIONS_LEADERS)(on_leaders_submitted)


async def on_direction_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    directions: DirectionService,
) -> None:
    """Show where the team of this channel is going, to whoever asks."""
    course = await directions.course(gesture, command["channel_id"])
    message = views.course_message(t, course)
    await ack(text=message.text, blocks=message.blocks)


async def on_give_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    directions: DirectionService,
) -> None:
    """Open the form of a direction to a leader."""
    channel_id = action["value"]
    before = await directions.to_give(gesture, channel_id)
    view = views.direction_modal(t, channel_id, before)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_direction_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    directions: DirectionService,
) -> None:
    """Give the direction, or show the one that another leader gave meanwhile."""
    form = views.read_direction_form(view)
    meanwhile = await directions.give(gesture, form)
    if meanwhile is None:
        await ack()
        return
    anew = views.direction_modal(t, form.channel_id, meanwhile, typed=form)
    await ack(response_action="update", view=anew)


async def on_leaders_opened(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
    directions: DirectionService,
) -> None:
    """Show who writes directions, to those who may change settings."""
    await channels.check_may_change(gesture)
    leaders = await directions.leaders(gesture.team_id)
    view = views.leaders_modal(t, leaders, action["value"])
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_leaders_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    directions: DirectionService,
    rhythms: RhythmService,
) -> None:
    """Keep who writes directions; the settings behind say it."""
    changed, channel_id = views.read_leaders_form(view)
    await directions.name_leaders(gesture, changed)
    overview = await rhythms.overview(gesture, channel_id)
    await show_behind(view, client, settings_modal(t, overview))
    await ack()
