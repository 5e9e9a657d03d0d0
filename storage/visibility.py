"""What somebody may see, as a condition on rows: never part of an index."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, String, and_, bindparam, or_

from bot.domain.visibility import Audience, Sight

_THEIRS = bindparam("their_channels", expanding=True, type_=String)
_OPEN = bindparam("open_channels", expanding=True, type_=String)
_Channels = Sequence[str] | BindParameter[str]


def reached(
    sight: Sight, audience: ColumnElement[str], channel_id: ColumnElement[str]
) -> ColumnElement[bool]:
    """Return the condition that a row is one that somebody may see."""
    theirs, opened = sorted(sight.channels), sorted(sight.open_channels)
    return _reached(sight.everywhere, audience, channel_id, theirs, opened)


def reached_by(
    everywhere: bool, audience: ColumnElement[str], channel_id: ColumnElement[str]
) -> ColumnElement[bool]:
    """Return the same for a statement that is built once: `sight_values` go with each run."""
    return _reached(everywhere, audience, channel_id, _THEIRS, _OPEN)


def sight_values(sight: Sight) -> dict[str, Any]:
    """Return what `reached_by` leaves to be said."""
    return {_THEIRS.key: sorted(sight.channels), _OPEN.key: sorted(sight.open_channels)}


def _reached(
    everywhere: bool,
    audience: ColumnElement[str],
    channel_id: ColumnElement[str],
    theirs: _Channels,
    opened: _Channels,
) -> ColumnElement[bool]:
    if not everywhere:
        return channel_id.in_(theirs)
    for_readers = and_(audience == Audience.READERS.value, channel_id.in_(opened))
    return or_(audience == Audience.EVERYONE.value, for_readers, channel_id.in_(theirs))
