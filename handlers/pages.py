"""Pages in front of everything: a practice with its echoes, and the forms that open over it."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.practices import Practice, may_change
from bot.i18n import Translator
from bot.services.echoes import EchoService
from bot.slack.glance import Glance
from bot.views import kit
from bot.views.echoes import on_page
from bot.views.practices import practice_modal


async def practice_page(
    gesture: Gesture,
    t: Translator,
    practice: Practice,
    echoes: EchoService,
    glance: Glance,
    skipped: int = 0,
) -> kit.View:
    """Return the page of a practice as this person sees it, from one of its echoes on."""
    told = await echoes.of_practice(gesture.team_id, practice.practice_id)
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    shown = on_page(t, practice, told, gesture.user_id, skipped=skipped, zone=zone)
    is_theirs = may_change(practice, gesture.user_id)
    return practice_modal(t, practice, may_change=is_theirs, echoes=shown)


async def show(client: AsyncWebClient, body: dict[str, Any], view: kit.View) -> None:
    """Open a form, in front of the page that the gesture was made on."""
    is_on_a_page = body.get("view", {}).get("type") == "modal"
    opened = client.views_push if is_on_a_page else client.views_open
    await opened(trigger_id=body["trigger_id"], view=view)


async def show_behind(view: dict[str, Any], client: AsyncWebClient, page: kit.View) -> None:
    """Show a page anew, behind the form that was opened from it."""
    if view.get("previous_view_id"):
        await client.views_update(view_id=view["previous_view_id"], view=page)


async def show_instead(client: AsyncWebClient, body: dict[str, Any], view: kit.View) -> None:
    """Open a form, in the place of the page that the gesture was made on.

    Slack stacks three at the most: a form that opens pages must not stand on too many.
    """
    if body.get("view", {}).get("type") == "modal":
        await client.views_update(view_id=body["view"]["id"], view=view)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
