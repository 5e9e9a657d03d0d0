"""Wins: the command, the message shortcut, the form and the card's menu."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.wins import Source
from bot.domain.words import LONGEST, mentioned, plain, tidy
from bot.i18n import Translator
from bot.services.wins import WinService
from bot.slack.directory import Directory
from bot.views import errors, ids, wins as views


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns wins."""
    app.view(ids.WINS_SHARE)(on_share_submitted)
    for command in ids.WIN_COMMANDS:
        app.command(command)(on_win_command)
    app.shortcut(ids.KEEP_AS_WIN)(on_keep_as_win)
    app.view(ids.WINS_REVISE)(on_revise_submitted)
    app.action(ids.WIN_MENU)(on_menu_chosen)
    app.action(ids.WIN_RETELL)(on_retell)
    app.action(f"{ids.WIN_RETELL}.elsewhere")(on_retell_elsewhere)


async def on_win_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    directory: Directory,
) -> None:
    """Open the form with what was typed; people named in it are chosen already."""
    typed = command.get("text") or ""
    people = mentioned(typed)
    story = tidy(plain(typed, await directory.names(gesture.team_id, people)))
    if len(story) > LONGEST:
        await ack(errors.with_words(t, errors.too_long(t, LONGEST), story))
        return
    view = views.share_win_modal(
        t,
        author_id=gesture.user_id,
        channel_id=command["channel_id"],
        story=story,
        people=tuple(dict.fromkeys([gesture.user_id, *people])),
    )
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_keep_as_win(
    ack: AsyncAck,
    shortcut: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    directory: Directory,
) -> None:
    """Open the form with a message and its author."""
    message = shortcut["message"]
    text = message.get("text") or ""
    names = await directory.names(gesture.team_id, mentioned(text))
    author = message.get("user") if not message.get("bot_id") else None
    view = views.share_win_modal(
        t,
        author_id=gesture.user_id,
        channel_id=shortcut["channel"]["id"],
        story=tidy(plain(text, names)),
        source=Source(shortcut["channel"]["id"], message["ts"], message.get("thread_ts")),
        people=(author or gesture.user_id,),
    )
    await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
    await ack()


async def on_share_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, wins: WinService
) -> None:
    """Keep the win; the worker tells it."""
    form, _ = views.read_win_form(view)
    await wins.share(gesture, form)
    await ack()


async def on_revise_submitted(
    ack: AsyncAck, view: dict[str, Any], gesture: Gesture, wins: WinService
) -> None:
    """Keep the win's new words; its card follows."""
    form, win_id = views.read_win_form(view)
    await wins.revise(gesture, win_id, form)
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    wins: WinService,
) -> None:
    """Open the form to add to the win, or withdraw it."""
    verb, win_id = action["selected_option"]["value"].split(":")
    if verb == "withdraw":
        await wins.withdraw(gesture, win_id)
    else:
        win = await wins.to_revise(gesture, win_id)
        view = views.revise_win_modal(t, win)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_retell(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, wins: WinService
) -> None:
    """Try again where the win could not be told."""
    await wins.retell(gesture, action["value"])
    await ack()


async def on_retell_elsewhere(
    ack: AsyncAck, action: dict[str, Any], gesture: Gesture, wins: WinService
) -> None:
    """Tell the win in another channel."""
    win_id = action["block_id"].split(":")[1]
    await wins.retell(gesture, win_id, action["selected_conversation"])
    await ack()
