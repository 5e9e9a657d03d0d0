"""What does not fit in one message goes on in its thread, part after part, in order."""

from dataclasses import replace

from bot.domain.notices import Notice, NoticeKind, Posting
from bot.views import kit

SECOND = 2


def next_part(notice: Notice, posting: Posting) -> Notice:
    """Return the notice of the part after the one that was just posted.

    It is planned only now, so that parts keep their order whatever happens to one of them. It
    carries no words: they are rendered when it is sent.
    """
    is_first = notice.kind is not NoticeKind.CONTINUATION
    told = {"of": notice.kind.value, "told": notice.payload} if is_first else notice.payload
    part = SECOND if is_first else notice.payload["part"] + 1
    whole_key = notice.key.removesuffix(f":part{part - 1}")
    return Notice(
        team_id=notice.team_id,
        key=f"{whole_key}:part{part}",
        kind=NoticeKind.CONTINUATION,
        subject=notice.continued_subject if is_first else notice.subject,
        not_before=notice.not_before,
        channel_id=posting.channel_id,
        user_id=notice.user_id,
        thread_ts=notice.thread_ts or posting.ts,
        payload={**told, "part": part},
    )


def told_whole(notice: Notice) -> Notice:
    """Return the notice that a continuation goes on from."""
    payload = notice.payload
    told = {**payload["told"], "begun": True}
    return replace(notice, kind=NoticeKind(payload["of"]), payload=told)


def rest_of(message: kit.Message, part: int) -> kit.Message | None:
    """Return a part of a message, with what comes after it; None when there is no such part."""
    left = message.continued[part - SECOND :]
    return replace(left[0], continued=left[1:]) if left else None
