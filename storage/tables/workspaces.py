"""Tables of what a workspace, its channels, its teams and its people want."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    Time,
)

from storage.tables.columns import CHOICES, NAMED, PERSON, WORDS, Folded, metadata, team, workdays

workspaces = Table(
    "workspaces",
    metadata,
    team(),
    Column("win_emoji", JSON, nullable=False, info=CHOICES),
    Column("practice_emoji", JSON, nullable=False, info=CHOICES),
    Column("threshold", Integer, nullable=False),
)


teams = Table(
    "teams",
    metadata,
    team(),
    Column("handle", Folded(64), primary_key=True),
    Column("name", Text, nullable=False, info=CHOICES),
)


team_people = Table(
    "team_people",
    metadata,
    team(),
    Column("handle", Folded(64), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("is_coach", Boolean, primary_key=True),
    ForeignKeyConstraint(
        ["team_id", "handle"], ["teams.team_id", "teams.handle"], ondelete="CASCADE"
    ),
)


channels = Table(
    "channels",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    *workdays(),
    Column("set_by", String(32), nullable=False, info=NAMED),
)


keepers = Table(
    "keepers",
    metadata,
    team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
)


people = Table(
    "people",
    metadata,
    team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    *workdays(),
    Column("opens", Time, nullable=False, info=WORDS),
    Column("closes", Time, nullable=False, info=WORDS),
    Column("paused_until", Date, info=WORDS),
)


leaders = Table(
    "leaders",
    metadata,
    team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
)
