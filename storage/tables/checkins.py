"""Tables of open questions, their answers, and what came of them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, String, Table, Text

from storage.tables.columns import NAMED, PERSON, WORDS, Moment, metadata, team

questions = Table(
    "questions",
    metadata,
    team(),
    Column("question_id", String(64), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("author_id", String(32), nullable=False, info=NAMED),
    Column("words", Text, nullable=False, info=WORDS),
    Column("added_at", Moment, nullable=False),
    # It is asked no more; what was answered to it still says what was asked.
    Column("removed_at", Moment),
    Index("ix_questions_channel", "team_id", "channel_id"),
)


vetoes = Table(
    "vetoes",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    Column("question_id", String(64), primary_key=True),
)


checkins = Table(
    "checkins",
    metadata,
    team(),
    Column("checkin_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("question_id", String(64), nullable=False),
    Column("way", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("gathered_at", Moment),
    Index("ix_checkins_channel", "team_id", "channel_id", "opened_at"),
    # When a channel was asked a question last is one step of it, after however many years.
    Index("ix_checkins_question", "team_id", "channel_id", "question_id", "opened_at"),
)


answers = Table(
    "answers",
    metadata,
    team(),
    Column("answer_id", String(32), primary_key=True),
    Column("checkin_id", String(32), nullable=False),
    # Empty once answers without a name were gathered: nobody can tell any more whose they are.
    Column("user_id", String(32), nullable=False, info=PERSON),
    Column("audience", String(16), nullable=False),
    Column("text", Text, nullable=False, info=WORDS),
    Column("answered_at", Moment, nullable=False),
    Column("message_ts", String(32)),
    Column("edited_ts", String(32)),
    ForeignKeyConstraint(
        ["team_id", "checkin_id"], ["checkins.team_id", "checkins.checkin_id"], ondelete="CASCADE"
    ),
    Index("ix_answers_checkin", "team_id", "checkin_id"),
)


follow_ups = Table(
    "follow_ups",
    metadata,
    team(),
    Column("follow_up_id", String(32), primary_key=True),
    Column("checkin_id", String(32), nullable=False),
    Column("answer_id", String(32), nullable=False),
    Column("channel_id", String(32), nullable=False),
    # Empty for words that were told without a name.
    Column("author_id", String(32), nullable=False, info=NAMED),
    Column("words", Text, nullable=False, info=WORDS),
    Column("opened_at", Moment, nullable=False),
    Column("became", String(16), nullable=False),
    Column("outcome", Text, nullable=False, info=WORDS),
    Column("closed_by", String(32), nullable=False, info=NAMED),
    Column("closed_at", Moment),
    Index("ix_follow_ups_channel", "team_id", "channel_id", "closed_at"),
    Index("ix_follow_ups_checkin", "team_id", "checkin_id"),
    Index("uq_follow_ups_answer", "team_id", "answer_id", unique=True),
)
