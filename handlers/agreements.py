"""Agreements: be in it, lend a hand, object with a reason, take that back; on any card."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.agreements import AgreementService
from bot.views import agreements as views, ids
from bot.views.trial_card import TAKE_BACK
from handlers.menus import chosen, subject_of
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns agreements."""
    app.action(ids.AGREEMENT_JOIN)(on_join_clicked)
    app.action(ids.AGREEMENT_HELP)(on_help_clicked)
    app.action(ids.AGREEMENT_OBJECT)(on_object_clicked)
    app.action(ids.AGREEMENT_OBJECT_AGAIN)(on_object_clicked)
    app.action(ids.TRIAL_MENU, matchers=[chosen(TAKE_BACK)])(on_take_back_chosen)
    app.view(ids.AGREEMENTS_OBJECT)(on_objection_submitted)


async def on_join_clicked(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, agreements: AgreementService
) -> None:
    """Be in it; its card says so."""
    await agreements.join(gesture, action["value"])
    await ack()


async def on_help_clicked(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, agreements: AgreementService
) -> None:
    """Lend a hand; its card says so."""
    await agreements.help(gesture, action["value"])
    await ack()


async def on_take_back_chosen(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, agreements: AgreementService
) -> None:
    """Take back what one said; its card says so."""
    await agreements.take_back(gesture, subject_of(action))
    await ack()


async def on_object_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    agreements: AgreementService,
) -> None:
    """Open the form for a reasoned objection, with what one had objected before."""
    about, said = await agreements.to_object(gesture, action["value"])
    await show(client, body, views.objection_modal(t, about, said))
    await ack()


async def on_objection_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, agreements: AgreementService
) -> None:
    """Keep the objection; what was proposed goes back to its owner."""
    await agreements.object_to(gesture, *views.read_objection(view))
    await ack()
