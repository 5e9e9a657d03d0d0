"""People find what they look for: the judged set of searches, on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from benchmarks.judged import judged_queries, judged_texts
from benchmarks.relevance import (
    AT,
    Judged,
    bring,
    judge,
    mean_recall,
    mean_reciprocal_rank,
)
from storage.database import Database

RECALL = 0.96
RECIPROCAL_RANK = 0.96
"""Slightly under what was measured: a change that loses answers is noticed."""


@asynccontextmanager
async def _with_the_texts(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    await bring(database)
    try:
        yield database
    finally:
        await database.close()


async def _judged(url: str) -> list[Judged]:
    async with _with_the_texts(url) as database:
        return await judge(database)


def _lowest(judged: list[Judged]) -> str:
    return "\n".join(f"{each.query}: {each.found[:AT]}" for each in judged if not each.recall)


async def test_searches_bring_back_what_a_colleague_would_be_glad_to_get(database_url: str) -> None:
    judged = await _judged(database_url)

    assert mean_recall(judged) >= RECALL, _lowest(judged)
    assert mean_reciprocal_rank(judged) >= RECIPROCAL_RANK, _lowest(judged)


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_neither_language_is_served_much_less_well(sqlite_url: str, language: str) -> None:
    judged = [each for each in await _judged(sqlite_url) if each.language == language]

    assert mean_recall(judged) >= RECALL - 0.02, _lowest(judged)


@pytest.mark.postgres
async def test_both_databases_give_the_same_answers_in_the_same_order(
    sqlite_url: str, postgres_url: str
) -> None:
    on_sqlite, on_postgres = await _judged(sqlite_url), await _judged(postgres_url)

    differ = [
        one.query
        for one, other in zip(on_sqlite, on_postgres, strict=True)
        if one.found[:AT] != other.found[:AT]
    ]
    assert differ == []


def test_the_set_is_well_made() -> None:
    ids = [text["id"] for text in judged_texts()]
    asked = [query["query"] for query in judged_queries()]

    assert len(ids) == len(set(ids))
    assert len(asked) == len(set(asked))
    assert all(set(query["expected"]) <= set(ids) for query in judged_queries())
    assert all(query["expected"] for query in judged_queries())
