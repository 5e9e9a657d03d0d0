"""Rhythms in full, working days, what digests showed, answers' readers, questions, follow-ups."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

EVERY_DAY = "127"
MONDAY_TO_FRIDAY = "31"
MONDAY_2024 = "2024-01-01"
TOLD_DIGEST = sa.text("kind = 'digest' AND state = 'sent'")


def upgrade() -> None:
    """Make the change."""
    _widen_schedules()
    with op.batch_alter_table("channels") as batch:
        for column in _workdays(MONDAY_TO_FRIDAY):
            batch.add_column(column)
    with op.batch_alter_table("wins") as batch:
        batch.add_column(
            sa.Column("kept_out", sa.Boolean, nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("checkins") as batch:
        batch.add_column(sa.Column("way", sa.String(16), nullable=False, server_default="channel"))
        batch.add_column(sa.Column("gathered_at", Moment))
        batch.create_index(
            "ix_checkins_question", ["team_id", "channel_id", "question_id", "opened_at"]
        )
    op.execute("UPDATE checkins SET gathered_at = closes_at")
    with op.batch_alter_table("answers") as batch:
        batch.add_column(
            sa.Column("audience", sa.String(16), nullable=False, server_default="team")
        )
    op.create_index("ix_wins_channel", "wins", ["team_id", "channel_id", "told_at"])
    op.create_index("ix_practices_channel", "practices", ["team_id", "channel_id", "created_at"])
    op.create_index(
        "ix_outbox_digests",
        "outbox",
        ["team_id", "channel_id", "not_before"],
        sqlite_where=TOLD_DIGEST,
        postgresql_where=TOLD_DIGEST,
    )
    _create_tables()


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_outbox_digests", "outbox")
    op.drop_index("ix_practices_channel", "practices")
    op.drop_index("ix_wins_channel", "wins")
    for table in (
        "follow_ups",
        "vetoes",
        "questions",
        "people",
        "digest_items",
        "installation_troubles",
    ):
        op.drop_table(table)
    # What was told to fewer than everybody is not to be read by everybody.
    op.execute("DELETE FROM answers WHERE audience <> 'team'")
    op.drop_index("ix_checkins_question", "checkins")
    for table, columns in {
        "answers": ("audience",),
        "checkins": ("gathered_at", "way"),
        "wins": ("kept_out",),
        "channels": ("country", "working_days"),
    }.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
    _narrow_schedules()


def _workdays(days: str) -> list[sa.Column[str | int]]:
    return [
        sa.Column("working_days", sa.Integer, nullable=False, server_default=days),
        sa.Column("country", sa.String(2), nullable=False, server_default=""),
    ]


def _widen_schedules() -> None:
    op.drop_index("ix_schedules_due", "schedules")
    with op.batch_alter_table("schedules") as batch:
        batch.add_column(sa.Column("weekdays", sa.Integer, nullable=False, server_default="0"))
        batch.add_column(sa.Column("every", sa.String(16), nullable=False, server_default="week"))
        batch.add_column(
            sa.Column("starts_on", sa.Date, nullable=False, server_default=MONDAY_2024)
        )
        batch.add_column(sa.Column("paused_until", sa.Date))
        for column in _workdays(EVERY_DAY):
            batch.add_column(column)
        batch.add_column(sa.Column("way", sa.String(16), nullable=False, server_default="channel"))
        batch.add_column(sa.Column("version", sa.Integer, nullable=False, server_default="1"))
        batch.add_column(sa.Column("trouble", sa.String(64), nullable=False, server_default=""))
    op.execute("UPDATE schedules SET weekdays = 1 << weekday")
    op.execute("UPDATE schedules SET trouble = 'not_in_channel' WHERE NOT enabled")
    with op.batch_alter_table("schedules") as batch:
        batch.drop_constraint(op.f("ck_schedules_weekday"), type_="check")
        batch.drop_column("weekday")
        batch.drop_column("enabled")
    op.create_index("ix_schedules_next_at", "schedules", ["next_at"])


def _narrow_schedules() -> None:
    op.drop_index("ix_schedules_next_at", "schedules")
    with op.batch_alter_table("schedules") as batch:
        batch.add_column(sa.Column("weekday", sa.Integer, nullable=False, server_default="0"))
        batch.add_column(sa.Column("enabled", sa.Boolean, nullable=False, server_default=sa.true()))
    for weekday in reversed(range(7)):  # of several days the first one stays
        is_among = sa.column("weekdays").bitwise_and(1 << weekday) > 0
        op.execute(
            sa.update(sa.table("schedules", sa.column("weekday"), sa.column("weekdays")))
            .where(is_among)
            .values(weekday=weekday)
        )
    with op.batch_alter_table("schedules") as batch:
        batch.create_check_constraint(op.f("ck_schedules_weekday"), "weekday BETWEEN 0 AND 6")
        for column in (
            "trouble",
            "version",
            "way",
            "country",
            "working_days",
            "paused_until",
            "starts_on",
            "every",
            "weekdays",
        ):
            batch.drop_column(column)
    op.create_index(
        "ix_schedules_due",
        "schedules",
        ["next_at"],
        sqlite_where=sa.text("enabled = 1"),
        postgresql_where=sa.text("enabled"),
    )


def _create_tables() -> None:
    op.create_table(
        "installation_troubles",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("error", sa.String(64), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("held_until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_installation_troubles"),
    )
    op.create_table(
        "digest_items",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("shown_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint(
            "team_id", "channel_id", "week", "kind", "item_id", name="pk_digest_items"
        ),
    )
    op.create_index("ix_digest_items_shown", "digest_items", ["team_id", "channel_id", "shown_at"])
    op.create_index("ix_digest_items_item", "digest_items", ["team_id", "item_id"])
    op.create_table(
        "people",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("working_days", sa.Integer, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("opens", sa.Time, nullable=False),
        sa.Column("closes", sa.Time, nullable=False),
        sa.Column("paused_until", sa.Date),
        sa.PrimaryKeyConstraint("team_id", "user_id", name="pk_people"),
    )
    op.create_table(
        "questions",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
        sa.PrimaryKeyConstraint("team_id", "question_id", name="pk_questions"),
    )
    op.create_index("ix_questions_channel", "questions", ["team_id", "channel_id"])
    op.create_table(
        "vetoes",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "question_id", name="pk_vetoes"),
    )
    op.create_table(
        "follow_ups",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("follow_up_id", sa.String(32), nullable=False),
        sa.Column("checkin_id", sa.String(32), nullable=False),
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("became", sa.String(16), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("closed_by", sa.String(32), nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("recalled_at", Moment),
        sa.PrimaryKeyConstraint("team_id", "follow_up_id", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_channel", "follow_ups", ["team_id", "channel_id", "closed_at"])
    op.create_index("ix_follow_ups_checkin", "follow_ups", ["team_id", "checkin_id"])
    op.create_index("uq_follow_ups_answer", "follow_ups", ["team_id", "answer_id"], unique=True)
