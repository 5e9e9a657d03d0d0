"""Check-ins: /cordee checkin, and the question's buttons besides Answer."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.gestures import Gesture
from bot.domain.schedules import ScheduleKind
from bot.i18n import Translator
from bot.services.channels import ChannelService
from bot.services.checkins import CheckInService
from bot.services.nudges import NudgeService
from bot.services.questions import QuestionService
from bot.services.schedules import ScheduleService
from bot.views import checkins as views, ids
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns check-ins."""
    app.action(ids.CHECKIN_PASS)(on_pass_clicked)
    app.action(ids.CHECKIN_LATER)(on_later_clicked)
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
    questions: QuestionService,
) -> None:
    """Say where check-ins stand in this channel."""
    where = gesture.team_id, command["channel_id"]
    open_one = await checkins.open_in(*where, gesture.at)
    question = await questions.of(where[0], open_one.question_id) if open_one else None
    planned = (await schedules.of_channel(*where)).get(ScheduleKind.CHECKIN)
    settings = await channels.settings(*where)
    words = question.said(t) if question else ""
    standing = views.Standing(where[1], open_one, words, planned, settings.zone)
    message = views.status(t, standing)
    await ack(text=message.text, blocks=message.blocks)


async def on_pass_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    nudges: NudgeService,
) -> None:
    """Say that passing is fine, and take away a reminder; nothing is kept of it."""
    await nudges.leave_alone(gesture, action["value"])
    await respond(text=views.passed(t), response_type="ephemeral", replace_original=False)
    await ack()


async def on_later_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    nudges: NudgeService,
) -> None:
    """Plan the one reminder that this person asks for, and say when it comes."""
    at, zone = await nudges.remind(gesture, action["value"])
    said = views.reminded(t, at, zone)
    await respond(text=said, response_type="ephemeral", replace_original=False)
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
