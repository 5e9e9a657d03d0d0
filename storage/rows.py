"""How domain objects become rows: one function per type, registered beside its store."""

from collections.abc import Iterable
from functools import cache, singledispatch
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from bot.domain.gestures import Receipt
from bot.errors import AlreadyDone
from storage import tables


class Row(NamedTuple):
    """One row to insert."""

    table: Table
    values: dict[str, Any]


@singledispatch
def to_rows(thing: object) -> Iterable[Row]:
    """Return the rows that a domain object becomes when it is added."""
    raise TypeError(f"{type(thing).__name__} has no table")


@to_rows.register
def _(receipt: Receipt) -> Iterable[Row]:
    yield Row(tables.receipts, {"team_id": receipt.team_id, "key": receipt.key, "at": receipt.at})


_ORDER = {table: place for place, table in enumerate(tables.metadata.sorted_tables)}
# A receipt is written first, so that a gesture told twice does no work twice.
_ORDER[tables.receipts] = -1


def insert_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Insert rows, one statement a table, parents first; AlreadyDone when a receipt is there.

    A notice whose key is there already is left out: it is planned, or was sent. So is a second
    nomination of one message by one person.
    """
    by_table: dict[Table, list[dict[str, Any]]] = {}
    for table, values in rows:
        by_table.setdefault(table, []).append(values)
    # Two processes that are told the same take it in one order: neither waits for the other while
    # the other waits for it.
    for table, key in _IN_TURN.items():
        if table in by_table:
            by_table[table] = sorted(_distinct(table, by_table[table]), key=key)
    for table in sorted(by_table, key=_ORDER.__getitem__):
        try:
            _insert(connection, table, by_table[table])
        except IntegrityError as error:
            if table in _DONE_ONCE:
                raise AlreadyDone from error
            raise


_DONE_ONCE = (tables.receipts, tables.digest_items)
"""Tables whose rows tell that something was done: whoever comes second is told so."""

_ONCE = (
    tables.outbox,
    tables.nominated_messages,
    tables.nominations,
    tables.search_words,
    tables.search_channels,
    tables.tags,
    tables.answer_items,
)
"""Tables whose rows may be there already: the second one changes nothing."""

_IN_TURN = {
    tables.receipts: itemgetter("team_id", "key"),
    tables.nominated_messages: itemgetter("team_id", "channel_id", "message_ts", "proposes"),
    tables.nominations: itemgetter("team_id", "channel_id", "message_ts", "user_id", "emoji"),
    tables.search_channels: itemgetter("team_id", "channel_id"),
    tables.search_words: itemgetter("team_id", "word"),
    tables.tags: itemgetter("team_id", "tag_key"),
    tables.digest_items: itemgetter("team_id", "channel_id", "week", "place"),
}
"""Tables whose rows two processes may add at the same moment."""

_KEYS = (tables.search_channels, tables.search_words)
"""Tables that are nothing but their keys: a group of texts shares many of them."""


def _distinct(table: Table, rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return {tuple(row.values()): row for row in rows}.values() if table in _KEYS else rows


_MANY = 8
"""From how many rows on arrays are the quicker way to PostgreSQL."""

_Insert = TypeVar("_Insert", postgresql.Insert, sqlite.Insert)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(_once(sqlite.insert(table)), rows)
    elif len(rows) < _MANY:
        connection.execute(_once(postgresql.insert(table)), rows)
    else:
        names = tuple(rows[0])
        arrays = {name: [row[name] for row in rows] for name in names}
        connection.execute(_insert_arrays(table, names), arrays)


@cache
def _insert_arrays(table: Table, names: tuple[str, ...]) -> postgresql.Insert:
    """Return one statement for any number of rows: PostgreSQL would parse one for each row."""
    # One dimension: a list in a column of JSON is one value.
    kinds = {name: postgresql.ARRAY(table.c[name].type, dimensions=1) for name in names}
    rows = select(*(func.unnest(bindparam(name, type_=kind)) for name, kind in kinds.items()))
    return _once(postgresql.insert(table).from_select(names, rows))


def _once(insert: _Insert) -> _Insert:
    return insert.on_conflict_do_nothing() if insert.table in _ONCE else insert
