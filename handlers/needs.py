"""What trials need: those who coach a team answer, or ask an open question."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.coaching import is_verdict
from bot.domain.gestures import Gesture
from bot.i18n import Translator, translator
from bot.services.channels import ChannelService
from bot.services.needs import NeedService
from bot.views import ids, needs as views


def register(app: AsyncApp) -> None:
    """Listen to what is done about needs."""
    app.action(ids.NEED_ANSWER)(on_answer_clicked)
    app.action(ids.NEED_ASK)(on_ask_clicked)
    app.view(ids.NEEDS_ANSWER)(on_answer_submitted)
    app.view(ids.NEEDS_ASK)(on_question_submitted)


async def on_answer_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    needs: NeedService,
) -> None:
    """Open the form to answer."""
    need = await needs.to_reply(gesture, action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=views.answer_modal(t, need.trial))
    await ack()


async def on_ask_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    needs: NeedService,
) -> None:
    """Open the form with the questions that can be asked."""
    need = await needs.to_reply(gesture, action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=views.question_modal(t, need.trial))
    await ack()


async def on_answer_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, needs: NeedService
) -> None:
    """Tell the answer in the trial's thread."""
    trial_id, words = views.read_answer(view)
    await needs.reply(gesture, trial_id, words, is_question=False)
    await ack()


async def on_question_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    needs: NeedService,
    channels: ChannelService,
) -> None:
    """Ask the question in the trial's thread; a verdict earns one remark first."""
    trial_id, own, is_warned = views.read_question(view)
    need = await needs.to_reply(gesture, trial_id)
    if is_verdict(own) and not is_warned:
        asked_again = views.question_modal(t, need.trial, own, views.remark(t))
        await ack(response_action="update", view=asked_again)
        return
    there = await channels.settings(gesture.team_id, need.trial.channel_id)
    words = own or views.read_chosen(translator(there.language.value), view)
    await needs.reply(gesture, trial_id, words, is_question=True)
    await ack()
