"""Everything the first version keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "channels",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", name=op.f("pk_channels")),
    )
    op.create_table(
        "checkins",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("checkin_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "checkin_id", name=op.f("pk_checkins")),
    )
    with op.batch_alter_table("checkins") as batch_op:
        batch_op.create_index(
            "ix_checkins_channel", ["team_id", "channel_id", "opened_at"], unique=False
        )

    op.create_table(
        "keepers",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_keepers")),
    )
    op.create_table(
        "nominated_messages",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("consent", sa.String(length=16), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "team_id", "channel_id", "message_ts", name=op.f("pk_nominated_messages")
        ),
    )
    op.create_table(
        "nominations",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "team_id", "channel_id", "message_ts", "user_id", name=op.f("pk_nominations")
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("notice_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("user_id", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("edits", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=255), nullable=False),
        sa.Column("posted_channel_id", sa.String(length=32), nullable=True),
        sa.Column("posted_ts", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "notice_id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.create_index(
            "ix_outbox_due",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )
        batch_op.create_index(
            "ix_outbox_posted", ["team_id", "posted_channel_id", "posted_ts"], unique=False
        )
        batch_op.create_index("ix_outbox_subject", ["team_id", "subject"], unique=False)
        batch_op.create_index("uq_outbox_key", ["team_id", "key"], unique=True)

    op.create_table(
        "practices",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_channel_id", sa.String(length=32), nullable=True),
        sa.Column("source_ts", sa.String(length=32), nullable=True),
        sa.Column("source_thread_ts", sa.String(length=32), nullable=True),
        sa.Column("searchable", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "practice_id", name=op.f("pk_practices")),
    )
    with op.batch_alter_table("practices") as batch_op:
        batch_op.create_index("ix_practices_team_created", ["team_id", "created_at"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "key", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts") as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_at"), ["at"], unique=False)

    op.create_table(
        "schedules",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_schedules_weekday")),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "kind", name=op.f("pk_schedules")),
    )
    with op.batch_alter_table("schedules") as batch_op:
        batch_op.create_index(
            "ix_schedules_due",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("enabled = 1"),
            postgresql_where=sa.text("enabled"),
        )

    op.create_table(
        "wins",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("win_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("enablers", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_channel_id", sa.String(length=32), nullable=True),
        sa.Column("source_ts", sa.String(length=32), nullable=True),
        sa.Column("source_thread_ts", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "win_id", name=op.f("pk_wins")),
    )
    with op.batch_alter_table("wins") as batch_op:
        batch_op.create_index("ix_wins_team_told", ["team_id", "told_at"], unique=False)

    op.create_table(
        "answers",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.String(length=32), nullable=False),
        sa.Column("checkin_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.Column("edited_ts", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "checkin_id"],
            ["checkins.team_id", "checkins.checkin_id"],
            name=op.f("fk_answers_checkins"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "answer_id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers") as batch_op:
        batch_op.create_index("ix_answers_checkin", ["team_id", "checkin_id"], unique=False)

    op.create_table(
        "win_people",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("win_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "win_id"],
            ["wins.team_id", "wins.win_id"],
            name=op.f("fk_win_people_wins"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "win_id", "user_id", name=op.f("pk_win_people")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("win_people")
    with op.batch_alter_table("answers") as batch_op:
        batch_op.drop_index("ix_answers_checkin")

    op.drop_table("answers")
    with op.batch_alter_table("wins") as batch_op:
        batch_op.drop_index("ix_wins_team_told")

    op.drop_table("wins")
    with op.batch_alter_table("schedules") as batch_op:
        batch_op.drop_index(
            "ix_schedules_due",
            sqlite_where=sa.text("enabled = 1"),
            postgresql_where=sa.text("enabled"),
        )

    op.drop_table("schedules")
    with op.batch_alter_table("receipts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipts_at"))

    op.drop_table("receipts")
    with op.batch_alter_table("practices") as batch_op:
        batch_op.drop_index("ix_practices_team_created")

    op.drop_table("practices")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_index("uq_outbox_key")
        batch_op.drop_index("ix_outbox_subject")
        batch_op.drop_index("ix_outbox_posted")
        batch_op.drop_index(
            "ix_outbox_due",
            sqlite_where=sa.text("state IN ('pending', 'sending')"),
            postgresql_where=sa.text("state IN ('pending', 'sending')"),
        )

    op.drop_table("outbox")
    op.drop_table("nominations")
    op.drop_table("nominated_messages")
    op.drop_table("keepers")
    with op.batch_alter_table("checkins") as batch_op:
        batch_op.drop_index("ix_checkins_channel")

    op.drop_table("checkins")
    op.drop_table("channels")
