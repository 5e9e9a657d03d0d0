"""Answers to open questions: the form, and what becomes of an answer that nobody was shown."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.answers import AnswerAudience
from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.answers import Answering, AnswerService
from bot.services.questions import QuestionService
from bot.slack.glance import Glance
from bot.views import answers as views, ids

AUDIENCES = {
    ids.ANSWER_TELL_TEAM: AnswerAudience.TEAM,
    ids.ANSWER_TELL_COACH: AnswerAudience.COACH,
}


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns answers."""
    app.view(ids.CHECKINS_ANSWER)(on_answer_submitted)
    app.action(ids.CHECKIN_ANSWER)(on_answer_clicked)
    app.action(ids.ANSWER_TAKE_BACK)(on_taken_back)
    app.action(ids.ANSWER_TELL_TEAM)(on_tell_clicked)
    app.action(ids.ANSWER_TELL_COACH)(on_tell_clicked)
    app.action(ids.ANSWER_LEAVE)(on_left)


async def on_answer_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    answers: AnswerService,
    questions: QuestionService,
) -> None:
    """Open the form, with what this person answered before."""
    asked = await answers.to_answer(gesture, action["value"])
    await _open(client, body, gesture, t, asked, questions)
    await ack()


async def on_answer_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    answers: AnswerService,
    glance: Glance,
) -> None:
    """Keep the answer until the answers are gathered, or add it to them; say who reads it."""
    form = views.read_answer_form(view)
    checkin = await answers.answer(gesture, form)
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    await ack(response_action="update", view=views.kept_modal(t, checkin, form.audience, zone))


async def on_taken_back(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    answers: AnswerService,
) -> None:
    """Forget the answer, and say so in the place of the form."""
    is_taken = await answers.take_back(gesture, action["value"])
    view = views.taken_back_modal(t) if is_taken else views.not_taken_back_modal(t)
    await client.views_update(view_id=body["view"]["id"], view=view)
    await ack()


async def on_tell_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    answers: AnswerService,
    questions: QuestionService,
) -> None:
    """Open the form with an answer that nobody was shown, for the readers who were chosen."""
    asked = await answers.to_tell(gesture, action["value"], AUDIENCES[action["action_id"]])
    await _open(client, body, gesture, t, asked, questions)
    await ack()


async def on_left(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, answers: AnswerService
) -> None:
    """Forget an answer that nobody was shown."""
    await answers.take_back(gesture, action["value"])
    await ack()


async def _open(
    client: AsyncWebClient,
    body: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    asked: Answering,
    questions: QuestionService,
) -> None:
    question = await questions.of(gesture.team_id, asked.checkin.question_id)
    coaches = [person.name for person in asked.coaches]
    view = views.answer_modal(
        t, asked.checkin, question.said(t), asked.given, asked.audiences, coaches
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
