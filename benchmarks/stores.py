"""Databases filled with made-up texts, fast: nothing waits for the disk while they are loaded."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Engine, create_engine

from benchmarks.corpus import Written, texts
from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from storage.database import sync_url
from storage.rows import insert_rows, to_rows
from storage.schema import upgrade

BATCH = 4000
AUTHOR = "U0AUTHOR"

_HURRIED = {
    "sqlite": ("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144"),
    "postgresql": ("SET synchronous_commit = off",),
}
_SETTLED = {"sqlite": "PRAGMA journal_mode=WAL", "postgresql": "VACUUM ANALYZE"}
_KEPT_TO_SEARCH = (
    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
    "WHERE starts_with(relname, 'search_') AND relkind = 'r'"
)
_SIZES = {
    "sqlite": (
        "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'search_index*'",
        "SELECT sum(pgsize) FROM dbstat WHERE name GLOB '*search_*'",
    ),
    "postgresql": ("SELECT pg_relation_size('search_index')", _KEPT_TO_SEARCH),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database that was filled."""

    url: str
    total: int
    index_bytes: float
    """Of the full-text index, for one text."""
    search_bytes: float
    """Of everything that is kept only to search, the index included, for one text."""


def load(urls: Sequence[str], total: int) -> list[Loaded]:
    """Make databases and fill them with so many texts, as the product would have written them."""
    engines = [_new(url) for url in urls]
    with ExitStack() as opened:
        connections = [opened.enter_context(engine.connect()) for engine in engines]
        for connection in connections:
            _hurry(connection)
        for batch in _batches(practice(text) for text in texts(total)):
            rows = [row for each in batch for row in to_rows(each)]
            for connection in connections:
                insert_rows(connection, rows)
                connection.commit()
            gc.collect(1)  # what measures does not collect of itself
    return [_settled(engine, url, total) for engine, url in zip(engines, urls, strict=True)]


def practice(text: Written) -> Practice:
    """Return the practice that a text is."""
    return Practice(
        practice_id=text.text_id,
        team_id=text.team_id,
        author_id=AUTHOR,
        title=text.title,
        what=text.text,
        situation=text.situation,
        tags=text.tags,
        audience=Audience.CHANNEL if text.private else Audience.EVERYONE,
        channel_id=text.channel_id,
        created_at=text.created_at,
        fresh_at=text.created_at,
        people=(AUTHOR,),
        language=text.language,
    )


def _batches(every: Iterable[Practice]) -> Iterator[Sequence[Practice]]:
    left = iter(every)
    while batch := list(islice(left, BATCH)):
        yield batch


def _new(url: str) -> Engine:
    upgrade(url)
    return create_engine(sync_url(url))


def _hurry(connection: Connection) -> None:
    for statement in _HURRIED[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.commit()


def _settled(engine: Engine, url: str, total: int) -> Loaded:
    """Do what happens by itself in the first minutes of a store's life, and weigh the store."""
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql(_SETTLED[engine.dialect.name])
        index, search = (
            int(alone.exec_driver_sql(size).scalar_one()) for size in _SIZES[engine.dialect.name]
        )
    engine.dispose()
    return Loaded(url, total, index / total, search / total)
