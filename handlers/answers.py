"""Answers to open questions: the form."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.questions import BANK
from bot.i18n import Translator
from bot.services.answers import AnswerService
from bot.views import answers as views, ids


def register(app: AsyncApp) -> None:
    """Listen to the button that opens the form, and to the form."""
    app.view(ids.CHECKINS_ANSWER)(on_answer_submitted)
    app.action(ids.CHECKIN_ANSWER)(on_answer_clicked)


async def on_answer_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    answers: AnswerService,
) -> None:
    """Open the form, with what this person answered before."""
    checkin, given = await answers.to_answer(gesture, action["value"])
    view = views.answer_modal(t, checkin, t(BANK[checkin.question_id]), given)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_answer_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, answers: AnswerService
) -> None:
    """Keep the answer until the answers are gathered."""
    checkin_id, words = views.read_answer_form(view)
    await answers.answer(gesture, checkin_id, words)
    await ack()
