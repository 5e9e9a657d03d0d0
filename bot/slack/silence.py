"""Do not disturb: until when somebody has asked Slack for silence, where it can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.errors import SlackUnavailable
from bot.slack.client import SlackClient, code_of
from bot.slack.memory import Memory

REMEMBERED_FOR = timedelta(minutes=5)
UNREADABLE_FOR = timedelta(hours=1)
"""How long nobody of a workspace is asked about where the scope was not granted."""
BUSY = {"ratelimited", "rate_limited"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A time in which Slack tells somebody of nothing."""

    starts_at: datetime
    ends_at: datetime


class Silence:
    """When people want silence, as they told Slack; whoever cannot be asked about wants none."""

    def __init__(self, slack: SlackClient, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._quiet: Memory[tuple[Quiet, ...]] = Memory(clock, REMEMBERED_FOR)
        self._unreadable: Memory[bool] = Memory(clock, UNREADABLE_FOR)

    async def until(self, team_id: str, user_id: str) -> datetime | None:
        """Return when the silence ends that somebody wants now, or None when they want none.

        SlackUnavailable while Slack has too much to do to say.
        """
        if self._unreadable.knows((team_id, "")):
            return None
        now = self._clock.now()
        times = await self._quiet.get((team_id, user_id), lambda: self._ask(team_id, user_id))
        return max((t.ends_at for t in times if t.starts_at <= now < t.ends_at), default=None)

    async def _ask(self, team_id: str, user_id: str) -> tuple[Quiet, ...]:
        try:
            answer = await self._slack.reading.dnd_info(user=user_id)
        except SlackApiError as error:
            code = code_of(error)
            if code in BUSY:
                raise SlackUnavailable from error
            if code == "missing_scope":
                self._unreadable.keep((team_id, ""), True)
            # It is a courtesy: what cannot be read holds nothing up.
            log.info("silence_unknown", team=team_id, error=code)
            return ()
        except (ClientError, TimeoutError) as error:
            raise SlackUnavailable from error
        return tuple(_times(answer.data if isinstance(answer.data, dict) else {}, self._clock))


def _times(told: Mapping[str, Any], clock: Clock) -> Iterator[Quiet]:
    """Give the times of silence that Slack tells: the usual hours, and a pause from now on.

    Of a pause Slack tells whoever it is; others see it in the usual hours.
    """
    if told.get("dnd_enabled"):
        yield Quiet(_moment(told.get("next_dnd_start_ts")), _moment(told.get("next_dnd_end_ts")))
    if told.get("snooze_enabled"):
        yield Quiet(clock.now(), _moment(told.get("snooze_endtime")))


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds or 0), tz=UTC)
