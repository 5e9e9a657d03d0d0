"""Every table. Columns that hold somebody's words or name are marked personal."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

PERSON: dict[str, Any] = {"personal": "person"}
"""Marks a column that says who somebody is: the row is theirs, and goes with them."""
NAMED: dict[str, Any] = {"personal": "named"}
"""Marks a column that names somebody in what stays without them: their name is taken out."""
WORDS: dict[str, Any] = {"personal": "words"}
"""Marks a column that holds what somebody wrote."""
CHOICES: dict[str, Any] = {"personal": "nothing"}
"""Marks a column of text that tells how a workspace wants things, and nothing of anybody."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC, on databases that know zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Folded(TypeDecorator[str]):
    """Folded words of some length, compared letter by letter on both databases."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self._length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Take the order of letters from nobody's locale."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self._length, collation=collation))


def _team() -> Column[str]:
    return Column("team_id", String(32), primary_key=True)


def _workdays() -> tuple[Column[int], Column[str]]:
    # A bit for each day of the week, Monday first; two letters of ISO 3166, or none.
    return (
        Column("working_days", Integer, nullable=False),
        Column("country", String(2), nullable=False),
    )


receipts = Table(
    "receipts",
    metadata,
    _team(),
    Column("key", String(255), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

wins = Table(
    "wins",
    metadata,
    _team(),
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
    _team(),
    Column("win_id", String(32), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("place", Integer, nullable=False),
    ForeignKeyConstraint(
        ["team_id", "win_id"], ["wins.team_id", "wins.win_id"], ondelete="CASCADE"
    ),
)

HIDDEN = text("revealed_at IS NULL")
"""What nobody may read before everybody has answered, or the window closes."""

UNASKED = text("asked_at IS NULL AND withdrawn_at IS NULL")
"""What nobody was asked about since it was last known to hold."""

practices = Table(
    "practices",
    metadata,
    _team(),
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
    _team(),
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
    _team(),
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
    _team(),
    # As it is compared: folded. PostgreSQL would otherwise sort it as its locale does.
    Column("tag_key", Folded(64), primary_key=True, info=WORDS),
    Column("name", Text, nullable=False, info=WORDS),
    Column("merged_into", Folded(64), info=WORDS),
)

nominated_messages = Table(
    "nominated_messages",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("proposes", String(16), primary_key=True),
    Column("thread_ts", String(32)),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("consent", String(16), nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asked_at", Moment),
    Index("ix_nominated_messages_asked", "consent", "asked_at"),
)

nominations = Table(
    "nominations",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    Column("proposes", String(16), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("emoji", String(128), primary_key=True),
    Column("at", Moment, nullable=False),
)

workspaces = Table(
    "workspaces",
    metadata,
    _team(),
    Column("win_emoji", JSON, nullable=False, info=CHOICES),
    Column("practice_emoji", JSON, nullable=False, info=CHOICES),
    Column("threshold", Integer, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    _team(),
    Column("handle", Folded(64), primary_key=True),
    Column("name", Text, nullable=False, info=CHOICES),
)

team_people = Table(
    "team_people",
    metadata,
    _team(),
    Column("handle", Folded(64), primary_key=True),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    Column("is_coach", Boolean, primary_key=True),
    ForeignKeyConstraint(
        ["team_id", "handle"], ["teams.team_id", "teams.handle"], ondelete="CASCADE"
    ),
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
    _team(),
    Column("word", Folded(64), primary_key=True, info=WORDS),
)

search_channels = Table(
    "search_channels",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
)

imported = Table(
    "imported",
    metadata,
    _team(),
    Column("kind", String(16), primary_key=True),
    Column("item_id", String(32), primary_key=True),
    # What its line said the last time, as a hash: the same line again changes nothing.
    Column("mark", String(64), nullable=False),
)

channels = Table(
    "channels",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("language", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    *_workdays(),
    Column("set_by", String(32), nullable=False, info=NAMED),
)

keepers = Table(
    "keepers",
    metadata,
    _team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
)

channel_questions = Table(
    "channel_questions",
    metadata,
    _team(),
    Column("question_id", String(32), primary_key=True),
    Column("channel_id", String(32), nullable=False),
    Column("author_id", String(32), nullable=False, info=PERSON),
    Column("words", Text, nullable=False, info=WORDS),
    Column("asked_at", Moment, nullable=False, index=True),
)

answer_items = Table(
    "answer_items",
    metadata,
    _team(),
    Column("subject", String(128), primary_key=True),
    Column("item_id", String(32), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("answered_at", Moment, nullable=False, index=True),
    Index("ix_answer_items_item", "team_id", "item_id"),
)

schedules = Table(
    "schedules",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    # A bit for each day of the week, Monday first.
    Column("weekdays", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("every", String(16), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("paused_until", Date),
    *_workdays(),
    Column("way", String(16), nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    Column("set_by", String(32), nullable=False, info=NAMED),
    Column("version", Integer, nullable=False),
    Column("trouble", String(64), nullable=False),
)

installation_troubles = Table(
    "installation_troubles",
    metadata,
    _team(),
    Column("error", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    # Nothing is tried in the workspace before.
    Column("held_until", Moment, nullable=False),
)

digest_items = Table(
    "digest_items",
    metadata,
    _team(),
    Column("channel_id", String(32), primary_key=True),
    # The ISO week of the digest, such as 2026-W48.
    Column("week", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("item_id", String(64), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("shown_at", Moment, nullable=False),
    Index("ix_digest_items_shown", "team_id", "channel_id", "shown_at"),
    Index("ix_digest_items_item", "team_id", "item_id"),
)

people = Table(
    "people",
    metadata,
    _team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
    *_workdays(),
    Column("opens", Time, nullable=False, info=WORDS),
    Column("closes", Time, nullable=False, info=WORDS),
    Column("paused_until", Date, info=WORDS),
)

questions = Table(
    "questions",
    metadata,
    _team(),
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
    _team(),
    Column("channel_id", String(32), primary_key=True),
    Column("question_id", String(64), primary_key=True),
)

checkins = Table(
    "checkins",
    metadata,
    _team(),
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
    _team(),
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
    _team(),
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
    # When a digest said that it was still waiting; that is said once.
    Column("recalled_at", Moment),
    Index("ix_follow_ups_channel", "team_id", "channel_id", "closed_at"),
    Index("ix_follow_ups_checkin", "team_id", "checkin_id"),
    Index("uq_follow_ups_answer", "team_id", "answer_id", unique=True),
)

TOLD_DIGEST = text("kind = 'digest' AND state = 'sent'")
"""A digest that is out. Written out, for the same reason as the next."""
trials = Table(
    "trials",
    metadata,
    _team(),
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
)

trial_people = Table(
    "trial_people",
    metadata,
    _team(),
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
    _team(),
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
    _team(),
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
    _team(),
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
    _team(),
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
    _team(),
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

leaders = Table(
    "leaders",
    metadata,
    _team(),
    Column("user_id", String(32), primary_key=True, info=PERSON),
)

directions = Table(
    "directions",
    metadata,
    _team(),
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
    _team(),
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

AHEAD = text("state IN ('pending', 'sending')")
"""What is still to be said. Written out, not bound: a partial index is used only where it is."""

outbox = Table(
    "outbox",
    metadata,
    _team(),
    Column("notice_id", String(32), primary_key=True),
    Column("key", String(255), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("channel_id", String(32)),
    Column("user_id", String(32), info=PERSON),
    Column("thread_ts", String(32)),
    Column("edits", Boolean, nullable=False),
    Column("payload", JSON, nullable=False, info=WORDS),
    Column("state", String(16), nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_attempt_at", Moment),
    Column("last_attempt_at", Moment),
    Column("in_doubt", Boolean, nullable=False),
    Column("error", String(255), nullable=False),
    Column("posted_channel_id", String(32)),
    Column("posted_ts", String(32)),
    Index("uq_outbox_key", "team_id", "key", unique=True),
    Index("ix_outbox_subject", "team_id", "subject"),
    Index("ix_outbox_posted", "team_id", "posted_channel_id", "posted_ts"),
    Index(
        "ix_outbox_due",
        "not_before",
        sqlite_where=AHEAD,
        postgresql_where=AHEAD,
    ),
    Index(
        "ix_outbox_digests",
        "team_id",
        "channel_id",
        "not_before",
        sqlite_where=TOLD_DIGEST,
        postgresql_where=TOLD_DIGEST,
    ),
)
