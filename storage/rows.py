"""How domain objects become rows: one function per type, registered beside its store."""

from collections.abc import Iterable
from functools import singledispatch
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, Table
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
    # Two processes that are told the same gestures take them in one order: neither waits for the
    # other while the other waits for it.
    by_table.get(tables.receipts, []).sort(key=itemgetter("team_id", "key"))
    for table in sorted(by_table, key=_ORDER.__getitem__):
        statement = _insert(table, connection.dialect.name)
        try:
            connection.execute(statement, by_table[table])
        except IntegrityError as error:
            if table is tables.receipts:
                raise AlreadyDone from error
            raise


_ONCE = (tables.outbox, tables.nominated_messages, tables.nominations)
"""Tables whose rows may be there already: the second one changes nothing."""


def _insert(table: Table, dialect: str) -> Insert:
    if table not in _ONCE:
        return table.insert()
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
