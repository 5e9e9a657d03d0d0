"""The question whether a practice holds, as the outbox carries it: asked, and settled together."""

from datetime import datetime
from typing import Any

from bot.calendars import is_holiday
from bot.domain.freshness import Question, question_about
from bot.domain.hours import WorkingHours
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import Practice
from storage.transactions import TeamTransaction


def asked(
    team_id: str,
    question: Question,
    user_id: str,
    hours: WorkingHours,
    at: datetime,
    by: str = "",
) -> Notice:
    """Return the question to a person, at their next working moment.

    Its key holds their day: two of one day would be one. `by` has said that it holds no more,
    which does not wait for another day.
    """
    at = hours.next_moment(at, is_holiday)
    subject = question.subject(user_id)
    return Notice(
        team_id=team_id,
        key=f"{subject}:doubted" if by else f"holds:{user_id}:{hours.day_of(at)}",
        kind=NoticeKind.FRESHNESS,
        subject=subject,
        not_before=at,
        user_id=user_id,
        payload=_payload(question, by=by),
    )


def settled(team_id: str, question: Question, user_id: str, at: datetime, **more: str) -> Notice:
    """Return what changes a person's question into what became of it."""
    subject = question.subject(user_id)
    return Notice(
        team_id=team_id,
        key=f"{subject}:{at.isoformat()}",
        kind=NoticeKind.FRESHNESS,
        subject=subject,
        not_before=at,
        user_id=user_id,
        edits=True,
        payload=_payload(question, **more),
    )


def question_of(notice: Notice) -> Question:
    """Return the question that a notice carries."""
    since = datetime.fromisoformat(notice.payload["since"])
    return Question(notice.payload["practice"], since)


async def settle_questions(tx: TeamTransaction, practice: Practice, at: datetime) -> None:
    """Change the questions about a practice, given as it was before; they are moot now.

    Before its echoes are forgotten, since those who told them may have been asked.
    """
    if practice.asked_at is None:
        return
    question = question_about(practice)
    echoes = await tx.echoes.of_practice(practice.practice_id)
    people = {practice.author_id, *practice.people, *(echo.author_id for echo in echoes)}
    for user_id in sorted(people):
        if await was_asked(tx, question, user_id):
            await tx.add(settled(tx.team_id, question, user_id, at))


async def was_asked(tx: TeamTransaction, question: Question, user_id: str) -> bool:
    """Tell whether a person has the question before them, or may have it any moment."""
    subject = question.subject(user_id)
    return bool(await tx.outbox.postings(subject)) or await tx.outbox.is_expected(subject)


def _payload(question: Question, **more: str) -> dict[str, Any]:
    return {"practice": question.practice_id, "since": question.since.isoformat(), **more}
