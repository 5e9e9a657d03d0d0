"""Echoes: the button *I tried it*, its form, and what one does with one's own echoes."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.echoes import EchoService
from bot.slack.glance import Glance
from bot.views import echoes as views, ids, kit
from handlers.pages import practice_page, show


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns echoes."""
    app.action(ids.ECHO_TRY)(on_try)
    app.view(ids.ECHOES_TELL)(on_told)
    app.action(ids.ECHO_MENU)(on_menu_chosen)
    app.view(ids.ECHOES_TAKE_BACK)(on_taken_back)
    app.action(ids.ECHO_EARLIER)(on_turned)
    app.action(ids.ECHO_LATEST)(on_turned)


async def on_try(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
) -> None:
    """Open the form, in front of the page of the practice where that is open."""
    practice = await echoes.to_try(gesture, action["value"])
    await show(client, body, views.echo_modal(t, practice))
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
) -> None:
    """Open the form to correct one's own echo, or ask whether it shall be taken back."""
    verb, echo_id = action["selected_option"]["value"].split(":")
    practice, echo = await echoes.to_change(gesture, echo_id)
    modal = views.take_back_modal if verb == "take_back" else views.echo_modal
    await show(client, body, modal(t, practice, echo))
    await ack()


async def on_told(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
    glance: Glance,
) -> None:
    """Keep the echo, or its new words; the page behind the form follows."""
    form = views.read_echo_form(view)
    keep = echoes.correct if form.echo_id else echoes.tell
    practice = await keep(gesture, form)
    page = await practice_page(gesture, t, practice, echoes, glance)
    await _follow(client, view.get("previous_view_id"), page)
    await ack()


async def on_taken_back(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
    glance: Glance,
) -> None:
    """Take the echo back; the page behind the question follows."""
    practice = await echoes.take_back(gesture, views.read_taking_back(view))
    page = await practice_page(gesture, t, practice, echoes, glance)
    await _follow(client, view.get("previous_view_id"), page)
    await ack()


async def on_turned(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
    glance: Glance,
) -> None:
    """Show earlier echoes on the page, or the latest again."""
    practice_id, skipped = views.place_of_action(action["value"])
    practice = await echoes.to_try(gesture, practice_id)
    page = await practice_page(gesture, t, practice, echoes, glance, skipped)
    await client.views_update(view_id=body["view"]["id"], view=page)
    await ack()


async def _follow(client: AsyncWebClient, page_id: str | None, page: kit.View) -> None:
    """Show the page of a practice as it is now, where it is open."""
    if page_id is not None:
        await client.views_update(view_id=page_id, view=page)
