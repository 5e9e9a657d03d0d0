"""What shows a follow-up follows it: its card, the gathering, the thread, its author's word."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import follow_ups as rules
from bot.domain.follow_ups import FollowUp
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.services.checkins import gathering_of
from bot.services.digests import tell_again
from storage.transactions import TeamTransaction


async def follow_answers(tx: TeamTransaction, checkin_id: str, gesture: Gesture) -> None:
    """Let follow-ups follow the answers that they were opened from: changed, or gone.

    Called in the transaction that changes them, when they are as they shall be.
    """
    taken_up = await tx.follow_ups.of_checkin(checkin_id)
    if not taken_up:
        return
    answers = {each.answer_id: each for each in await tx.answers.of_checkin(checkin_id)}
    for before in taken_up:
        answer = answers.get(before.answer_id)
        await keep(tx, before, rules.follow(before, answer, gesture.at), gesture)


async def follow_erased(
    tx: TeamTransaction, follow_ups: Iterable[FollowUp], gesture: Gesture
) -> None:
    """Take somebody who is erased out of follow-ups, and out of what shows them."""
    for before in follow_ups:
        await keep(tx, before, rules.without_person(before, gesture.user_id, gesture.at), gesture)


async def keep(tx: TeamTransaction, before: FollowUp, after: FollowUp, gesture: Gesture) -> None:
    """Keep a follow-up as it is now, and change all that shows it; unchanged, do nothing."""
    if after == before:
        return
    await tx.follow_ups.save(after)
    await tx.add(_changed(card(after, None), gesture))
    await show_in_gathering(tx, after.checkin_id, gesture)
    if before.closed_at is not None:
        await tx.add(_changed(_told(before, before.closed_at, None), gesture))
        await _change_word(tx, before, gesture)
    if before.closed_at is not None or after.is_withdrawn:
        # A digest may have told what came of it, or that it waits.
        await tell_again(tx, before.follow_up_id, gesture.at, without=_mark(before, gesture))


async def thread_of(tx: TeamTransaction, checkin_id: str) -> str | None:
    """Return the thread where what is taken up of a check-in is told: that of its gathering."""
    checkin = await tx.checkins.get(checkin_id)
    postings = await tx.outbox.postings(gathering_of(checkin).subject) if checkin else []
    return postings[0].ts if postings else None


async def show_in_gathering(tx: TeamTransaction, checkin_id: str, gesture: Gesture) -> None:
    """Let the gathering show what is followed up of it, and how that stands."""
    checkin = await tx.checkins.get(checkin_id)
    if checkin is None:
        return
    told = gathering_of(checkin)
    if not await tx.outbox.has_change_ahead(told.subject):
        await tx.add(_changed(told, gesture))


def card(follow_up: FollowUp, thread_ts: str | None) -> Notice:
    """Return the card of a follow-up, in the thread of the gathering."""
    return Notice(
        team_id=follow_up.team_id,
        key=follow_up.subject,
        kind=NoticeKind.FOLLOW_UP_CARD,
        subject=follow_up.subject,
        not_before=follow_up.opened_at,
        channel_id=follow_up.channel_id,
        thread_ts=thread_ts,
        payload={"follow_up": follow_up.follow_up_id},
    )


async def tell_outcome(tx: TeamTransaction, follow_up: FollowUp, at: datetime) -> None:
    """Tell in the thread what came of it, and its author privately, once."""
    await tx.add(_told(follow_up, at, await thread_of(tx, follow_up.checkin_id)))
    if follow_up.author_id not in {"", follow_up.closed_by}:
        word = _word(follow_up, at)
        await tx.outbox.forget_unsaid(word.key)
        await tx.add(word)


def _told(follow_up: FollowUp, closed_at: datetime, thread_ts: str | None) -> Notice:
    subject = f"{follow_up.subject}:{closed_at.isoformat()}"
    return Notice(
        team_id=follow_up.team_id,
        key=subject,
        kind=NoticeKind.FOLLOW_UP_TOLD,
        subject=subject,
        not_before=closed_at,
        channel_id=follow_up.channel_id,
        thread_ts=thread_ts,
        payload={"follow_up": follow_up.follow_up_id, "closed": closed_at.isoformat()},
    )


def _word(follow_up: FollowUp, at: datetime) -> Notice:
    return Notice(
        team_id=follow_up.team_id,
        key=f"{follow_up.subject}:word",
        kind=NoticeKind.FOLLOW_UP_WORD,
        subject=f"{follow_up.subject}:word",
        not_before=at,
        user_id=follow_up.author_id,
        payload={"follow_up": follow_up.follow_up_id},
    )


async def _change_word(tx: TeamTransaction, before: FollowUp, gesture: Gesture) -> None:
    word = _word(before, gesture.at)
    if before.author_id and (
        await tx.outbox.postings(word.subject) or await tx.outbox.is_expected(word.subject)
    ):
        await tx.add(_changed(word, gesture))


def _changed(notice: Notice, gesture: Gesture) -> Notice:
    key = f"{notice.key}:{gesture.key}"
    return replace(notice, key=key, edits=True, not_before=gesture.at)


def _mark(follow_up: FollowUp, gesture: Gesture) -> str:
    return f"{follow_up.subject}:{gesture.key}"
