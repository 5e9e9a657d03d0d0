"""Tables of trials, of debriefs, and of objectives under a direction."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from storage.tables.columns import NAMED, PERSON, WORDS, Moment, metadata, team

HIDDEN = text("revealed_at IS NULL")
"""What nobody may read before everybody has answered, or the window closes."""


trials = Table(
    "trials",
    metadata,
    team(),
    Column("trial_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("owner_id", String(32), nullable=False, info=NAMED),
    Column("change", Text, nullable=False, info=WORDS),
    Column("why", Text, nullable=False, info=WORDS),
    Column("signs", Text, nullable=False, info=WORDS),
    Column("needs", Text, nullable=False, info=WORDS),
    Column("ends_on", Date, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("due_at", Moment, index=True),
    Column("stage", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("started_at", Moment),
    Column("is_halfway", Boolean, nullable=False),
    Column("is_extended", Boolean, nullable=False),
    Column("is_owner_asked", Boolean, nullable=False),
    Column("conclusion", String(16)),
    Column("concluded_at", Moment),
    Column("lesson", Text, nullable=False, info=WORDS),
    Column("objective_id", String(32), nullable=False),
    Column("born_of", String(64), nullable=False),
    Column("became", String(64), nullable=False),
    Index("ix_trials_channel", "team_id", "channel_id", "proposed_at"),
    # For digests, which tell what began and what was concluded.
    Index("ix_trials_started", "team_id", "started_at"),
    Index("ix_trials_concluded", "team_id", "concluded_at"),
    # The way back from a practice to the trial that it was.
    Index("ix_trials_became", "team_id", "became"),
)


trial_people = Table(
    "trial_people",
    metadata,
    team(),
    Column("trial_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "trial_id"], ["trials.team_id", "trials.trial_id"], ondelete="CASCADE"
    ),
    Index("ix_trial_people_user", "team_id", "user_id"),
)


voices = Table(
    "voices",
    metadata,
    team(),
    # What it is about: `trial:…` or `objective:…`.
    Column("about", String(64), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("stance", String(16), nullable=False),
    Column("reason", Text, nullable=False, info=WORDS),
    Column("at", Moment, nullable=False),
)


chapters = Table(
    "chapters",
    metadata,
    team(),
    Column("chapter_id", String(32), primary_key=True),
    Column("about", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("user_id", String(32), nullable=False, info=PERSON),
    Column("words", Text, nullable=False, info=WORDS),
    Column("at", Moment, nullable=False),
    Index("ix_chapters_about", "team_id", "about", "at"),
)


debriefs = Table(
    "debriefs",
    metadata,
    team(),
    Column("debrief_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("about", String(64), nullable=False),
    Column("topic", Text, nullable=False, info=WORDS),
    Column("opened_by", String(32), nullable=False, info=NAMED),
    Column("opened_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("revealed_at", Moment),
    Index("ix_debriefs_open", "closes_at", sqlite_where=HIDDEN, postgresql_where=HIDDEN),
    Index("ix_debriefs_about", "team_id", "about"),
)


debrief_people = Table(
    "debrief_people",
    metadata,
    team(),
    Column("debrief_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "debrief_id"], ["debriefs.team_id", "debriefs.debrief_id"], ondelete="CASCADE"
    ),
)


debrief_answers = Table(
    "debrief_answers",
    metadata,
    team(),
    Column("debrief_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("intended", Text, nullable=False, info=WORDS),
    Column("happened", Text, nullable=False, info=WORDS),
    Column("worked", Text, nullable=False, info=WORDS),
    Column("differently", Text, nullable=False, info=WORDS),
    Column("answered_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "debrief_id"], ["debriefs.team_id", "debriefs.debrief_id"], ondelete="CASCADE"
    ),
)


directions = Table(
    "directions",
    metadata,
    team(),
    Column("direction_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("author_id", String(32), nullable=False, info=NAMED),
    Column("why", Text, nullable=False, info=WORDS),
    Column("limits", Text, nullable=False, info=WORDS),
    Column("is_open", Text, nullable=False, info=WORDS),
    Column("given_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("replaced_at", Moment),
    Index("ix_directions_channel", "team_id", "channel_id", "given_at"),
)


objectives = Table(
    "objectives",
    metadata,
    team(),
    Column("objective_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("direction_id", String(32), nullable=False),
    Column("owner_id", String(32), nullable=False, info=NAMED),
    Column("aim", Text, nullable=False, info=WORDS),
    Column("how", Text, nullable=False, info=WORDS),
    Column("signs", Text, nullable=False, info=WORDS),
    Column("ends_on", Date, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("due_at", Moment, index=True),
    Column("stage", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("agreed_at", Moment),
    Column("is_owner_asked", Boolean, nullable=False),
    Column("outcome", String(16)),
    Column("concluded_at", Moment),
    Column("lesson", Text, nullable=False, info=WORDS),
    Column("became", String(64), nullable=False),
    Index("ix_objectives_channel", "team_id", "channel_id", "proposed_at"),
)
