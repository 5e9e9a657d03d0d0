"""What the bot is to say about a practice by itself: the question, the publication, the card."""

from datetime import datetime

from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import NominatedMessage, Practice


def question(message: NominatedMessage, at: datetime) -> Notice:
    """Return the private question to the author of a nominated message."""
    subject = f"{message.subject}:{message.asked}"
    return Notice(
        team_id=message.team_id,
        key=f"{subject}:ask",
        kind=NoticeKind.PRACTICE_CONSENT,
        subject=subject,
        not_before=at,
        user_id=message.author_id,
        payload={"channel": message.source.channel_id, "ts": message.source.message_ts},
    )


def publication(message: NominatedMessage, at: datetime) -> Notice:
    """Return what publishes a message whose author agreed, in its thread."""
    source = message.source
    return Notice(
        team_id=message.team_id,
        key=f"{message.subject}:publish",
        kind=NoticeKind.PRACTICE_PUBLISH,
        subject=message.subject,
        not_before=at,
        channel_id=source.channel_id,
        thread_ts=source.thread_ts or source.message_ts,
        payload={"channel": source.channel_id, "ts": source.message_ts},
    )


def card(practice: Practice) -> Notice:
    """Return the card of a practice, in the thread of the message that it was told from."""
    source = practice.source
    in_thread = source if source and source.channel_id == practice.channel_id else None
    return Notice(
        team_id=practice.team_id,
        key=f"{practice.subject}:card",
        kind=NoticeKind.PRACTICE_CARD,
        subject=practice.subject,
        not_before=practice.created_at,
        channel_id=practice.channel_id,
        thread_ts=(in_thread.thread_ts or in_thread.message_ts) if in_thread else None,
        payload={"practice": practice.practice_id},
    )
