"""Questions: the page behind /cordee checkin, the form of one's own, what is set aside."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.opening import Offer
from bot.i18n import Translator
from bot.services.questions import QuestionService, Written
from bot.views import ids, questions as views


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns questions."""
    app.action(ids.QUESTION_NOT_FOR_US)(on_not_for_us)
    app.action(ids.QUESTIONS_OPEN)(on_questions_opened)
    app.action(ids.QUESTION_SET_ASIDE)(on_set_aside)
    app.action(ids.QUESTION_NEW)(on_new_question)
    app.action(ids.QUESTION_MENU)(on_menu_chosen)
    app.action(ids.QUESTION_CORRECT)(on_correct_clicked)
    app.action(ids.QUESTION_BACK)(on_back_clicked)
    app.view(ids.QUESTIONS_WRITE)(on_question_submitted)
    app.view(ids.QUESTIONS_LET_BACK)(on_let_back)


async def on_not_for_us(
    ack: AsyncAck,
    action: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Never ask this channel the question again; this time it stays open."""
    await questions.set_aside_asked(gesture, action["selected_option"]["value"])
    await respond(text=views.noted(t), response_type="ephemeral", replace_original=False)
    await ack()


async def on_questions_opened(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Open what this channel may be asked."""
    view = await _page(gesture, t, questions, body["channel"]["id"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_set_aside(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Set the next question aside, and show the one that follows it."""
    channel_id = views.channel_of(body["view"])
    await questions.set_aside(gesture, channel_id, action["value"])
    view = await _page(gesture, t, questions, channel_id)
    await client.views_update(view_id=body["view"]["id"], view=view)
    await ack()


async def on_new_question(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, t: Translator
) -> None:
    """Open the form of a new question in front of the page."""
    view = views.question_modal(t, views.channel_of(body["view"]))
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Open the form of a question, or remove it, or set it aside."""
    verb, question_id = views.chosen_of_menu(action["selected_option"]["value"])
    channel_id = views.channel_of(body["view"])
    if verb == "correct":
        form = await _form(gesture, t, questions, question_id)
        await client.views_push(trigger_id=body["trigger_id"], view=form)
    else:
        await _drop(gesture, questions, verb, channel_id, question_id)
        view = await _page(gesture, t, questions, channel_id)
        await client.views_update(view_id=body["view"]["id"], view=view)
    await ack()


async def on_correct_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Open the form of a question again in its place."""
    form = await _form(gesture, t, questions, action["value"])
    await client.views_update(view_id=body["view"]["id"], view=form)
    await ack()


async def on_question_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Keep the question, or offer an open one in its place; the page behind shows it."""
    form = views.read_question_form(t, view)
    made = await questions.write(gesture, form)
    if isinstance(made, Written):
        await _show(view, client, await _page(gesture, t, questions, form.channel_id))
    await ack(**_after(t, view, made))


async def on_back_clicked(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Open the form that lets a question back in."""
    choice = await questions.here(gesture, views.channel_of(body["view"]))
    view = views.let_back_modal(t, choice)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_let_back(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    questions: QuestionService,
) -> None:
    """Let the question back in; the page behind shows where that leaves things."""
    channel_id, question_id = views.read_let_back(view)
    await questions.let_back(gesture, channel_id, question_id)
    await _show(view, client, await _page(gesture, t, questions, channel_id))
    await ack()


async def _page(
    gesture: Gesture, t: Translator, questions: QuestionService, channel_id: str
) -> dict[str, Any]:
    choice = await questions.here(gesture, channel_id)
    return views.questions_modal(t, choice, gesture.user_id)


async def _form(
    gesture: Gesture, t: Translator, questions: QuestionService, question_id: str
) -> dict[str, Any]:
    question = await questions.to_correct(gesture, question_id)
    return views.question_modal(t, question.channel_id, question)


async def _drop(
    gesture: Gesture, questions: QuestionService, verb: str, channel_id: str, question_id: str
) -> None:
    if verb == "remove":
        await questions.remove(gesture, question_id)
    else:
        await questions.set_aside(gesture, channel_id, question_id)


def _after(t: Translator, view: dict[str, Any], made: Written | Offer) -> dict[str, Any]:
    """Return what the form becomes: the offer, a remark, or nothing any more."""
    if isinstance(made, Offer):
        return {"response_action": "update", "view": views.offer_modal(t, view, made)}
    if made.is_yes_or_no:
        return {"response_action": "update", "view": views.remark_modal(t, made.question)}
    return {}


async def _show(view: dict[str, Any], client: AsyncWebClient, made: dict[str, Any]) -> None:
    if view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=made)
