"""Settings of a channel: the command, the buttons that open them, its place, their keepers."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.services.rhythms import RhythmService
from bot.slack.directory import Directory
from bot.views import ids, settings as views
from handlers.pages import show_behind
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns settings."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.SETTINGS_WORDS)])(on_settings_command)
    app.action(ids.SETTINGS_OPEN)(on_open_clicked)
    app.action(ids.SETTINGS_PLACE_OPEN)(on_place_opened)
    app.view(ids.SETTINGS_PLACE)(on_place_submitted)
    app.action(ids.SETTINGS_KEEPERS_OPEN)(on_keepers_opened)
    app.view(ids.SETTINGS_KEEPERS)(on_keepers_submitted)
    app.event("member_joined_channel")(on_member_joined)
    app.event("member_left_channel")(on_member_left)
    app.event("channel_unarchive")(on_channel_unarchived)
    app.event("group_unarchive")(on_channel_unarchived)
    app.event("user_change")(on_user_changed)


async def on_settings_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Open the settings of this channel to those who may change them."""
    overview = await rhythms.overview(gesture, command["channel_id"])
    view = views.settings_modal(t, overview)
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_open_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Open the settings of the channel that a button names."""
    view = views.settings_modal(t, await rhythms.overview(gesture, action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_place_opened(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Show the language and the place of a channel, to be changed."""
    overview = await rhythms.overview(gesture, action["value"])
    view = views.place_modal(t, overview.settings)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_place_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    rhythms: RhythmService,
) -> None:
    """Keep the language and the place, and say back in words what comes of it."""
    settled = await rhythms.settle(gesture, views.read_place_form(view, gesture.team_id))
    overview = await rhythms.overview(gesture, settled.settings.channel_id)
    await show_behind(view, client, views.settings_modal(t, overview))
    await ack(response_action="update", view=views.settled_modal(t, settled))


async def on_keepers_opened(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
) -> None:
    """Show who else may change settings, to those who may."""
    await channels.check_may_change(gesture)
    view = views.keepers_modal(t, await channels.keepers(gesture.team_id), action["value"])
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_keepers_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
    rhythms: RhythmService,
) -> None:
    """Keep who may change settings; the settings behind say it."""
    changed, channel_id = views.read_keepers_form(view)
    overview = await rhythms.overview(gesture, channel_id)
    keepers = await channels.name_keepers(gesture, changed)
    await show_behind(view, client, views.settings_modal(t, replace(overview, keepers=keepers)))
    await ack()


async def on_member_joined(
    event: dict[str, Any],
    gesture: Gesture,
    directory: Directory,
    channels: ChannelService,
    bot_user_id: str,
) -> None:
    """Ask again who is in the channel; when it is the bot that was invited, thank whoever did."""
    directory.forget_channel(gesture.team_id, event["channel"])
    inviter = event.get("inviter")
    if event["user"] == bot_user_id and inviter:
        await channels.welcome(gesture, event["channel"], inviter)


async def on_member_left(event: dict[str, Any], gesture: Gesture, directory: Directory) -> None:
    """Ask again who is in the channel: what is private must stay so."""
    directory.forget_channel(gesture.team_id, event["channel"])


async def on_channel_unarchived(
    event: dict[str, Any], gesture: Gesture, directory: Directory, channels: ChannelService
) -> None:
    """Ask again about the channel; what recurs there goes on by itself."""
    directory.forget_channel(gesture.team_id, event["channel"])
    await channels.reopened(gesture, event["channel"])


async def on_user_changed(event: dict[str, Any], gesture: Gesture, directory: Directory) -> None:
    """Ask again about a person: their language or zone may be another."""
    directory.forget_person(gesture.team_id, event["user"]["id"])
