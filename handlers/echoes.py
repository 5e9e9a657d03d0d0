"""Echoes: the button *I tried it*, its form, and what one does with one's own echoes."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.practices import Practice, may_change
from bot.i18n import Translator
from bot.services.echoes import EchoService
from bot.views import echoes as views, ids, kit
from bot.views.practices import practice_modal


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
    await _show(client, body, views.echo_modal(t, practice))
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
    await _show(client, body, modal(t, practice, echo))
    await ack()


async def on_told(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
) -> None:
    """Keep the echo, or its new words; the page behind the form follows."""
    form = views.read_echo_form(view)
    keep = echoes.correct if form.echo_id else echoes.tell
    practice = await keep(gesture, form)
    await _follow(client, view.get("previous_view_id"), gesture, t, echoes, practice)
    await ack()


async def on_taken_back(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
) -> None:
    """Take the echo back; the page behind the question follows."""
    practice = await echoes.take_back(gesture, views.read_taking_back(view))
    await _follow(client, view.get("previous_view_id"), gesture, t, echoes, practice)
    await ack()


async def on_turned(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
) -> None:
    """Show earlier echoes on the page, or the latest again."""
    practice_id, skipped = views.place_of_action(action["value"])
    practice = await echoes.to_try(gesture, practice_id)
    await _follow(client, body["view"]["id"], gesture, t, echoes, practice, skipped)
    await ack()


async def _show(client: AsyncWebClient, body: dict[str, Any], view: kit.View) -> None:
    """Open a form, in front of the page that the gesture was made on."""
    is_on_a_page = body.get("view", {}).get("type") == "modal"
    show = client.views_push if is_on_a_page else client.views_open
    await show(trigger_id=body["trigger_id"], view=view)


async def _follow(
    client: AsyncWebClient,
    page_id: str | None,
    gesture: Gesture,
    t: Translator,
    echoes: EchoService,
    practice: Practice,
    skipped: int = 0,
) -> None:
    """Show the page of a practice as it is now, where it is open."""
    if page_id is None:
        return
    told = await echoes.of_practice(gesture.team_id, practice.practice_id)
    shown = views.on_page(t, practice, told, gesture.user_id, skipped=skipped)
    is_theirs = may_change(practice, gesture.user_id)
    page = practice_modal(t, practice, may_change=is_theirs, echoes=shown)
    await client.views_update(view_id=page_id, view=page)
