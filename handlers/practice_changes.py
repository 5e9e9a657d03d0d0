"""Practices after they were passed on: the menu of a card and of a page, and what it opens."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.home import HomeService
from bot.services.practices import PracticeService
from bot.slack.directory import Directory
from bot.views import ids, kit, practice_changes as views
from bot.views.practices import read_practice_form
from handlers.own_home import show_home
from handlers.pages import show


def register(app: AsyncApp) -> None:
    """Listen to what changes a practice."""
    app.action(ids.PRACTICE_MENU)(on_menu_chosen)
    app.view(ids.PRACTICES_REVISE)(on_revise_submitted)
    app.view(ids.PRACTICES_WITHDRAW)(on_withdraw_submitted)
    app.view(ids.PRACTICES_SHOW)(on_show_submitted)


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    practices: PracticeService,
) -> None:
    """Open what was chosen, in front of the page where the menu is on one."""
    verb, practice_id = views.menu_choice(action["selected_option"]["value"])
    view = await _asked_for(verb, practice_id, gesture, t, practices)
    await show(client, body, view)
    await ack()


async def on_revise_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, practices: PracticeService
) -> None:
    """Keep the practice's new words; its cards follow."""
    await practices.revise(gesture, views.changed_practice(view), read_practice_form(view))
    await ack(response_action="clear")


async def on_withdraw_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    directory: Directory,
    homes: HomeService,
    practices: PracticeService,
) -> None:
    """Withdraw the practice; its cards and this person's Home say so."""
    await practices.withdraw(gesture, views.changed_practice(view))
    await show_home(client, gesture, directory, homes)
    await ack(response_action="clear")


async def on_show_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, practices: PracticeService
) -> None:
    """Show the practice to those who were chosen."""
    await practices.show_to(gesture, views.changed_practice(view), views.chosen_audience(view))
    await ack(response_action="clear")


async def _asked_for(
    verb: str, practice_id: str, gesture: Gesture, t: Translator, practices: PracticeService
) -> kit.View:
    if verb == "show":
        shown, may_be_everyone = await practices.to_show(gesture, practice_id)
        return views.show_practice_modal(t, shown, may_be_everyone=may_be_everyone)
    practice = await practices.to_change(gesture, practice_id)
    modal = views.withdraw_practice_modal if verb == "withdraw" else views.revise_practice_modal
    return modal(t, practice)
