"""The library: a full-text index, echoes, contributors, tags, teams, what a workspace chooses."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Folded, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TERMS_OF_A_DOCUMENT = r"""
CREATE FUNCTION search_terms(terms text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
BEGIN
    RETURN array_to_tsvector(
        array_remove(array_remove(string_to_array(terms, ' '), ''), E'\n')
    );
END
$$
"""
"""Its cost keeps PostgreSQL from reading text after text where the index answers."""

_ADD = "INSERT INTO search_index(rowid, terms) VALUES (new.document_id, new.terms);"
_REMOVE = (
    "INSERT INTO search_index(search_index, rowid, terms) "
    "VALUES ('delete', old.document_id, old.terms);"
)
_FTS5 = "terms, content='search_documents', content_rowid='document_id'"
_WORDS = "tokenize=\"ascii tokenchars '_'\""  # terms come folded; `_` joins them to a workspace
_ON = "ON search_documents BEGIN"
FULL_TEXT_ON_SQLITE = (
    f"CREATE VIRTUAL TABLE search_index USING fts5({_FTS5}, {_WORDS})",
    f"CREATE TRIGGER search_index_added AFTER INSERT {_ON} {_ADD} END",
    f"CREATE TRIGGER search_index_gone AFTER DELETE {_ON} {_REMOVE} END",
    f"CREATE TRIGGER search_index_changed AFTER UPDATE OF terms {_ON} {_REMOVE} {_ADD} END",
)
FULL_TEXT_ON_POSTGRESQL = (
    TERMS_OF_A_DOCUMENT,
    "CREATE INDEX search_index ON search_documents USING gin (search_terms(terms))",
)
INDEX_WHAT_IS_THERE = """
INSERT INTO search_documents (
    team_id, kind, item_id, audience, channel_id, created_at, fresh_at, spread, analyser, terms
)
SELECT team_id, 'practice', practice_id, audience, channel_id, created_at, created_at, 0, 0, ''
FROM practices WHERE withdrawn_at IS NULL
UNION ALL
SELECT team_id, 'win', win_id, audience, channel_id, told_at, told_at, 0, 0, ''
FROM wins WHERE withdrawn_at IS NULL
"""
"""What was given before there was an index: the workers analyse it."""


def upgrade() -> None:
    """Make the change."""
    _create_tables()
    _add_proposals()
    with op.batch_alter_table("practices") as batch:
        batch.add_column(sa.Column("fresh_at", Moment, nullable=True))
        batch.add_column(sa.Column("asked_at", Moment))
        batch.add_column(sa.Column("language", sa.String(2), nullable=False, server_default=""))
        batch.add_column(sa.Column("version", sa.Integer, nullable=False, server_default="1"))
        batch.add_column(sa.Column("external_id", sa.String(255)))
        batch.drop_column("searchable")
    op.execute("UPDATE practices SET fresh_at = created_at")
    with op.batch_alter_table("practices") as batch:
        batch.alter_column("fresh_at", existing_type=Moment(), nullable=False)
    unasked = sa.text("asked_at IS NULL AND withdrawn_at IS NULL")
    op.create_index(
        "ix_practices_fresh",
        "practices",
        ["fresh_at"],
        sqlite_where=unasked,
        postgresql_where=unasked,
    )
    op.create_index(
        "ix_practices_source", "practices", ["team_id", "source_channel_id", "source_ts"]
    )
    op.create_index("uq_practices_external", "practices", ["team_id", "external_id"], unique=True)
    op.execute(
        "INSERT INTO practice_people (team_id, practice_id, user_id, place) "
        "SELECT team_id, practice_id, author_id, 0 FROM practices"
    )
    with op.batch_alter_table("wins") as batch:
        batch.add_column(
            sa.Column("audience", sa.String(16), nullable=False, server_default="readers")
        )
        batch.add_column(sa.Column("tags", sa.JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("language", sa.String(2), nullable=False, server_default=""))
        batch.add_column(sa.Column("external_id", sa.String(255)))
    op.create_index("ix_wins_source", "wins", ["team_id", "source_channel_id", "source_ts"])
    op.create_index("uq_wins_external", "wins", ["team_id", "external_id"], unique=True)
    for statement in (*_full_text(), INDEX_WHAT_IS_THERE):
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("search_documents")  # with its triggers, or its index on PostgreSQL
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    else:
        op.execute("DROP FUNCTION search_terms(text)")
    for index in ("uq_wins_external", "ix_wins_source"):
        op.drop_index(index, "wins")
    with op.batch_alter_table("wins") as batch:
        for column in ("external_id", "language", "tags", "audience"):
            batch.drop_column(column)
    for index in ("uq_practices_external", "ix_practices_source", "ix_practices_fresh"):
        op.drop_index(index, "practices")
    with op.batch_alter_table("practices") as batch:
        batch.add_column(sa.Column("searchable", sa.Text, nullable=False, server_default=""))
        for column in ("external_id", "version", "language", "asked_at", "fresh_at"):
            batch.drop_column(column)
    _drop_proposals()
    for table in (
        "team_people",
        "practice_people",
        "echoes",
        "workspaces",
        "teams",
        "tags",
        "search_words",
        "search_channels",
        "imported",
    ):
        op.drop_table(table)


def _full_text() -> tuple[str, ...]:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    return FULL_TEXT_ON_SQLITE if on_sqlite else FULL_TEXT_ON_POSTGRESQL


def _create_tables() -> None:
    op.create_table(
        "imported",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item_id", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "kind", "item_id", name="pk_imported"),
    )
    op.create_table(
        "search_channels",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", name="pk_search_channels"),
    )
    op.create_table(
        "search_documents",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item_id", sa.String(32), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("fresh_at", Moment, nullable=False),
        sa.Column("spread", sa.Integer, nullable=False),
        sa.Column("analyser", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_search_documents"),
        sa.UniqueConstraint("team_id", "kind", "item_id", name="uq_search_documents_team_id"),
    )
    op.create_index("ix_search_documents_analyser", "search_documents", ["analyser"])
    op.create_index(
        "ix_search_documents_latest", "search_documents", ["team_id", "created_at", "item_id"]
    )
    op.create_table(
        "search_words",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("word", Folded(64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "word", name="pk_search_words"),
    )
    op.create_table(
        "tags",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("tag_key", Folded(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("merged_into", Folded(64)),
        sa.PrimaryKeyConstraint("team_id", "tag_key", name="pk_tags"),
    )
    op.create_table(
        "teams",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("handle", Folded(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "handle", name="pk_teams"),
    )
    op.create_table(
        "workspaces",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("win_emoji", sa.JSON, nullable=False),
        sa.Column("practice_emoji", sa.JSON, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_workspaces"),
    )
    op.create_table(
        "echoes",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("echo_id", sa.String(32), nullable=False),
        sa.Column("practice_id", sa.String(32), nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("situation", sa.Text, nullable=False),
        sa.Column("happened", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("tried_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "practice_id"],
            ["practices.team_id", "practices.practice_id"],
            name="fk_echoes_practices",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "echo_id", name="pk_echoes"),
    )
    op.create_index("ix_echoes_practice", "echoes", ["team_id", "practice_id", "tried_at"])
    op.create_table(
        "practice_people",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("practice_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "practice_id"],
            ["practices.team_id", "practices.practice_id"],
            name="fk_practice_people_practices",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "practice_id", "user_id", name="pk_practice_people"),
    )
    op.create_table(
        "team_people",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("handle", Folded(64), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("is_coach", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "handle"],
            ["teams.team_id", "teams.handle"],
            name="fk_team_people_teams",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "handle", "user_id", "is_coach", name="pk_team_people"),
    )


PLACE = ("team_id", "channel_id", "message_ts")
CARDS_OF_NOMINATED = """
UPDATE outbox SET kind = 'practice.card', subject = (
    SELECT min('practice:' || practice_id) FROM practices
    WHERE practices.team_id = outbox.team_id
    AND 'nominated:' || source_channel_id || ':' || source_ts = outbox.subject
)
WHERE kind = 'nomination.publish' AND posted_ts IS NOT NULL AND EXISTS (
    SELECT 1 FROM practices
    WHERE practices.team_id = outbox.team_id
    AND 'nominated:' || source_channel_id || ':' || source_ts = outbox.subject
)
"""
"""The cards of practices that were nominated are cards of practices: they follow them."""


def _add_proposals() -> None:
    """Let a message be nominated as a practice, which all were until now, and as a win."""
    with op.batch_alter_table("nominated_messages") as batch:
        batch.add_column(_proposes())
        batch.add_column(sa.Column("asked_at", Moment))
        batch.drop_constraint("pk_nominated_messages", type_="primary")
        batch.create_primary_key("pk_nominated_messages", [*PLACE, "proposes"])
    with op.batch_alter_table("nominations") as batch:
        batch.add_column(_proposes())
        batch.add_column(sa.Column("emoji", sa.String(128), nullable=False, server_default="bulb"))
        batch.drop_constraint("pk_nominations", type_="primary")
        batch.create_primary_key("pk_nominations", [*PLACE, "proposes", "user_id", "emoji"])
    op.execute("UPDATE nominated_messages SET asked_at = first_at WHERE consent = 'asked'")
    op.create_index("ix_nominated_messages_asked", "nominated_messages", ["consent", "asked_at"])
    op.execute(CARDS_OF_NOMINATED)


def _proposes() -> sa.Column[str]:
    return sa.Column("proposes", sa.String(16), nullable=False, server_default="practice")


def _drop_proposals() -> None:
    op.drop_index("ix_nominated_messages_asked", "nominated_messages")
    op.execute("DELETE FROM nominated_messages WHERE proposes <> 'practice'")
    op.execute("DELETE FROM nominations WHERE proposes <> 'practice' OR emoji <> 'bulb'")
    with op.batch_alter_table("nominated_messages") as batch:
        batch.drop_constraint("pk_nominated_messages", type_="primary")
        batch.create_primary_key("pk_nominated_messages", [*PLACE])
        batch.drop_column("proposes")
        batch.drop_column("asked_at")
    with op.batch_alter_table("nominations") as batch:
        batch.drop_constraint("pk_nominations", type_="primary")
        batch.create_primary_key("pk_nominations", [*PLACE, "user_id"])
        batch.drop_column("proposes")
        batch.drop_column("emoji")
