"""How well searches are answered, by a set of texts and queries that people judged."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from benchmarks.judged import judged_queries, judged_texts
from benchmarks.postgres import new_database
from bot.domain.findings import Finding
from bot.domain.library import parse
from bot.domain.practices import Practice
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Win
from bot.services.library import find
from storage.database import Database
from storage.schema import upgrade

TEAM = "T0JUDGED"
AT = 5
"""How many answers a person looks at."""
_PERSON, _CHANNEL = "U0JUDGED", "C0JUDGED"
_TODAY = date(2026, 11, 24)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """One query, what it should have brought back and what it did, the best first."""

    query: str
    kind: str
    language: str
    expected: frozenset[str]
    found: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Return which part of what was expected is among the first answers."""
        held = self.expected.intersection(self.found[:AT])
        return len(held) / min(AT, len(self.expected))

    @property
    def reciprocal_rank(self) -> float:
        """Return one divided by the place of the first answer that was expected."""
        places = (place for place, each in enumerate(self.found, 1) if each in self.expected)
        return 1 / next(places, float("inf"))


async def judge(database: Database) -> list[Judged]:
    """Answer every query in a database that holds the texts, as somebody who sees what is open."""
    sight = Sight(everywhere=True, open_channels=frozenset({_CHANNEL}))
    async with database.read(TEAM) as tx:
        return [
            _judged(asked, await find(tx, parse(asked["query"], _TODAY), sight, _DEEPEST))
            for asked in judged_queries()
        ]


async def bring(database: Database) -> None:
    """Bring the texts into a database."""
    await database.add(*(_thing(text) for text in judged_texts()))


def mean_recall(judged: Iterable[Judged]) -> float:
    """Return recall at five: 1 when all that was expected is among the first answers."""
    return statistics.fmean(each.recall for each in judged)


def mean_reciprocal_rank(judged: Iterable[Judged]) -> float:
    """Return the mean reciprocal rank: 1 when the first answer is always a good one."""
    return statistics.fmean(each.reciprocal_rank for each in judged)


def _judged(asked: dict[str, Any], found: Sequence[Finding]) -> Judged:
    return Judged(
        asked["query"],
        asked["kind_of_query"],
        asked["language"],
        frozenset(asked["expected"]),
        tuple(each.item_id for each in found),
    )


def _thing(text: dict[str, Any]) -> Practice | Win:
    at = datetime.fromisoformat(text["created_at"]).astimezone(UTC)
    if text["kind"] == "win":
        return Win(
            win_id=text["id"],
            team_id=TEAM,
            author_id=_PERSON,
            people=(_PERSON,),
            story=f"{text['title']}\n{text['text']}",
            enablers="",
            customer="",
            channel_id=_CHANNEL,
            told_at=at,
            tags=tuple(text["tags"]),
            language=text["language"],
        )
    return Practice(
        practice_id=text["id"],
        team_id=TEAM,
        author_id=_PERSON,
        title=text["title"],
        what=text["text"],
        situation=text["situation"],
        tags=tuple(text["tags"]),
        audience=Audience.EVERYONE,
        channel_id=_CHANNEL,
        created_at=at,
        fresh_at=at,
        people=(_PERSON,),
        language=text["language"],
    )


async def measure(folder: Path, postgres: URL | None) -> dict[str, list[Judged]]:
    """Judge on a fresh database of each kind, and return what each found by its name."""
    urls = {"SQLite": f"sqlite:///{folder / 'judged.db'}"}
    if postgres:
        urls["PostgreSQL"] = new_database(postgres, "judged")
    return {name: await _measured(url) for name, url in urls.items()}


async def _measured(url: str) -> list[Judged]:
    upgrade(url)
    database = Database(url)
    await bring(database)
    try:
        return await judge(database)
    finally:
        await database.close()
