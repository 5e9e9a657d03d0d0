"""Practices: the commands, the shortcut, the forms, nominations and the author's answer."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.wins import Source
from bot.domain.words import LONGEST, tidy
from bot.i18n import Translator
from bot.services.practices import PracticeService
from bot.slack.glance import Glance
from bot.views import errors, ids, practices as views
from handlers.places import is_direct


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns practices."""
    for commands in ids.COMMANDS.values():
        app.command(commands.tip)(on_tip_command)
    app.shortcut(ids.PASS_IT_ON)(on_pass_it_on)
    app.view(ids.PRACTICES_SHARE)(on_tip_submitted)


async def on_tip_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
) -> None:
    """Open the form with what was typed; it asks where to tell it when that cannot be here."""
    words = tidy(await glance.plain(gesture.team_id, command.get("text") or ""))
    if len(words) > LONGEST:
        await ack(errors.with_words(t, errors.too_long(t, LONGEST), words))
        return
    here = command["channel_id"]
    channel = await glance.channel(gesture.team_id, here)
    can_post = channel is not None and channel.takes_posts
    view = views.tip_modal(
        t,
        words=words,
        channel_id=here if can_post else "",
        proposed_channel_id="" if is_direct(command.get("channel_name")) else here,
        is_private=channel is not None and channel.is_private,
    )
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_pass_it_on(
    ack: AsyncAck,
    shortcut: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
) -> None:
    """Open the form with a message's words; what others said in private stays with its readers."""
    message, here = shortcut["message"], shortcut["channel"]["id"]
    channel = await glance.channel(gesture.team_id, here)
    is_private = channel is None or channel.is_private
    author_id = message.get("user") or ""
    room = "" if is_direct(shortcut["channel"].get("name")) else here
    view = views.tip_modal(
        t,
        words=tidy(await glance.plain(gesture.team_id, message.get("text") or "")),
        channel_id=room,
        is_private=is_private,
        source=Source(here, message["ts"], message.get("thread_ts")),
        people=await _others(gesture, author_id, glance),
        may_widen=not is_private or author_id == gesture.user_id,
    )
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_tip_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, practices: PracticeService
) -> None:
    """Keep the tip as a practice; the worker posts its card."""
    await practices.contribute(gesture, views.read_practice_form(view))
    await ack()


async def _others(gesture: Gesture, author_id: str, glance: Glance) -> tuple[str, ...]:
    """Return whose words are passed on, where they are those of a colleague."""
    if author_id in {"", gesture.user_id}:
        return ()
    author = await glance.person(gesture.team_id, author_id)
    return (author_id,) if author and author.can_contribute else ()
