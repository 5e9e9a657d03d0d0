"""What somebody may see, as a condition on rows: never part of an index."""

from sqlalchemy import Column, ColumnElement, and_, or_

from bot.domain.visibility import Audience, Sight


def reached(sight: Sight, audience: Column[str], channel_id: Column[str]) -> ColumnElement[bool]:
    """Return the condition that a row is one that somebody may see."""
    theirs = channel_id.in_(sorted(sight.channels))
    if not sight.everywhere:
        return theirs
    for_readers = and_(
        audience == Audience.READERS.value, channel_id.in_(sorted(sight.open_channels))
    )
    return or_(audience == Audience.EVERYONE.value, for_readers, theirs)
