"""Reveals: what all answered in a debrief, told once, together, to everybody at one time."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from bot.calendars import is_holiday
from bot.domain import debriefs as rules, objectives, trials
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.debriefs import Debrief, DebriefGone
from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.ids import new_id
from bot.domain.notices import Notice, NoticeKind
from bot.domain.objectives import ObjectiveGone
from bot.domain.stages import Stage
from bot.domain.trials import Trial, TrialGone
from bot.domain.undertakings import Undertaking
from bot.domain.windows import working_days_later
from bot.services.channels import hours_in
from bot.services.conclusions import to_conclude
from bot.services.undertakings import find, keep
from storage.transactions import TeamTransaction

AFTERWARDS = timedelta(minutes=1)
"""How long after the reveal people are told where to read it: it stands there by then."""


async def existing(tx: TeamTransaction, debrief_id: str) -> Debrief:
    """Return a debrief, or raise DebriefGone."""
    debrief = await tx.debriefs.get(debrief_id)
    if debrief is None:
        raise DebriefGone
    return debrief


async def alone_with(tx: TeamTransaction, debrief_id: str) -> Debrief:
    """Return a debrief that nobody else answers or reveals until the transaction ends."""
    await tx.alone(f"debrief:{debrief_id}")
    return await existing(tx, debrief_id)


async def reveal(tx: TeamTransaction, debrief_id: str, now: datetime) -> None:
    """Reveal a debrief whose window is over, unless that was done before.

    What it is about waits to be concluded from then on. It is told in its channel's hours.
    """
    debrief = await alone_with(tx, debrief_id)
    if debrief.is_open(now) or not await tx.debriefs.reveal(debrief_id, now):
        return
    hours = await hours_in(tx, debrief.channel_id)
    told_at = hours.next_moment(now, is_holiday)
    subject, thread_ts = await _move_on(tx, debrief, hours, now)
    await tx.add(_reveal_notice(debrief, subject, thread_ts, told_at))
    await _tell_people(tx, debrief, told_at + AFTERWARDS)


async def told_as(tx: TeamTransaction, debrief: Debrief) -> str:
    """Return the name under which the outbox remembers where a debrief is told."""
    notice = await tx.outbox.notice(reveal_key(debrief))
    return notice.subject if notice else debrief.about or debrief.subject


async def hold(tx: TeamTransaction, user_id: str) -> list[Debrief]:
    """Return the debriefs of somebody who is to be erased; meanwhile nobody reveals them."""
    theirs = sorted(debrief.debrief_id for debrief in await tx.debriefs.of_person(user_id))
    return [await alone_with(tx, debrief_id) for debrief_id in theirs]


async def follow_erased(tx: TeamTransaction, theirs: Sequence[Debrief], gesture: Gesture) -> None:
    """Let what told answers follow, now that somebody's are erased; nobody waits for them."""
    for before in theirs:
        debrief = await existing(tx, before.debrief_id)
        if debrief.revealed_at is None:
            await close_when_complete(tx, debrief, gesture.at)
        elif told := await tx.outbox.notice(reveal_key(debrief)):
            key = f"{told.key}:{gesture.key}"
            changed = replace(told, key=key, edits=True, notice_id=new_id())
            await tx.add(replace(changed, not_before=gesture.at))


async def close_when_complete(
    tx: TeamTransaction, debrief: Debrief, at: datetime, left: Set[str] = frozenset()
) -> None:
    """End the window of a debrief in which nobody is waited for: the clock reveals it.

    Outside the working hours of its channel it ends when they begin; until then all may change
    what they wrote.
    """
    answered_by = await tx.debriefs.answered_by(debrief.debrief_id)
    if rules.is_complete(debrief, answered_by, left):
        hours = await hours_in(tx, debrief.channel_id)
        await tx.debriefs.close(debrief.debrief_id, hours.next_moment(at, is_holiday))


async def _move_on(
    tx: TeamTransaction, debrief: Debrief, hours: WorkingHours, now: datetime
) -> tuple[str, str | None]:
    """Let what was looked back on be concluded; return how its debrief is told, and where."""
    if not debrief.about:
        return debrief.subject, None
    await tx.alone(debrief.about)
    chapter = Chapter(tx.team_id, debrief.about, ChapterKind.DEBRIEFED, now)
    await tx.add(chapter)
    try:
        about = await find(tx, debrief.about)
    except (TrialGone, ObjectiveGone):
        return chapter.subject, None  # it is gone: what people wrote is told all the same
    if about.stage is Stage.DEBRIEFING:
        await keep(tx, _to_conclude(about, hours, now), now)
        if about.owner_id:  # else whoever takes it over is asked
            await tx.add(to_conclude(about, now + AFTERWARDS))
    postings = await tx.outbox.postings(debrief.about)
    here = [posting.ts for posting in postings if posting.channel_id == debrief.channel_id]
    return chapter.subject, here[0] if here else None


def _to_conclude(about: Undertaking, hours: WorkingHours, now: datetime) -> Undertaking:
    days = rules.WORKING_DAYS_TO_CONCLUDE
    ask_owner_at = working_days_later(now, days, hours, is_holiday)
    if isinstance(about, Trial):
        return trials.reveal(about, ask_owner_at)
    return objectives.reveal(about, ask_owner_at)


async def _tell_people(tx: TeamTransaction, debrief: Debrief, at: datetime) -> None:
    """Say in the messages that asked where it can be read, and tell whoever asked for it."""
    for user_id in debrief.people:
        message = asked(debrief, user_id, at)
        await tx.add(replace(message, key=f"{message.key}:out", edits=True))
    if debrief.opened_by:
        await tx.add(
            Notice(
                team_id=tx.team_id,
                key=f"{debrief.subject}:out",
                kind=NoticeKind.DEBRIEF_OUT,
                subject=f"{debrief.subject}:out",
                not_before=at,
                user_id=debrief.opened_by,
                payload={"debrief": debrief.debrief_id},
            )
        )


def asked(debrief: Debrief, user_id: str, at: datetime) -> Notice:
    """Return what asks one person, alone."""
    subject = f"{debrief.subject}:asked:{user_id}"
    return Notice(
        team_id=debrief.team_id,
        key=subject,
        kind=NoticeKind.DEBRIEF_ASKED,
        subject=subject,
        not_before=at,
        user_id=user_id,
        payload={"debrief": debrief.debrief_id},
    )


def _reveal_notice(debrief: Debrief, told_as: str, thread_ts: str | None, at: datetime) -> Notice:
    return Notice(
        team_id=debrief.team_id,
        key=reveal_key(debrief),
        kind=NoticeKind.DEBRIEF_REVEAL,
        subject=told_as,
        not_before=at,
        channel_id=debrief.channel_id,
        thread_ts=thread_ts,
        payload={"debrief": debrief.debrief_id},
    )


def reveal_key(debrief: Debrief) -> str:
    """Return the key of the message that tells what all answered."""
    return f"{debrief.subject}:reveal"
