"""Practices: the commands, the shortcut, the forms, nominations and the author's answer."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.library import LONGEST_SEARCH, Kind
from bot.domain.practices import Practice
from bot.domain.wins import Source
from bot.domain.words import LONGEST, shortened, tidy
from bot.i18n import Translator
from bot.services.library import LibraryService
from bot.services.practices import PracticeService
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from bot.views import errors, ids, kit, practices as views
from handlers.places import is_direct

SEARCH_SECONDS = 1.4
"""Slack waits three seconds for the answer to a command; then the words would be lost."""


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns practices."""
    for commands in ids.COMMANDS.values():
        app.command(commands.practices)(on_practices_command)
        app.command(commands.tip)(on_tip_command)
    app.shortcut(ids.PASS_IT_ON)(on_pass_it_on)
    app.view(ids.PRACTICES_SHARE)(on_tip_submitted)
    app.action(ids.PRACTICE_READ)(on_read)
    app.action(ids.PRACTICE_SHARE_HERE)(on_share_here)
    app.action(ids.PRACTICE_MORE)(on_more)


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
    can_post = channel is not None and channel.has_bot and not channel.is_archived
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
    room = "" if is_direct(shortcut["channel"].get("name")) else here
    view = views.tip_modal(
        t,
        words=tidy(await glance.plain(gesture.team_id, message.get("text") or "")),
        channel_id=room,
        is_private=is_private,
        source=Source(here, message["ts"], message.get("thread_ts")),
        may_widen=not is_private or message.get("user") == gesture.user_id,
    )
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_tip_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, practices: PracticeService
) -> None:
    """Keep the tip as a practice; the worker posts its card."""
    await practices.contribute(gesture, views.read_practice_form(view))
    await ack()


async def on_practices_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    library: LibraryService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Answer a search, for this person's eyes."""
    words = tidy(await glance.plain(gesture.team_id, command.get("text") or ""))
    words = shortened(words, LONGEST_SEARCH)
    may_share = not is_direct(command.get("channel_name"))
    message = await _results(
        gesture, t, commands, library, directory, words, 0, may_share=may_share
    )
    await ack(text=message.text, blocks=message.blocks)


async def on_more(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    library: LibraryService,
    directory: Directory,
) -> None:
    """Show the next page in place of this one."""
    words, page = views.page_of_action(action["value"])
    may_share = not is_direct(body["channel"].get("name"))
    message = await _results(
        gesture, t, commands, library, directory, words, page, may_share=may_share
    )
    await respond(text=message.text, blocks=message.blocks, replace_original=True)
    await ack()


async def on_read(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    practices: PracticeService,
) -> None:
    """Open a practice on its page."""
    practice = await practices.read(gesture, action["value"])
    view = views.practice_modal(t, practice)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_share_here(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    gesture: Gesture,
    practices: PracticeService,
) -> None:
    """Post a practice in the channel where the search was made."""
    await practices.share_here(gesture, action["value"], body["channel"]["id"])
    await ack()


async def _results(
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    library: LibraryService,
    directory: Directory,
    words: str,
    page: int,
    *,
    may_share: bool,
) -> kit.Message:
    async with asyncio.timeout(SEARCH_SECONDS):
        answers = await library.search(
            gesture.team_id, gesture.user_id, words, page, frozenset({Kind.PRACTICE})
        )
        found = [item for item in answers.items if isinstance(item, Practice)]
        names = await directory.names(gesture.team_id, {practice.author_id for practice in found})
    return views.results(
        t, commands, words, found, names, page=page, more=answers.more, may_share=may_share
    )
