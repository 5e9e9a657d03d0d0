"""Home: what one person finds when they open the bot, all of it theirs to see."""

from dataclasses import dataclass

from bot.domain.agreements import Voice
from bot.domain.debriefs import Debrief
from bot.domain.objectives import Objective
from bot.domain.practices import Practice
from bot.domain.trials import Trial
from bot.domain.wins import Win


@dataclass(frozen=True, slots=True)
class OwnTrial:
    """A trial that somebody is in, with who stands where."""

    trial: Trial
    voices: tuple[Voice, ...]
    zone: str
    """Where its channel is."""


@dataclass(frozen=True, slots=True)
class OwnHome:
    """What one person is shown; nothing in it is counted."""

    wins: tuple[Win, ...] = ()
    practices: tuple[Practice, ...] = ()
    trials: tuple[OwnTrial, ...] = ()
    """Those that they are in and that are not over."""
    objectives: tuple[Objective, ...] = ()
    """What the teams of their channels aim for now."""
    debriefs: tuple[Debrief, ...] = ()
    """Those that they were asked for and may still answer, whether or not they have."""

    @property
    def people(self) -> set[str]:
        """Return everybody who is named in it by name."""
        return {person for win in self.wins for person in win.people}
