"""How soon the next message may go: Slack takes only so many in a channel and from a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.notices import Notice

KEPT_FOR = timedelta(minutes=10)
"""How long a slot is kept for a notice that another process may have sent meanwhile."""
SWEEP = timedelta(minutes=1)
SET_BACK = timedelta(seconds=5)
"""A clock that goes back by more was set: what was promised by it means nothing any more."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


Place = tuple[str, str]
"""A workspace, and a channel or a person there."""


def place_of(notice: Notice) -> Place:
    """Return where a notice goes: what goes to one place goes in order, one after the other."""
    return notice.team_id, notice.channel_id or notice.user_id or ""


@dataclass(frozen=True, slots=True)
class Busy:
    """Where a worker has enough to do: it takes nothing more for there."""

    places: frozenset[Place] = frozenset()
    team_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, then one every so often."""

    every: timedelta
    burst: int


IN_PLACE = Limit(timedelta(seconds=1), 5)
"""`chat.postMessage`: one a second in a channel, with "short bursts"."""
_TIER_3 = Limit(timedelta(milliseconds=1200), 10)
"""Fifty a minute in a workspace, and small bursts."""


class Concern(StrEnum):
    """What has to rest when Slack asks to wait: it counts each of these for itself."""

    PLACE = "place"
    """Messages to one channel or person."""
    POSTS = "posts"
    """Every message to a workspace."""
    OPENINGS = "openings"
    """Conversations with people to whom nothing was said yet."""
    CHANGES = "changes"
    """Messages that are changed or deleted."""


_LIMITS: Mapping[Concern, Limit] = {
    Concern.PLACE: IN_PLACE,
    # "Several hundred a minute": three hundred is the least that this can mean.
    Concern.POSTS: Limit(timedelta(milliseconds=200), 20),
    Concern.OPENINGS: _TIER_3,
    Concern.CHANGES: _TIER_3,
}

_Key = tuple[Concern, str, str]
"""What is limited: in which workspace, and where there."""


@dataclass(slots=True)
class _Line:
    """Those who wait for one limit, in the order in which they came (a GCRA)."""

    limit: Limit
    free_at: datetime = LONG_AGO
    """When whoever comes next may go."""
    rests_until: datetime = LONG_AGO
    slots: dict[str, datetime] = field(default_factory=dict)
    """Of each notice that came and is not settled yet."""

    def slot(self, notice_id: str, now: datetime) -> datetime:
        if notice_id not in self.slots:
            self.slots[notice_id] = self._take(now)
        return self.slots[notice_id]

    def rest(self, until: datetime) -> None:
        """Let nobody go before a moment."""
        if until <= self.rests_until:
            return
        self.rests_until = self.free_at = until
        for notice_id in sorted(self.slots, key=self.slots.__getitem__):
            self.slots[notice_id] = self.free_at
            # No burst: Slack has just said that it was too much.
            self.free_at += self.limit.every

    def is_idle(self, now: datetime) -> bool:
        """Forget slots that nobody came back for; tell whether nothing is left to remember."""
        old = [name for name, slot in self.slots.items() if slot < now - KEPT_FOR]
        for name in old:
            del self.slots[name]
        return not self.slots and max(self.free_at + self._burst, self.rests_until) < now

    def _take(self, now: datetime) -> datetime:
        slot = max(now, self.free_at)
        self.free_at = max(self.free_at, slot - self._burst) + self.limit.every
        return slot

    @property
    def _burst(self) -> timedelta:
        return self.limit.every * (self.limit.burst - 1)


class Pace:
    """Gives each notice its slot; what goes to one place goes in the order in which it came.

    It knows of one process: where several send, Slack's 429 says what is too much.
    """

    def __init__(self) -> None:
        self._lines: dict[_Key, _Line] = {}
        self._limited: dict[str, dict[_Key, datetime]] = {}
        """Places that Slack refused as too much, by workspace, and until when."""
        self._latest = self._swept_at = LONG_AGO

    def slot(self, notice: Notice, now: datetime, *, opens: bool = False) -> datetime:
        """Return when a notice may go: `now`, or a later moment that is kept for it.

        `opens`: its conversation has to be opened first. Once it is settled, `done` wants to know.
        """
        self._look_at(now)
        for key in _lines_of(notice, opens=opens):
            # Only who may go asks further: one channel's queue does not fill its workspace's.
            slot = self._line(key).slot(notice.notice_id, now)
            if slot > now:
                return slot
        return now

    def done(self, notice: Notice) -> None:
        """Forget a notice that was settled."""
        for concern in Concern:
            if line := self._lines.get(_key(notice, concern)):
                line.slots.pop(notice.notice_id, None)

    def rest(self, notice: Notice, concern: Concern, until: datetime, now: datetime) -> None:
        """Let what a notice ran into rest until a moment; what waits for it keeps its order."""
        self._look_at(now)
        self._line(_key(notice, concern)).rest(until)

    def limited(self, notice: Notice, concern: Concern, until: datetime, now: datetime) -> None:
        """Let what Slack says is too much rest until a moment.

        It does not say whether a channel or the workspace was meant: when a second channel is
        refused while a first one rests, it is the workspace.
        """
        self.rest(notice, concern, until, now)
        if concern is not Concern.PLACE:
            return
        place, resting = _key(notice, concern), self._limited.get(notice.team_id, {})
        resting = {key: end for key, end in resting.items() if end > now} | {place: until}
        self._limited[notice.team_id] = resting
        if len(resting) > 1:
            self.rest(notice, Concern.POSTS, until, now)

    def _line(self, key: _Key) -> _Line:
        if key not in self._lines:
            self._lines[key] = _Line(_LIMITS[key[0]])
        return self._lines[key]

    def _look_at(self, now: datetime) -> None:
        if now < self._latest - SET_BACK:
            self._lines.clear()
            self._limited.clear()
            self._swept_at = now
        self._latest = now
        if now - self._swept_at > SWEEP:
            self._swept_at = now
            self._lines = {k: line for k, line in self._lines.items() if not line.is_idle(now)}
            self._limited = {
                team_id: resting
                for team_id, resting in self._limited.items()
                if max(resting.values()) > now
            }


def _lines_of(notice: Notice, *, opens: bool) -> list[_Key]:
    if not notice.kind.is_said:
        return []
    if notice.edits:
        return [_key(notice, Concern.CHANGES)]
    concerns = [Concern.PLACE, Concern.POSTS] + [Concern.OPENINGS] * opens
    return [_key(notice, concern) for concern in concerns]


def _key(notice: Notice, concern: Concern) -> _Key:
    return concern, *(place_of(notice) if concern is Concern.PLACE else (notice.team_id, ""))
