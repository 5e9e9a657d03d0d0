"""Follow-ups: take up an answer, say what came of it, correct that, open it again, list them."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.follow_ups import FollowUpService
from bot.views import follow_ups as views, ids, kit
from handlers.menus import chosen, subject_of
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns follow-ups."""
    app.action(ids.FOLLOW_UP_OPEN, matchers=[chosen(views.TAKE_UP)])(on_take_up_chosen)
    app.action(ids.FOLLOW_UP_SAY)(on_say_clicked)
    app.action(ids.FOLLOW_UP_MENU)(on_menu_chosen)
    app.view(ids.FOLLOW_UPS_CLOSE)(on_said)
    app.action(ids.FOLLOW_UPS_LIST)(on_list_clicked)
    app.action(ids.FOLLOW_UPS_NEXT)(on_turned)
    app.action(ids.FOLLOW_UPS_FIRST)(on_turned)


async def on_take_up_chosen(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, follow_ups: FollowUpService
) -> None:
    """Take up an answer; its card comes in the thread."""
    await follow_ups.open(gesture, *views.read_choice(subject_of(action)))
    await ack()


async def on_say_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    follow_ups: FollowUpService,
) -> None:
    """Open the form to say what came of it, in front of the list where that is open."""
    follow_up = await follow_ups.to_close(gesture, action["value"])
    await show(client, body, views.close_modal(t, follow_up, page=_page_behind(body)))
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    follow_ups: FollowUpService,
) -> None:
    """Open the form to correct what came of it, or open the follow-up again."""
    verb, follow_up_id = action["selected_option"]["value"].split(":")
    if verb == "reopen":
        await follow_ups.reopen(gesture, follow_up_id)
    else:
        follow_up = await follow_ups.to_correct(gesture, follow_up_id)
        await show(client, body, views.close_modal(t, follow_up, is_correction=True))
    await ack()


async def on_said(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    follow_ups: FollowUpService,
) -> None:
    """Keep what came of it, and tell it; the list behind the form follows."""
    form, page = views.read_close_form(view)
    await follow_ups.say(gesture, form)
    if page and view.get("previous_view_id"):
        listed = await _list(gesture, t, follow_ups, page)
        await client.views_update(view_id=view["previous_view_id"], view=listed)
    await ack()


async def on_list_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    follow_ups: FollowUpService,
) -> None:
    """Show what this channel has taken up and nobody has spoken of yet."""
    await show(client, body, await _list(gesture, t, follow_ups, action["value"]))
    await ack()


async def on_turned(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    follow_ups: FollowUpService,
) -> None:
    """Show another page of the list."""
    listed = await _list(gesture, t, follow_ups, action["value"])
    await client.views_update(view_id=body["view"]["id"], view=listed)
    await ack()


async def _list(
    gesture: Gesture, t: Translator, follow_ups: FollowUpService, page: str
) -> kit.View:
    channel_id, skipped = views.read_page(page)
    waiting = await follow_ups.open_in(gesture, channel_id)
    return views.list_modal(t, channel_id, waiting, skipped)


def _page_behind(body: dict[str, Any]) -> str:
    view = body.get("view") or {}
    is_list = view.get("callback_id") == ids.FOLLOW_UPS_WAITING
    return views.read_list(view) if is_list else ""
