"""Tables of the messages that people point at."""

from sqlalchemy import Column, Index, Integer, String, Table

from storage.tables.columns import PERSON, Moment, metadata, team

nominated_messages = Table(
    "nominated_messages",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("proposes", String(16), primary_key=True),
    Column("thread_ts", String(32)),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("consent", String(16), nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asked_at", Moment),
    Index("ix_nominated_messages_asked", "consent", "asked_at"),
)


nominations = Table(
    "nominations",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("proposes", String(16), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("emoji", String(128), primary_key=True),
    Column("at", Moment, nullable=False),
)
