"""Messages that concern the bot: replies to its questions, and changes of what was given."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.domain.gestures import Gesture
from bot.domain.sources import DELETED, Change
from bot.domain.wins import Source
from bot.domain.words import mentioned, plain, tidy
from bot.services.answers import AnswerService
from bot.services.nominations import NominationService
from bot.services.sources import SourceService
from bot.slack.directory import Directory


def register(app: AsyncApp) -> None:
    """Listen to thread replies, edits and deletions."""
    app.event("message", matchers=[_is_reply])(on_thread_reply)
    app.event("message", matchers=[_is_private_reply])(on_thread_reply)
    app.event({"type": "message", "subtype": "message_changed"})(on_message_changed)
    app.event({"type": "message", "subtype": "message_deleted"})(on_message_deleted)


async def on_thread_reply(
    event: dict[str, Any], gesture: Gesture, answers: AnswerService, directory: Directory
) -> None:
    """Take a reply to one of the bot's questions as an answer; other threads are not read."""
    thread = event["channel"], event["thread_ts"]
    if event.get("bot_id") or not await answers.is_question(gesture.team_id, *thread):
        return
    words = await _words(event, gesture, directory)
    await answers.reply(gesture, *thread, event["ts"], words)


async def on_message_changed(
    event: dict[str, Any],
    gesture: Gesture,
    answers: AnswerService,
    nominations: NominationService,
    sources: SourceService,
    directory: Directory,
) -> None:
    """Follow the edit of what was given; a message deleted above its thread is a tombstone."""
    message, source = event["message"], Source(event["channel"], event["message"]["ts"])
    if message.get("subtype") == "tombstone":
        await nominations.message_deleted(gesture, source)
        await _source_gone(source, event, gesture, sources)
        return
    # A link that shows its preview is a change too, without an edit.
    if "edited" not in message:
        return
    # Where it is, before a word of it is looked at: others' messages are not read.
    if await sources.is_source(gesture.team_id, source):
        await _source_changed(source, event, gesture, sources, directory)
    if "thread_ts" not in message:
        return
    thread = event["channel"], message["thread_ts"]
    if await answers.is_question(gesture.team_id, *thread):
        words = await _words(message, gesture, directory)
        edited_ts = message["edited"]["ts"]
        await answers.reply_edited(gesture, *thread, message["ts"], words, edited_ts)


async def on_message_deleted(
    event: dict[str, Any],
    gesture: Gesture,
    answers: AnswerService,
    nominations: NominationService,
    sources: SourceService,
) -> None:
    """Forget an answer that was deleted, and ask what becomes of what was told from a message."""
    gone = event["deleted_ts"]
    source = Source(event["channel"], gone)
    await nominations.message_deleted(gesture, source)
    await _source_gone(source, event, gesture, sources)
    thread_ts = (event.get("previous_message") or {}).get("thread_ts")
    if thread_ts:
        await answers.reply_deleted(gesture, event["channel"], thread_ts, gone)


async def _is_reply(event: dict[str, Any]) -> bool:
    return _is_in_thread(event) and event.get("channel_type") != "im"


async def _is_private_reply(
    event: dict[str, Any], gesture: Gesture, answers: AnswerService
) -> bool:
    """Tell whether a direct message replies to a question; any other is for whoever helps."""
    if not _is_in_thread(event) or event.get("channel_type") != "im" or event.get("bot_id"):
        return False
    return await answers.is_question(gesture.team_id, event["channel"], event["thread_ts"])


def _is_in_thread(event: dict[str, Any]) -> bool:
    return event.get("subtype") in {None, "thread_broadcast"} and "thread_ts" in event


async def _source_changed(
    source: Source,
    event: dict[str, Any],
    gesture: Gesture,
    sources: SourceService,
    directory: Directory,
) -> None:
    message, previous = event["message"], event.get("previous_message") or {}
    before = tidy(await _words(previous, gesture, directory))
    after = tidy(await _words(message, gesture, directory))
    change = Change(
        source=source,
        author_id=message.get("user") or "",
        name=message["edited"]["ts"] if after else DELETED,
        before=before,
        after=after,
        earlier=_edited_ts(previous),
    )
    if before != after:
        await sources.changed(gesture, change)


async def _source_gone(
    source: Source, event: dict[str, Any], gesture: Gesture, sources: SourceService
) -> None:
    if await sources.is_source(gesture.team_id, source):
        previous = event.get("previous_message") or {}
        author_id = previous.get("user") or ""
        change = Change(source, author_id, DELETED, earlier=_edited_ts(previous))
        await sources.changed(gesture, change)


def _edited_ts(message: dict[str, Any]) -> str:
    return str((message.get("edited") or {}).get("ts") or "")


async def _words(message: dict[str, Any], gesture: Gesture, directory: Directory) -> str:
    text = message.get("text") or ""
    return plain(text, await directory.names(gesture.team_id, mentioned(text)))
