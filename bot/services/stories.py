"""Stories: what happened to a trial or an objective, from its proposal to its conclusion."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.agreements import Voice
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.gestures import Gesture
from bot.domain.objectives import Objective
from bot.domain.trials import Trial
from bot.domain.undertakings import Undertaking
from bot.domain.wins import Win
from bot.services.agreements import AgreementService
from bot.services.places import PlaceService
from bot.services.serving import served_by
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Story:
    """What a trial or an objective has become, and how."""

    about: Undertaking
    voices: Sequence[Voice]
    chapters: Sequence[Chapter]
    """What happened, in order; nothing of a debrief before it is revealed."""
    serving: Sequence[Win | Trial] = ()
    """The wins and trials that serve it, when it is an objective."""


class StoryService:
    """What is told of trials and objectives to those who may see their channel."""

    def __init__(
        self, database: Database, agreements: AgreementService, places: PlaceService
    ) -> None:
        self._database = database
        self._agreements = agreements
        self._places = places

    async def read(self, gesture: Gesture, subject: str) -> Story:
        """Return a story to whoever may see its channel, else raise that it is gone."""
        about, voices = await self._agreements.read(gesture, subject)
        async with self._database.read(gesture.team_id) as tx:
            chapters = await tx.chapters.about(subject)
            serving = await served_by(tx, about) if isinstance(about, Objective) else []
        return Story(about, voices, chapters, serving)

    async def links(self, about: Undertaking, told: Iterable[Chapter]) -> dict[str, str]:
        """Return where chapters were told, by id; those of the page that is shown, all at once."""
        shown = list(told)
        found = await asyncio.gather(*(self._link(about, each) for each in shown))
        pairs = zip(shown, found, strict=True)
        return {chapter.chapter_id: link for chapter, link in pairs if link}

    async def _link(self, about: Undertaking, chapter: Chapter) -> str | None:
        is_card = chapter.kind is ChapterKind.PROPOSED
        told_as = about.subject if is_card else chapter.subject
        return await self._places.link(about.team_id, told_as, about.channel_id)
