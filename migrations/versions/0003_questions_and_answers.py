"""What channels are asked until it stands there, and which practices were told in which answer."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "channel_questions",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(32), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "question_id", name="pk_channel_questions"),
    )
    op.create_index("ix_channel_questions_asked_at", "channel_questions", ["asked_at"])
    op.create_table(
        "answer_items",
        sa.Column("team_id", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("item_id", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "subject", "item_id", name="pk_answer_items"),
    )
    op.create_index("ix_answer_items_item", "answer_items", ["team_id", "item_id"])
    op.create_index("ix_answer_items_answered_at", "answer_items", ["answered_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("answer_items")
    op.drop_table("channel_questions")
