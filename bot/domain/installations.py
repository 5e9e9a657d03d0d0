"""An installation in trouble: Slack refuses the bot in a whole workspace, for a while or longer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What Slack says of an installation, and how long nothing is tried there."""

    team_id: str
    error: str
    """Slack's word for it, such as `token_revoked`."""
    since: datetime
    held_until: datetime
    """Nothing is sent to the workspace before; what comes next finds out whether it is over."""

    def is_held(self, now: datetime) -> bool:
        """Tell whether nothing is to be tried; a clock that was set back holds nothing."""
        return self.since <= now < self.held_until


def trouble_begun(team_id: str, error: str, now: datetime) -> Trouble:
    """Return the trouble that Slack has just told of."""
    return Trouble(team_id, error, now, now + SHORTEST)


def trouble_going_on(trouble: Trouble, error: str, now: datetime) -> Trouble:
    """Return a trouble that Slack has told of again: the longer it lasts, the longer the wait."""
    since = min(trouble.since, now)
    wait = min(max(now - since, SHORTEST), LONGEST)
    return replace(trouble, error=error, since=since, held_until=now + wait)
