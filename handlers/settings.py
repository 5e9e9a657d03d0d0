"""Settings of a channel: the command, the buttons that open them, the form."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.services.schedules import Rhythm, ScheduleService
from bot.slack.directory import Directory
from bot.views import ids, settings as views
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns settings."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.SETTINGS_WORDS)])(on_settings_command)
    app.action(ids.SETTINGS_OPEN)(on_open_clicked)
    app.view(ids.SETTINGS_CHANGE)(on_settings_submitted)
    app.event("member_joined_channel")(on_member_joined)
    app.event("member_left_channel")(on_member_left)
    app.event("user_change")(on_user_changed)


async def on_settings_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
    schedules: ScheduleService,
) -> None:
    """Open the settings of this channel to those who may change them."""
    view = await _form(gesture, t, channels, schedules, command["channel_id"])
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_open_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
    schedules: ScheduleService,
) -> None:
    """Open the settings of the channel that a button names."""
    view = await _form(gesture, t, channels, schedules, action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_settings_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    schedules: ScheduleService,
) -> None:
    """Keep the settings, and say back in words what will happen."""
    settings, rules, keepers = views.read_settings_form(view, gesture.team_id)
    settings = replace(settings, set_by=gesture.user_id)
    made = await schedules.set_rhythm(gesture, Rhythm(settings, rules, keepers))
    await ack(response_action="update", view=views.agreed_modal(t, settings.channel_id, made))


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


async def on_user_changed(event: dict[str, Any], gesture: Gesture, directory: Directory) -> None:
    """Ask again about a person: their language or zone may be another."""
    directory.forget_person(gesture.team_id, event["user"]["id"])


async def _form(
    gesture: Gesture,
    t: Translator,
    channels: ChannelService,
    schedules: ScheduleService,
    channel_id: str,
) -> dict[str, Any]:
    person = await channels.check_may_change(gesture)
    await channels.check_bot_is_in(gesture.team_id, channel_id)
    settings = await channels.settings(gesture.team_id, channel_id)
    planned = await schedules.of_channel(gesture.team_id, channel_id)
    if not settings.set_by:
        settings = replace(settings, language=person.language, zone=person.zone)
    keepers = await channels.keepers(gesture.team_id)
    return views.settings_modal(t, settings, planned, keepers)
