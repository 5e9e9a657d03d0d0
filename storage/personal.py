"""What is kept of a person, wherever it is: found by the marks of the columns, not by a list."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    RowMapping,
    Table,
    Text,
    and_,
    cast,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.answers import AnswerAudience
from bot.domain.privacy import Held
from storage.tables import CHOICES, NAMED, PERSON, WORDS, Moment, metadata, outbox, receipts

SAID_TO_THEM = frozenset({outbox.name})
"""Tables of what the bot said: Slack shows it to them already, and no words are kept."""


class PersonalStore:
    """What one workspace keeps of its people."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id

    async def held(self, user_id: str) -> list[Held]:
        """Return everything that is kept of a person, table by table."""
        found: list[Held] = []
        for table in personal_tables():
            shown = _with_words(table)
            query = select(shown).where(
                shown.c.team_id == self._team_id, *self._joined(table, shown), _is(table, user_id)
            )
            rows = (await self._connection.execute(query)).mappings()
            found += [_held(shown, row) for row in rows]
        return found

    async def forget(self, user_id: str) -> None:
        """Delete what is about a person, and take their name out of what stays."""
        for table in reversed(metadata.sorted_tables):
            theirs = _marked(table, PERSON)
            if theirs:
                await self._connection.execute(
                    delete(table).where(
                        table.c.team_id == self._team_id, or_(*(c == user_id for c in theirs))
                    )
                )
            for column in _marked(table, NAMED):
                await self._connection.execute(
                    update(table)
                    .where(table.c.team_id == self._team_id, column == user_id)
                    .values({column: ""})
                )
        await self._forget_traces(user_id)

    async def _forget_traces(self, user_id: str) -> None:
        """Take a person out of the ids that notices and receipts carry."""
        await self._connection.execute(
            delete(receipts).where(
                receipts.c.team_id == self._team_id, receipts.c.key.contains(f":{user_id}:")
            )
        )
        rows = await self._connection.execute(
            select(outbox.c.notice_id, outbox.c.payload).where(
                outbox.c.team_id == self._team_id,
                cast(outbox.c.payload, Text).contains(f'"{user_id}"'),
            )
        )
        for notice_id, payload in rows.all():
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.team_id == self._team_id, outbox.c.notice_id == notice_id)
                .values(payload=_without(payload, user_id))
            )

    def _joined(self, table: Table, shown: Table) -> Iterator[ColumnElement[bool]]:
        """Return how the table that names people is joined to the one that has the words."""
        if shown is not table:
            [constraint] = table.foreign_key_constraints
            pairs = (element for element in constraint.elements)
            yield and_(*(element.parent == element.column for element in pairs))
            yield table.c.team_id == self._team_id


def personal_tables() -> Iterable[Table]:
    """Return the tables whose rows say something of a person to that person."""
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in SAID_TO_THEM and _marked(table, PERSON, NAMED)
    ]


def _marked(table: Table, *marks: Mapping[str, Any]) -> list[Column[Any]]:
    return [column for column in table.columns if column.info in marks]


def _is(table: Table, user_id: str) -> ColumnElement[bool]:
    return or_(*(column == user_id for column in _marked(table, PERSON, NAMED)))


def _with_words(table: Table) -> Table:
    """Return the table where the words are: people of a win are a table beside it."""
    if _marked(table, WORDS) or not table.foreign_key_constraints:
        return table
    [constraint] = table.foreign_key_constraints
    return constraint.referred_table


def _held(table: Table, row: RowMapping) -> Held:
    words = (row[column.name] for column in _marked(table, WORDS, CHOICES))
    # The copy stands in Slack beside their name, and can be exported there: the form shows these.
    is_unnamed = row.get("audience") == AnswerAudience.UNNAMED.value
    moments = (row[column.name] for column in table.columns if isinstance(column.type, Moment))
    return Held(
        where=table.name,
        words=tuple(_plain(word) for word in words if word and not is_unnamed),
        channel_id=row.get("channel_id"),
        at=next((moment for moment in moments if moment), None),
    )


def _plain(value: object) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _without(payload: dict[str, Any], user_id: str) -> dict[str, Any]:
    return {
        key: _without(value, user_id) if isinstance(value, dict) else _blank(value, user_id)
        for key, value in payload.items()
    }


def _blank(value: Any, user_id: str) -> Any:
    if isinstance(value, list):
        return [each for each in value if each != user_id]
    return "" if value == user_id else value
