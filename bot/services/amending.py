"""Amending: a proposal with other words, told in its thread and to whoever had objected."""

from dataclasses import replace

from bot.domain import amendments
from bot.domain.agreements import objections
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice, NoticeKind
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.services.chapters import tell
from bot.services.serving import follow
from bot.services.undertakings import keep
from storage.transactions import TeamTransaction


async def keep_amended(
    tx: TeamTransaction, gesture: Gesture, before: Undertaking, now: Undertaking
) -> None:
    """Keep a trial or an objective as it was amended: it is decided on anew.

    The objections to it are answered; whoever had objected is told so, and may object again.
    """
    answered = objections(await tx.agreements.voices(now.subject))
    await tx.agreements.clear_objections(now.subject)
    await keep(tx, now, gesture.at)
    if isinstance(before, Trial) and before.objective_id != _served_by(now):
        # It may have served another objective until now.
        await follow(tx, replace(before, version=now.version), gesture.at)
    words = amendments.written(amendments.changes(before, now))
    kind = ChapterKind.AMENDED
    chapter = await tell(tx, now, kind, gesture.at, user_id=gesture.user_id, words=words)
    told = [voice.user_id for voice in answered if voice.user_id != gesture.user_id]
    await tx.add(*(_word_to_objector(now, chapter, user_id) for user_id in told))


def _served_by(now: Undertaking) -> str:
    """Return the objective that something serves; empty for none."""
    return now.objective_id if isinstance(now, Trial) else ""


def _word_to_objector(now: Undertaking, chapter: Chapter, user_id: str) -> Notice:
    key = f"{chapter.subject}:{user_id}"
    return Notice(
        team_id=now.team_id,
        key=key,
        kind=NoticeKind.AMENDMENT_WORD,
        subject=key,
        not_before=chapter.at,
        user_id=user_id,
        payload={"about": now.subject, "chapter": chapter.chapter_id},
    )
