"""Every table. Columns that hold somebody's words or name are marked personal."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    text,
)

PERSON: dict[str, Any] = {"personal": "person"}
"""Marks a column that says who somebody is."""
WORDS: dict[str, Any] = {"personal": "words"}
"""Marks a column that holds what somebody wrote."""

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


def _team() -> Column[str]:
    return Column("team_id", String(32), primary_key=True)


receipts = Table(
    "receipts",
    metadata,
    _team(),
    Column("key", String(255), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

wins = Table(
    "wins",
    metadata,
    _team(),
    Column("win_id", String(32), primary_key=True),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("story", Text, nullable=False, info=WORDS),
    Column("enablers", Text, nullable=False, info=WORDS),
    Column("customer", Text, nullable=False, info=WORDS),
    Column("channel_id", String(32), nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("source_channel_id", String(32)),
    Column("source_ts", String(32)),
    Column("source_thread_ts", String(32)),
    Column("version", Integer, nullable=False),
    Column("withdrawn_at", Moment),
    Index("ix_wins_team_told", "team_id", "told_at"),
)

win_people = Table(
    "win_people",
    metadata,
    _team(),
    Column("win_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "win_id"], ["wins.team_id", "wins.win_id"], ondelete="CASCADE"
    ),
)

practices = Table(
    "practices",
    metadata,
    _team(),
    Column("practice_id", String(32), primary_key=True),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("title", Text, nullable=False, info=WORDS),
    Column("what", Text, nullable=False, info=WORDS),
    Column("situation", Text, nullable=False, info=WORDS),
    Column("tags", JSON, nullable=False, info=WORDS),
    Column("audience", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("source_channel_id", String(32)),
    Column("source_ts", String(32)),
    Column("source_thread_ts", String(32)),
    Column("searchable", Text, nullable=False, info=WORDS),
    Column("withdrawn_at", Moment),
    Index("ix_practices_team_created", "team_id", "created_at"),
)

nominated_messages = Table(
    "nominated_messages",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("thread_ts", String(32)),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("consent", String(16), nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
)

nominations = Table(
    "nominations",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("at", Moment, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("set_by", String(32), nullable=False, info=PERSON),
)

keepers = Table(
    "keepers",
    metadata,
    _team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
)

schedules = Table(
    "schedules",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("set_by", String(32), nullable=False, info=PERSON),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    # SQLAlchemy renders `enabled = 1` on SQLite: the partial index must be written the same way.
    Index(
        "ix_schedules_due",
        "next_at",
        sqlite_where=text("enabled = 1"),
        postgresql_where=text("enabled"),
    ),
)

checkins = Table(
    "checkins",
    metadata,
    _team(),
    Column("checkin_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("question_id", String(64), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Index("ix_checkins_channel", "team_id", "channel_id", "opened_at"),
)

answers = Table(
    "answers",
    metadata,
    _team(),
    Column("answer_id", String(32), primary_key=True),
    Column("checkin_id", String(32), nullable=False),
    Column("user_id", String(32), nullable=False, info=PERSON),
    Column("text", Text, nullable=False, info=WORDS),
    Column("answered_at", Moment, nullable=False),
    Column("message_ts", String(32)),
    Column("edited_ts", String(32)),
    ForeignKeyConstraint(
        ["team_id", "checkin_id"], ["checkins.team_id", "checkins.checkin_id"], ondelete="CASCADE"
    ),
    Index("ix_answers_checkin", "team_id", "checkin_id"),
)

AHEAD = text("state IN ('pending', 'sending')")
"""What is still to be said. Written out, not bound: a partial index is used only where it is."""

outbox = Table(
    "outbox",
    metadata,
    _team(),
    Column("notice_id", String(32), primary_key=True),
    Column("key", String(255), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("channel_id", String(32)),
    Column("user_id", String(32), info=PERSON),
    Column("thread_ts", String(32)),
    Column("edits", Boolean, nullable=False),
    Column("payload", JSON, nullable=False, info=WORDS),
    Column("state", String(16), nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_attempt_at", Moment),
    Column("last_attempt_at", Moment),
    Column("in_doubt", Boolean, nullable=False),
    Column("error", String(255), nullable=False),
    Column("posted_channel_id", String(32)),
    Column("posted_ts", String(32)),
    Index("uq_outbox_key", "team_id", "key", unique=True),
    Index("ix_outbox_subject", "team_id", "subject"),
    Index("ix_outbox_posted", "team_id", "posted_channel_id", "posted_ts"),
    Index(
        "ix_outbox_due",
        "not_before",
        sqlite_where=AHEAD,
        postgresql_where=AHEAD,
    ),
)
