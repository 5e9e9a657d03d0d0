"""What happened to trials and objectives, in the database."""

from collections.abc import Iterable

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.chapters import Chapter, ChapterKind
from storage.rows import Row, to_rows
from storage.tables import chapters


@to_rows.register
def _(chapter: Chapter) -> Iterable[Row]:
    yield Row(
        chapters,
        {
            "team_id": chapter.team_id,
            "chapter_id": chapter.chapter_id,
            "about": chapter.about,
            "kind": chapter.kind.value,
            "user_id": chapter.user_id,
            "words": chapter.words,
            "at": chapter.at,
        },
    )


class ChapterStore:
    """What happened to the trials and objectives of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def get(self, chapter_id: str) -> Chapter | None:
        """Return a chapter, or None when it was erased."""
        query = select(chapters).where(
            chapters.c.team_id == self._team_id, chapters.c.chapter_id == chapter_id
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return _chapter(row) if row else None

    async def of_person(self, user_id: str) -> list[Chapter]:
        """Return what somebody did in trials and objectives, in order."""
        query = (
            select(chapters)
            .where(chapters.c.team_id == self._team_id, chapters.c.user_id == user_id)
            .order_by(chapters.c.at, chapters.c.chapter_id)
        )
        return [_chapter(row) for row in (await self._connection.execute(query)).mappings()]

    async def about(self, subject: str) -> list[Chapter]:
        """Return what happened to something, in order."""
        query = (
            select(chapters)
            .where(chapters.c.team_id == self._team_id, chapters.c.about == subject)
            .order_by(chapters.c.at, chapters.c.chapter_id)
        )
        return [_chapter(row) for row in (await self._connection.execute(query)).mappings()]


def _chapter(row: RowMapping) -> Chapter:
    return Chapter(
        team_id=row["team_id"],
        about=row["about"],
        kind=ChapterKind(row["kind"]),
        at=row["at"],
        user_id=row["user_id"],
        words=row["words"],
        chapter_id=row["chapter_id"],
    )
