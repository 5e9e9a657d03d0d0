"""Tables of what is told and passed on, and of its search index."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.columns import NAMED, PERSON, WORDS, Folded, Moment, metadata, team

wins = Table(
    "wins",
    metadata,
    team(),
    Column("win_id", String(32), primary_key=True),
    Column("author_id", String(32), nullable=False, info=NAMED),
    Column("story", Text, nullable=False, info=WORDS),
    Column("enablers", Text, nullable=False, info=WORDS),
    Column("customer", Text, nullable=False, info=WORDS),
    Column("channel_id", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("source_channel_id", String(32)),
    Column("source_ts", String(32)),
    Column("source_thread_ts", String(32)),
    Column("tags", JSON, nullable=False, info=WORDS),
    Column("language", String(2), nullable=False),
    Column("version", Integer, nullable=False),
    Column("external_id", String(255)),
    # Whoever told it has kept it out of digests.
    Column("kept_out", Boolean, nullable=False),
    # The objective that it serves; empty where nobody said.
    Column("objective_id", String(32), nullable=False),
    Column("withdrawn_at", Moment),
    Index("ix_wins_team_told", "team_id", "told_at"),
    Index("ix_wins_channel", "team_id", "channel_id", "told_at"),
    Index("ix_wins_source", "team_id", "source_channel_id", "source_ts"),
    Index("uq_wins_external", "team_id", "external_id", unique=True),
)


win_people = Table(
    "win_people",
    metadata,
    team(),
    Column("win_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "win_id"], ["wins.team_id", "wins.win_id"], ondelete="CASCADE"
    ),
)


UNASKED = text("asked_at IS NULL AND withdrawn_at IS NULL")
"""What nobody was asked about since it was last known to hold."""


practices = Table(
    "practices",
    metadata,
    team(),
    Column("practice_id", String(32), primary_key=True),
    Column("author_id", String(32), nullable=False, info=NAMED),
    Column("title", Text, nullable=False, info=WORDS),
    Column("what", Text, nullable=False, info=WORDS),
    Column("situation", Text, nullable=False, info=WORDS),
    Column("tags", JSON, nullable=False, info=WORDS),
    Column("audience", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("fresh_at", Moment, nullable=False),
    Column("asked_at", Moment),
    Column("source_channel_id", String(32)),
    Column("source_ts", String(32)),
    Column("source_thread_ts", String(32)),
    Column("language", String(2), nullable=False),
    Column("version", Integer, nullable=False),
    Column("external_id", String(255)),
    Column("withdrawn_at", Moment),
    Index("ix_practices_team_created", "team_id", "created_at"),
    Index("ix_practices_channel", "team_id", "channel_id", "created_at"),
    # What was asked about since waits for an answer, or for nothing: it is not looked at again.
    Index(
        "ix_practices_fresh",
        "fresh_at",
        sqlite_where=UNASKED,
        postgresql_where=UNASKED,
    ),
    Index("ix_practices_source", "team_id", "source_channel_id", "source_ts"),
    Index("uq_practices_external", "team_id", "external_id", unique=True),
)


practice_people = Table(
    "practice_people",
    metadata,
    team(),
    Column("practice_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "practice_id"],
        ["practices.team_id", "practices.practice_id"],
        ondelete="CASCADE",
    ),
)


echoes = Table(
    "echoes",
    metadata,
    team(),
    Column("echo_id", String(32), primary_key=True),
    Column("practice_id", String(32), nullable=False),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("situation", Text, nullable=False, info=WORDS),
    Column("happened", Text, nullable=False, info=WORDS),
    Column("changed", Text, nullable=False, info=WORDS),
    Column("tried_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "practice_id"],
        ["practices.team_id", "practices.practice_id"],
        ondelete="CASCADE",
    ),
    Index("ix_echoes_practice", "team_id", "practice_id", "tried_at"),
)


tags = Table(
    "tags",
    metadata,
    team(),
    # As it is compared: folded. PostgreSQL would otherwise sort it as its locale does.
    Column("tag_key", Folded(64), primary_key=True, info=WORDS),
    Column("name", Text, nullable=False, info=WORDS),
    Column("merged_into", Folded(64), info=WORDS),
)


search_documents = Table(
    "search_documents",
    metadata,
    # The full-text index names a row by a number that nothing else may change.
    Column("document_id", Integer, primary_key=True),
    Column("team_id", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("item_id", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("channel_id", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("fresh_at", Moment, nullable=False),
    Column("spread", Integer, nullable=False),
    Column("analyser", Integer, nullable=False),
    Column("terms", Text, nullable=False, info=WORDS),
    UniqueConstraint("team_id", "kind", "item_id"),
    Index("ix_search_documents_analyser", "analyser"),
    Index("ix_search_documents_latest", "team_id", "created_at", "item_id"),
)


search_words = Table(
    "search_words",
    metadata,
    team(),
    Column("word", Folded(64), primary_key=True, info=WORDS),
)


search_channels = Table(
    "search_channels",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
)


imported = Table(
    "imported",
    metadata,
    team(),
    Column("kind", String(16), primary_key=True),
    Column("item_id", String(32), primary_key=True),
    # What its line said the last time, as a hash: the same line again changes nothing.
    Column("mark", String(64), nullable=False),
)
