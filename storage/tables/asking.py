"""Tables of what channels are asked, and of what was answered with."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from storage.tables.columns import PERSON, WORDS, Moment, metadata, team

channel_questions = Table(
    "channel_questions",
    metadata,
    team(),
    Column("question_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("words", Text, nullable=False, info=WORDS),
    Column("asked_at", Moment, nullable=False, index=True),
)


answer_items = Table(
    "answer_items",
    metadata,
    team(),
    Column("subject", String(128), primary_key=True),
    Column("item_id", String(32), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("answered_at", Moment, nullable=False, index=True),
    Index("ix_answer_items_item", "team_id", "item_id"),
)
