"""Digests: /cordee digest previews, buttons send one or skip it."""

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
    app.action(ids.DIGEST_SKIP)(on_skip_clicked)
    app.action(ids.DIGEST_RESUME)(on_resume_clicked)


async def on_digest_command(
    ack: AsyncAck,
    command: dict[str, Any],
    gesture: Gesture,
    t: Translator,
    digests: DigestService,
    directory: Directory,
) -> None:
    """Show what this channel's digest would tell, for this person's eyes."""
    shown = await digests.preview(gesture, command["channel_id"])
    names = await directory.names(gesture.team_id, shown.digest.people)
    message = views.preview(t, shown, names)
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


async def on_skip_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    digests: DigestService,
) -> None:
    """Skip the digest of this week, and say when the next one comes."""
    next_at = views.read_moment(action["value"])
    schedule = await digests.skip(gesture, body["channel"]["id"], next_at)
    message = views.skipped(t, schedule.next_at, schedule.rule.zone)
    await respond(text=message.text, blocks=message.blocks, replace_original=True)
    await ack()


async def on_resume_clicked(
    ack: AsyncAck,
    action: dict[str, Any],
    body: dict[str, Any],
    respond: AsyncRespond,
    gesture: Gesture,
    t: Translator,
    digests: DigestService,
) -> None:
    """Skip no week after all."""
    next_at = views.read_moment(action["value"])
    schedule = await digests.resume(gesture, body["channel"]["id"], next_at)
    said = views.resumed(t, schedule.next_at, schedule.rule.zone)
    await respond(text=said, replace_original=True)
    await ack()
