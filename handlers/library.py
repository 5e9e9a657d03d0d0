"""The library: the search commands, what they find, what is read, shared or asked from there."""

import asyncio
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.library import LONGEST_SEARCH
from bot.domain.words import tidy
from bot.i18n import Translator
from bot.services.asking import AskingService
from bot.services.echoes import EchoService
from bot.services.library import LibraryService, Page
from bot.services.places import PlaceService
from bot.services.practices import PracticeService
from bot.services.teams import TeamService
from bot.services.wins import WinService
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from bot.views import asking as asking_views, ids, kit, library as views
from handlers.pages import practice_page, show
from handlers.places import is_direct

SEARCH_SECONDS = 1.4
"""Slack waits three seconds for the answer to a command; then the words would be lost."""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for, and where they do."""

    typed: str
    channel_id: str
    is_direct: bool
    page: int = 0


def register(app: AsyncApp) -> None:
    """Listen to everything that looks something up."""
    for commands in ids.COMMANDS.values():
        app.command(commands.practices)(on_practices_command)
    app.action(ids.PRACTICE_READ)(on_read)
    app.action(ids.WIN_READ)(on_read_win)
    app.action(ids.PRACTICE_SHARE_HERE)(on_share_here)
    app.action(ids.LIBRARY_MORE)(on_page_turned)
    app.action(ids.LIBRARY_BACK)(on_page_turned)
    app.action(ids.LIBRARY_ASK_CHANNEL)(on_ask_channel)
    app.action(ids.HANDED_SEARCH)(on_look_up)


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
    typed = tidy(await glance.plain(gesture.team_id, command.get("text") or ""))
    search = Search(typed, command["channel_id"], is_direct(command.get("channel_name")))
    message = await _results(gesture, t, commands, library, directory, glance, search)
    await ack(text=message.text, blocks=message.blocks)


async def on_page_turned(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    library: LibraryService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Show another page in place of this one."""
    search = _search(body, *views.page_of_action(action["value"]))
    message = await _results(gesture, t, commands, library, directory, glance, search)
    await respond(text=message.text, blocks=message.blocks, replace_original=True)
    await ack()


async def on_look_up(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    asking: AskingService,
    library: LibraryService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Look up what somebody wrote to the bot."""
    handed = asking_views.handed_of_action(action["value"])
    asking.check_may_use(gesture, handed)
    async with asyncio.timeout(SEARCH_SECONDS):
        said = await asking.said(gesture.team_id, handed)
    message = asking_views.unreadable_message(t)
    if said is not None:
        search = _search(body, said.words)
        message = await _results(gesture, t, commands, library, directory, glance, search)
    await respond(
        text=message.text,
        blocks=message.blocks,
        replace_original=False,
        thread_ts=body["message"].get("thread_ts"),
    )
    await ack()


async def on_read(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    practices: PracticeService,
    echoes: EchoService,
    glance: Glance,
) -> None:
    """Open a practice on its page, with its echoes."""
    practice = await practices.read(gesture, action["value"])
    view = await practice_page(gesture, t, practice, echoes, glance)
    await show(client, body, view)
    await ack()


async def on_read_win(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    wins: WinService,
    teams: TeamService,
    places: PlaceService,
    directory: Directory,
    glance: Glance,
) -> None:
    """Open a win on its page, with the way to its card."""
    win = await wins.read(gesture, action["value"])
    names = await directory.names(gesture.team_id, views.people_of(win))
    link = await glance.soon(places.link(gesture.team_id, win.subject, win.channel_id))
    carrying = await teams.carrying(gesture.team_id, win.people)
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    view = views.win_modal(t, win, names, teams=carrying, link=link, zone=zone)
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


async def on_ask_channel(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    asking: AskingService,
) -> None:
    """Put to everybody in the channel what was looked for in vain."""
    await asking.ask_channel(gesture, body["channel"]["id"], action["value"])
    await respond(text=asking_views.channel_asked(t), replace_original=True)
    await ack()


def _search(body: dict[str, Any], typed: str, page: int = 0) -> Search:
    channel = body["channel"]
    return Search(typed, channel["id"], is_direct(channel.get("name")), page)


async def _results(
    gesture: Gesture,
    t: Translator,
    commands: ids.Commands,
    library: LibraryService,
    directory: Directory,
    glance: Glance,
    search: Search,
) -> kit.Message:
    async with asyncio.timeout(SEARCH_SECONDS):
        found = await library.search(gesture.team_id, gesture.user_id, search.typed, search.page)
        may_ask = not found.items and await _can_ask(gesture, glance, search)
        shown = _shown(found, search, may_ask=may_ask)
        names = await directory.names(gesture.team_id, shown.people)
    zone = await glance.zone(gesture.team_id, gesture.user_id)
    return views.results(t, commands, shown, names, zone)


def _shown(found: Page, search: Search, *, may_ask: bool) -> views.Results:
    query = found.query
    is_readable = bool(query.words) or query.is_filtered or not query.typed
    return views.Results(
        query=query,
        items=found.items,
        page=search.page,
        has_more=found.more,
        looked_for=found.looked_for,
        was_cut=len(search.typed) > LONGEST_SEARCH,
        has_words=is_readable and not found.says_nothing,
        may_share=not search.is_direct,
        may_ask=may_ask,
    )


async def _can_ask(gesture: Gesture, glance: Glance, search: Search) -> bool:
    """Tell whether others read where the search was made, and the bot can speak to them."""
    if search.is_direct:
        return False
    channel = await glance.channel(gesture.team_id, search.channel_id)
    return channel is not None and channel.takes_posts
