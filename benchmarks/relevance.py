"""How well searches are answered, by a set of texts and queries that people judged."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from benchmarks.judged import LIBRARY, judged_queries
from benchmarks.postgres import new_database
from bot.clock import ManualClock
from bot.domain.lines import read_line
from bot.domain.practices import Practice
from bot.domain.transfer import Known, bring as become, named
from bot.domain.visibility import Audience, Sight
from bot.domain.wins import Win
from bot.services.transfer import TransferService
from storage.database import Database
from storage.schema import upgrade

TEAM = "T0JUDGED"
AT = 5
"""How many answers a person looks at."""
_PERSON, _CHANNEL = "U0JUDGED", "C0JUDGED"
_NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
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
    library = TransferService(database, ManualClock(_NOW))
    return [
        _judged(asked, await library.search(TEAM, asked["query"], sight, _DEEPEST, 0))
        for asked in judged_queries()
    ]


async def bring(database: Database) -> None:
    """Bring the texts into a database, as `cordee import library` does."""
    known = Known(_CHANNEL, Audience.EVERYONE, _PERSON, (_PERSON,))
    lines = LIBRARY.read_text(encoding="utf-8").splitlines()
    brought = [become(read_line(line), known, TEAM, _NOW) for line in lines]
    await TransferService(database, ManualClock(_NOW)).bring(TEAM, brought)


def mean_recall(judged: Iterable[Judged]) -> float:
    """Return recall at five: 1 when all that was expected is among the first answers."""
    return statistics.fmean(each.recall for each in judged)


def mean_reciprocal_rank(judged: Iterable[Judged]) -> float:
    """Return the mean reciprocal rank: 1 when the first answer is always a good one."""
    return statistics.fmean(each.reciprocal_rank for each in judged)


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


def _judged(asked: dict[str, Any], found: Sequence[Practice | Win]) -> Judged:
    return Judged(
        asked["query"],
        asked["kind_of_query"],
        asked["language"],
        frozenset(asked["expected"]),
        tuple(named(each) for each in found),
    )
