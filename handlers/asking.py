"""What people hand to the bot in their own words: mentions and direct messages."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.asking import Handed, Said, is_a_call
from bot.domain.gestures import Gesture
from bot.domain.wins import Source
from bot.domain.words import without_mention
from bot.i18n import Translator
from bot.services.asking import AskingService
from bot.slack.glance import Glance
from bot.views import asking as views, ids, kit
from bot.views.practices import tip_modal
from bot.views.wins import share_win_modal

SAID = {None, "file_share", "thread_broadcast"}
"""The subtypes of a message that somebody has just written."""


def register(app: AsyncApp) -> None:
    """Listen to what is said to the bot."""
    app.event("app_mention")(on_mention)
    app.event("message", matchers=[_is_direct_message])(on_direct_message)
    app.action(ids.HANDED_WIN)(on_tell)
    app.action(ids.HANDED_PRACTICE)(on_pass_on)


async def on_mention(
    event: dict[str, Any], bot_user_id: str, gesture: Gesture, asking: AskingService
) -> None:
    """Answer a question in its thread; a call without a question, with what can be done."""
    if _is_by_somebody(event):
        handed = _handed(event, bot_user_id)
        is_call = is_a_call(without_mention(event.get("text") or "", bot_user_id))
        await (asking.explain if is_call else asking.answer)(gesture, handed)


async def on_direct_message(
    event: dict[str, Any], bot_user_id: str, gesture: Gesture, asking: AskingService
) -> None:
    """Ask what shall become of a direct message; answer a call with what can be done."""
    if _is_by_somebody(event):
        handed = _handed(event, bot_user_id, is_direct=True)
        is_call = is_a_call(without_mention(event.get("text") or "", bot_user_id))
        await (asking.explain if is_call else asking.offer)(gesture, handed)


async def on_tell(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    asking: AskingService,
) -> None:
    """Open the form to tell a win at once, then put the message's words into it."""
    handed = views.handed_of_action(action["value"])
    asking.check_may_use(gesture, handed)

    async def form(said: Said) -> kit.View:
        return share_win_modal(
            t,
            author_id=gesture.user_id,
            channel_id="" if handed.is_direct else handed.source.channel_id,
            story=said.words,
            source=None if handed.is_direct else handed.source,
            people=tuple(dict.fromkeys([gesture.user_id, *said.people])),
        )

    await _open(body, client, t, t("Share a win"), asking.said(gesture.team_id, handed), form)
    await ack()


async def on_pass_on(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    asking: AskingService,
    glance: Glance,
) -> None:
    """Open the form to pass on a tip at once, then put the message's words into it."""
    handed = views.handed_of_action(action["value"])
    asking.check_may_use(gesture, handed)

    async def form(said: Said) -> kit.View:
        here = "" if handed.is_direct else handed.source.channel_id
        channel = await glance.channel(gesture.team_id, here) if here else None
        return tip_modal(
            t,
            words=said.words,
            channel_id=here,
            is_private=bool(here) and (channel is None or channel.is_private),
            source=handed.source if here else None,
        )

    await _open(body, client, t, t("Pass on a tip"), asking.said(gesture.team_id, handed), form)
    await ack()


async def _open(
    body: dict[str, Any],
    client: AsyncWebClient,
    t: Translator,
    title: str,
    fetched: Awaitable[Said | None],
    form: Callable[[Said], Awaitable[kit.View]],
) -> None:
    """Open a page while a message is fetched, then turn it into a form with its words."""
    opening = views.opening_modal(t, title)
    opened = await client.views_open(trigger_id=body["trigger_id"], view=opening)
    said = await fetched
    view = await form(said) if said else views.unreadable_modal(t, title)
    await client.views_update(view_id=opened["view"]["id"], view=view)


async def _is_direct_message(event: dict[str, Any]) -> bool:
    return event.get("channel_type") == "im" and event.get("subtype") in SAID


def _is_by_somebody(event: dict[str, Any]) -> bool:
    """Tell whether a person wrote a message just now; a bot or a workflow has another id."""
    return bool(event.get("user")) and not event.get("bot_id") and "edited" not in event


def _handed(event: dict[str, Any], bot_user_id: str, *, is_direct: bool = False) -> Handed:
    source = Source(event["channel"], event["ts"], event.get("thread_ts"))
    return Handed(source, event["user"], bot_user_id, is_direct)
