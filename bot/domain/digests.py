"""The digest: the weekly story of the team, composed from what the team gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.checkins import question_of_week
from bot.domain.people import Language
from bot.domain.practices import Practice
from bot.domain.teams import Team, carried_by
from bot.domain.wins import Win


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: since (excluded) until (included), UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What one channel is told of its week."""

    channel_id: str
    period: Period
    wins: tuple[Win, ...]
    practices: tuple[Practice, ...]
    question_id: str
    language: Language
    zone: str
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The wins that several teams carried, each with their names."""

    @property
    def people(self) -> set[str]:
        """Return everybody who is named in it."""
        told = {person for win in self.wins for person in win.people}
        passed_on = {who for each in self.practices for who in (each.author_id, *each.people)}
        return (told | passed_on) - {""}  # what was brought from elsewhere may have no author

    @property
    def is_of_a_week(self) -> bool:
        """Tell whether it tells of a week, and not of all that a pause has left untold."""
        return self.period.until - self.period.since < timedelta(days=10)

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.wins and not self.practices


def compose(
    channel_id: str,
    period: Period,
    wins: Sequence[Win],
    practices: Sequence[Practice],
    *,
    bank: Sequence[str],
    week: int,
    language: Language,
    zone: str,
    teams: Sequence[Team] = (),
) -> Digest:
    """Return the digest of a channel: stories as they were told, and one open question."""
    return Digest(
        channel_id=channel_id,
        period=period,
        wins=tuple(sorted(wins, key=lambda win: win.told_at)),
        practices=tuple(sorted(practices, key=lambda practice: practice.created_at)),
        question_id=question_of_week(bank, channel_id, week),
        language=language,
        zone=zone,
        shared={win.win_id: tuple(t.name for t in carried_by(win.people, teams)) for win in wins},
    )
