"""Check-ins: /cordee checkin, and the question's buttons besides Answer."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.gestures import Gesture
from bot.domain.questions import BANK
from bot.domain.schedules import ScheduleKind
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.services.checkins import CheckInService
from bot.services.schedules import ScheduleService
from bot.views import checkins as views, ids
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns check-ins."""
    app.action(ids.CHECKIN_PASS)(on_pass_clicked)
    app.action(ids.CHECKIN_ASK_NOW)(on_ask_now)
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.CHECKIN_WORDS)])(on_checkin_command)


async def on_checkin_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    checkins: CheckInService,
    schedules: ScheduleService,
    channels: ChannelService,
) -> None:
    """Say where check-ins stand in this channel."""
    channel_id = command["channel_id"]
    open_one = await checkins.open_in(gesture.team_id, channel_id, gesture.at)
    planned = await schedules.of_channel(gesture.team_id, channel_id)
    settings = await channels.settings(gesture.team_id, channel_id)
    schedule = planned.get(ScheduleKind.CHECKIN)
    message = views.status(
        t,
        open_one,
        t(BANK[open_one.question_id]) if open_one else "",
        schedule.next_at if schedule else None,
        settings.zone,
    )
    await ack(text=message.text, blocks=message.blocks)


async def on_pass_clicked(ack: AsyncAck, respond: AsyncRespond, t: Translator) -> None:
    """Say that passing is fine; nothing is kept of it."""
    await respond(text=views.passed(t), response_type="ephemeral", replace_original=False)
    await ack()


async def on_ask_now(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    checkins: CheckInService,
) -> None:
    """Ask this channel its next question at once."""
    await checkins.ask_now(gesture, body["channel"]["id"])
    await respond(text=views.asked(t), replace_original=True)
    await ack()
