"""Tables of what recurs, of what was done, and of what is to be said."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Time, text

from storage.tables.columns import NAMED, PERSON, WORDS, Moment, metadata, team, workdays

receipts = Table(
    "receipts",
    metadata,
    team(),
    Column("key", String(255), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)


schedules = Table(
    "schedules",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    # A bit for each day of the week, Monday first.
    Column("weekdays", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("every", String(16), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("paused_until", Date),
    *workdays(),
    Column("way", String(16), nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    Column("set_by", String(32), nullable=False, info=NAMED),
    Column("version", Integer, nullable=False),
    Column("trouble", String(64), nullable=False),
)


installation_troubles = Table(
    "installation_troubles",
    metadata,
    team(),
    Column("error", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    # Nothing is tried in the workspace before.
    Column("held_until", Moment, nullable=False),
)


digest_items = Table(
    "digest_items",
    metadata,
    team(),
    Column("channel_id", String(32), primary_key=True),
    # The ISO week of the digest, such as 2026-W48.
    Column("week", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("item_id", String(64), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("shown_at", Moment, nullable=False),
    Index("ix_digest_items_shown", "team_id", "channel_id", "shown_at"),
    Index("ix_digest_items_item", "team_id", "item_id"),
    # Of two workers that choose for one digest, one is too late.
    Index("uq_digest_items_place", "team_id", "channel_id", "week", "place", unique=True),
)


TOLD_DIGEST = text("kind = 'digest' AND state = 'sent'")
"""A digest that is out. Written out, for the same reason as the next."""


AHEAD = text("state IN ('pending', 'sending')")
"""What is still to be said. Written out, not bound: a partial index is used only where it is."""


outbox = Table(
    "outbox",
    metadata,
    team(),
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
