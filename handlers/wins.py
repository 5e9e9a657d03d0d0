"""Wins: the command, the message shortcut, the form and the card's menu."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.gestures import Gesture
from bot.domain.wins import Source
from bot.domain.words import LONGEST, mentioned, tidy
from bot.i18n import Translator
from bot.services.home import HomeService
from bot.services.objectives import ObjectiveService
from bot.services.wins import WinService
from bot.slack.directory import Directory
from bot.slack.glance import Glance
from bot.views import errors, ids, wins as views
from handlers.own_home import show_home
from handlers.places import is_direct


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns wins."""
    app.view(ids.WINS_SHARE)(on_share_submitted)
    for commands in ids.COMMANDS.values():
        app.command(commands.win)(on_win_command)
    app.shortcut(ids.KEEP_AS_WIN)(on_keep_as_win)
    app.view(ids.WINS_REVISE)(on_revise_submitted)
    app.view(ids.WINS_WITHDRAW)(on_withdraw_submitted)
    app.action(ids.WIN_MENU)(on_menu_chosen)
    app.action(ids.WIN_RETELL)(on_retell)
    app.action(f"{ids.WIN_RETELL}.elsewhere")(on_retell_elsewhere)


async def on_win_command(
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
    bot_user_id: str,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
    objectives: ObjectiveService,
) -> None:
    """Open the form with what was typed; people named in it are chosen already."""
    typed = command.get("text") or ""
    story = tidy(await glance.plain(gesture.team_id, typed))
    if len(story) > LONGEST:
        await ack(errors.with_words(t, errors.too_long(t, LONGEST), story))
        return
    named = [person for person in mentioned(typed) if person != bot_user_id]
    view = views.share_win_modal(
        t,
        author_id=gesture.user_id,
        channel_id=_room(command["channel_id"], command.get("channel_name")),
        story=story,
        people=tuple(dict.fromkeys([gesture.user_id, *named])),
        objectives=await glance.soon(objectives.to_serve(gesture, command["channel_id"])) or (),
    )
    await client.views_open(trigger_id=command["trigger_id"], view=view)
    await ack()


async def on_keep_as_win(
    ack: AsyncAck,
    shortcut: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
    objectives: ObjectiveService,
) -> None:
    """Open the form with a message and its author."""
    message, channel = shortcut["message"], shortcut["channel"]
    author = message.get("user") if not message.get("bot_id") else None
    view = views.share_win_modal(
        t,
        author_id=gesture.user_id,
        channel_id=_room(channel["id"], channel.get("name")),
        story=tidy(await glance.plain(gesture.team_id, message.get("text") or "")),
        source=Source(channel["id"], message["ts"], message.get("thread_ts")),
        people=(author or gesture.user_id,),
        objectives=await glance.soon(objectives.to_serve(gesture, channel["id"])) or (),
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


async def on_withdraw_submitted(
    ack: AsyncAck,
    view: dict[str, Any],
    client: AsyncWebClient,
    gesture: Gesture,
    directory: Directory,
    homes: HomeService,
    wins: WinService,
) -> None:
    """Withdraw the win; its card and this person's Home say so."""
    await wins.withdraw(gesture, views.read_withdrawal(view))
    await show_home(client, gesture, directory, homes)
    await ack()


async def on_menu_chosen(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    glance: Glance,
    wins: WinService,
    objectives: ObjectiveService,
) -> None:
    """Open the form to add to the win, ask whether it shall be withdrawn, or mind digests."""
    verb, win_id = action["selected_option"]["value"].split(":")
    if verb in {views.KEEP_OUT, views.LET_IN}:
        kept_out = verb == views.KEEP_OUT
        is_told = await wins.keep_out(gesture, win_id, kept_out=kept_out)
        said = views.digests_heard(t, kept_out=kept_out, is_told=is_told)
        await respond(text=said, response_type="ephemeral", replace_original=False)
        await ack()
        return
    win = await wins.to_revise(gesture, win_id)
    if verb == "withdraw":
        view = views.withdraw_win_modal(t, win)
    else:
        served = await glance.soon(objectives.to_serve(gesture, win.channel_id))
        view = views.revise_win_modal(t, win, served or ())
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def on_retell(
    ack: AsyncAck,
    action: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    wins: WinService,
) -> None:
    """Try again where the win could not be told."""
    told_in = await wins.retell(gesture, *views.untold_of_action(action["value"]))
    await respond(text=views.win_retold(t, told_in), replace_original=True)
    await ack()


async def on_retell_elsewhere(
    ack: AsyncAck,
    action: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    wins: WinService,
) -> None:
    """Tell the win in another channel."""
    win_id, version = views.untold_of_action(action["block_id"])
    told_in = await wins.retell(gesture, win_id, version, action["selected_conversation"])
    await respond(text=views.win_retold(t, told_in), replace_original=True)
    await ack()


def _room(channel_id: str, name: str | None) -> str:
    """Return the channel to propose; none in a direct message, where nobody else would read."""
    return "" if is_direct(name) else channel_id
