"""Chapters: what happens to a trial or an objective, told in its thread and on its page."""

from datetime import datetime
from typing import Protocol

from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.notices import Notice, NoticeKind
from storage.transactions import TeamTransaction


class Undertaking(Protocol):
    """What a team agrees on, with a card in a channel."""

    @property
    def team_id(self) -> str:
        """The workspace."""

    @property
    def channel_id(self) -> str:
        """Where its card is."""

    @property
    def subject(self) -> str:
        """The name under which the outbox remembers its card."""

    @property
    def version(self) -> int:
        """Rises with each change."""


async def tell(
    tx: TeamTransaction,
    about: Undertaking,
    kind: ChapterKind,
    at: datetime,
    *,
    user_id: str = "",
    words: str = "",
) -> Chapter:
    """Keep what happened to something, and tell it in the thread of its card.

    Where the card was not posted there is no thread: its page tells it.
    """
    chapter = Chapter(tx.team_id, about.subject, kind, at, user_id, words)
    await tx.add(chapter)
    postings = await tx.outbox.postings(about.subject)
    here = [posting for posting in postings if posting.channel_id == about.channel_id]
    if here:
        await tx.add(
            Notice(
                team_id=tx.team_id,
                key=chapter.subject,
                kind=NoticeKind.CHAPTER,
                subject=chapter.subject,
                not_before=at,
                channel_id=about.channel_id,
                thread_ts=here[0].ts,
                payload={"chapter": chapter.chapter_id},
            )
        )
    return chapter


def retold(about: Undertaking, chapter: Chapter, at: datetime) -> Notice:
    """Return what lets a chapter that was told say what is kept of it now."""
    return Notice(
        team_id=chapter.team_id,
        key=f"{chapter.subject}:again",
        kind=NoticeKind.CHAPTER,
        subject=chapter.subject,
        not_before=at,
        channel_id=about.channel_id,
        edits=True,
        payload={"chapter": chapter.chapter_id},
    )


def card(about: Undertaking, kind: NoticeKind, at: datetime) -> Notice:
    """Return the card of something that was just proposed."""
    return Notice(
        team_id=about.team_id,
        key=about.subject,
        kind=kind,
        subject=about.subject,
        not_before=at,
        channel_id=about.channel_id,
        payload={"about": about.subject},
    )


def changed_card(about: Undertaking, kind: NoticeKind, at: datetime) -> Notice:
    """Return what lets a card say what is true now."""
    return Notice(
        team_id=about.team_id,
        key=f"{about.subject}:v{about.version}",
        kind=kind,
        subject=about.subject,
        not_before=at,
        channel_id=about.channel_id,
        edits=True,
        payload={"about": about.subject},
    )
