"""Digests: /cordee digest previews, a button sends."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.domain.gestures import Gesture
from bot.i18n import Translator
from bot.services.digests import DigestService
from bot.slack.directory import Directory
from bot.views import digests as views, ids
from handlers.subcommands import says


def register(app: AsyncApp) -> None:
    """Listen to everything that concerns digests."""
    app.command(ids.CORDEE_COMMAND, matchers=[says(ids.DIGEST_WORDS)])(on_digest_command)
    app.action(ids.DIGEST_SEND)(on_send_clicked)


async def on_digest_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    digests: DigestService,
    directory: Directory,
) -> None:
    """Show what this channel's digest would tell, for this person's eyes."""
    digest, is_sent = await digests.preview(gesture.team_id, command["channel_id"])
    names = await directory.names(gesture.team_id, digest.people)
    message = views.preview(t, digest, names, is_sent=is_sent)
    await ack(text=message.text, blocks=message.blocks)


async def on_send_clicked(
    ack: AsyncAck,
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    digests: DigestService,
) -> None:
    """Send this week's digest to the channel of the preview."""
    await digests.send_now(gesture, body["channel"]["id"])
    await respond(text=views.on_its_way(t), replace_original=True)
    await ack()
