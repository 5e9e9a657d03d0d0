"""Trials, agreement by consent, debriefs, directions and objectives."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index(
        "uq_digest_items_place",
        "digest_items",
        ["team_id", "channel_id", "week", "place"],
        unique=True,
    )
    op.create_table(
        "chapters",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "chapter_id", name=op.f("pk_chapters")),
    )
    with op.batch_alter_table("chapters", schema=None) as batch_op:
        batch_op.create_index("ix_chapters_about", ["team_id", "about", "at"], unique=False)

    op.create_table(
        "debriefs",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("debrief_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("closes_at", Moment, nullable=False),
        sa.Column("revealed_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("team_id", "debrief_id", name=op.f("pk_debriefs")),
    )
    with op.batch_alter_table("debriefs", schema=None) as batch_op:
        batch_op.create_index("ix_debriefs_about", ["team_id", "about"], unique=False)
        batch_op.create_index(
            "ix_debriefs_open",
            ["closes_at"],
            unique=False,
            sqlite_where=sa.text("revealed_at IS NULL"),
            postgresql_where=sa.text("revealed_at IS NULL"),
        )

    op.create_table(
        "directions",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("direction_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("limits", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Text(), nullable=False),
        sa.Column("given_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaced_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("team_id", "direction_id", name=op.f("pk_directions")),
    )
    with op.batch_alter_table("directions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_directions_channel", ["team_id", "channel_id", "given_at"], unique=False
        )

    op.create_table(
        "leaders",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_leaders")),
    )
    op.create_table(
        "objectives",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("objective_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("direction_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed_at", Moment, nullable=True),
        sa.Column("is_owner_asked", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("concluded_at", Moment, nullable=True),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("became", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "objective_id", name=op.f("pk_objectives")),
    )
    with op.batch_alter_table("objectives", schema=None) as batch_op:
        batch_op.create_index(
            "ix_objectives_channel", ["team_id", "channel_id", "proposed_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_objectives_due_at"), ["due_at"], unique=False)

    op.create_table(
        "trials",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("trial_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_at", Moment, nullable=True),
        sa.Column("is_halfway", sa.Boolean(), nullable=False),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("is_owner_asked", sa.Boolean(), nullable=False),
        sa.Column("conclusion", sa.String(length=16), nullable=True),
        sa.Column("concluded_at", Moment, nullable=True),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("objective_id", sa.String(length=32), nullable=False),
        sa.Column("born_of", sa.String(length=64), nullable=False),
        sa.Column("became", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "trial_id", name=op.f("pk_trials")),
    )
    with op.batch_alter_table("trials", schema=None) as batch_op:
        batch_op.create_index(
            "ix_trials_channel", ["team_id", "channel_id", "proposed_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_trials_due_at"), ["due_at"], unique=False)
        batch_op.create_index("ix_trials_started", ["team_id", "started_at"], unique=False)
        batch_op.create_index("ix_trials_concluded", ["team_id", "concluded_at"], unique=False)
        batch_op.create_index("ix_trials_became", ["team_id", "became"], unique=False)

    op.create_table(
        "voices",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "about", "user_id", name=op.f("pk_voices")),
    )
    op.create_table(
        "debrief_answers",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("debrief_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("intended", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "debrief_id"],
            ["debriefs.team_id", "debriefs.debrief_id"],
            name=op.f("fk_debrief_answers_debriefs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "team_id", "debrief_id", "user_id", name=op.f("pk_debrief_answers")
        ),
    )
    op.create_table(
        "debrief_people",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("debrief_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "debrief_id"],
            ["debriefs.team_id", "debriefs.debrief_id"],
            name=op.f("fk_debrief_people_debriefs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "debrief_id", "user_id", name=op.f("pk_debrief_people")),
    )
    op.create_table(
        "trial_people",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("trial_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "trial_id"],
            ["trials.team_id", "trials.trial_id"],
            name=op.f("fk_trial_people_trials"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "trial_id", "user_id", name=op.f("pk_trial_people")),
    )
    with op.batch_alter_table("trial_people", schema=None) as batch_op:
        batch_op.create_index("ix_trial_people_user", ["team_id", "user_id"], unique=False)

    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("objective_id", sa.String(length=32), nullable=False, server_default="")
        )

    # What digests said of a follow-up is read from what they showed.
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_column("recalled_at")


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recalled_at", Moment))

    op.drop_index("uq_digest_items_place", "digest_items")
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.drop_column("objective_id")

    with op.batch_alter_table("trial_people", schema=None) as batch_op:
        batch_op.drop_index("ix_trial_people_user")

    op.drop_table("trial_people")
    op.drop_table("debrief_people")
    op.drop_table("debrief_answers")
    op.drop_table("voices")
    with op.batch_alter_table("trials", schema=None) as batch_op:
        batch_op.drop_index("ix_trials_became")
        batch_op.drop_index("ix_trials_concluded")
        batch_op.drop_index("ix_trials_started")
        batch_op.drop_index(batch_op.f("ix_trials_due_at"))
        batch_op.drop_index("ix_trials_channel")

    op.drop_table("trials")
    with op.batch_alter_table("objectives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objectives_due_at"))
        batch_op.drop_index("ix_objectives_channel")

    op.drop_table("objectives")
    op.drop_table("leaders")
    with op.batch_alter_table("directions", schema=None) as batch_op:
        batch_op.drop_index("ix_directions_channel")

    op.drop_table("directions")
    with op.batch_alter_table("debriefs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_debriefs_open",
            sqlite_where=sa.text("revealed_at IS NULL"),
            postgresql_where=sa.text("revealed_at IS NULL"),
        )
        batch_op.drop_index("ix_debriefs_about")

    op.drop_table("debriefs")
    with op.batch_alter_table("chapters", schema=None) as batch_op:
        batch_op.drop_index("ix_chapters_about")

    op.drop_table("chapters")
