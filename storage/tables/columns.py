"""Columns and their kinds: what marks somebody's words or name, moments, folded words."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.types import TypeEngine

PERSON: dict[str, Any] = {"personal": "person"}
"""Marks a column that says who somebody is: the row is theirs, and goes with them."""


NAMED: dict[str, Any] = {"personal": "named"}
"""Marks a column that names somebody in what stays without them: their name is taken out."""


WORDS: dict[str, Any] = {"personal": "words"}
"""Marks a column that holds what somebody wrote."""


CHOICES: dict[str, Any] = {"personal": "nothing"}
"""Marks a column of text that tells how a workspace wants things, and nothing of anybody."""


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC, on databases that know zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Folded(TypeDecorator[str]):
    """Folded words of some length, compared letter by letter on both databases."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self._length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Take the order of letters from nobody's locale."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self._length, collation=collation))


def team() -> Column[str]:
    """Return the column of the workspace, which every table begins with."""
    return Column("team_id", String(32), primary_key=True)


def workdays() -> tuple[Column[int], Column[str]]:
    """Return the columns of working days: their weekdays and their country."""
    # A bit for each day of the week, Monday first; two letters of ISO 3166, or none.
    return (
        Column("working_days", Integer, nullable=False),
        Column("country", String(2), nullable=False),
    )
