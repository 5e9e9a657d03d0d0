"""Staleness: whoever may know is asked about a practice that nobody has confirmed for long."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.calendars import is_holiday
from bot.clock import Clock
from bot.domain.freshness import STALE_AFTER, StalePractice
from bot.domain.people import Person
from bot.errors import SlackUnavailable
from bot.services.hours import hours_of
from bot.services.settling import asked
from bot.services.visibility import Visibility
from bot.slack.directory import Directory
from storage.database import Database

BATCH = 200
MOST_AT_ONCE = 20
"""How many practices are asked about in one go: other work waits for it."""
AGAIN = timedelta(hours=1)
"""When somebody of whom Slack did not tell is looked at again."""

log = structlog.get_logger()


class StalenessService:
    """Asks once about each practice. Any number of workers may do so; nobody is reminded.

    A person is asked one thing a day at most: what else is due waits for another day.
    """

    def __init__(
        self, database: Database, directory: Directory, visibility: Visibility, clock: Clock
    ) -> None:
        self._database = database
        self._directory = directory
        self._visibility = visibility
        self._clock = clock
        self._busy_until: dict[tuple[str, str], datetime] = {}
        """Who is not to be asked now, as far as this process knows: the database knows all."""

    async def ask_stale(self) -> bool:
        """Plan questions about what has gone stale, the oldest first; tell whether more is due."""
        now = self._clock.now()
        self._busy_until = {who: at for who, at in self._busy_until.items() if at > now}
        looked_at = 0
        last: StalePractice | None = None
        while batch := await self._due(now, last):
            for stale in filter(self._may_be_asked_about, batch):
                if looked_at == MOST_AT_ONCE:
                    return True
                await self._ask(stale, now)
                looked_at += 1
            last = batch[-1]
        return False

    async def _due(self, now: datetime, last: StalePractice | None) -> list[StalePractice]:
        async with self._database.write_every_team() as tx:
            return await tx.stale.due(now - STALE_AFTER, BATCH, last)

    def _may_be_asked_about(self, stale: StalePractice) -> bool:
        return self._busy_until.keys().isdisjoint(
            (stale.team_id, who) for who in stale.who_may_know
        )

    async def _ask(self, stale: StalePractice, now: datetime) -> None:
        """Ask everybody who can be, today; nobody, when one of them was asked something today."""
        try:
            people = await self._who_can_be_asked(stale)
        except SlackUnavailable:
            # It stays due, and is looked at again later. The others do not wait for it.
            log.warning("freshness_put_off", practice=stale.practice_id, team=stale.team_id)
            self._leave_alone(stale.team_id, stale.who_may_know, now + AGAIN)
            return
        async with self._database.write(stale.team_id) as tx:
            await tx.alone("freshness")
            hours = await hours_of(tx, people)
            notices = {
                who: asked(stale.team_id, stale.question, who, theirs, now)
                for who, theirs in hours.items()
            }
            busy = [who for who, notice in notices.items() if await tx.outbox.state(notice.key)]
            # Where nobody can be asked it is done too: nothing happens.
            if not busy and await tx.practices.ask(stale.practice_id, stale.fresh_at, now):
                await tx.add(*notices.values())
        for who in busy or notices:
            tomorrow = hours[who].next_day(notices[who].not_before, is_holiday)
            self._leave_alone(stale.team_id, [who], tomorrow)

    async def _who_can_be_asked(self, stale: StalePractice) -> list[Person]:
        return [
            await self._directory.person(stale.team_id, who)
            for who in stale.who_may_know
            if await self._visibility.may_see(stale.team_id, who, stale.audience, stale.channel_id)
        ]

    def _leave_alone(self, team_id: str, user_ids: Iterable[str], until: datetime) -> None:
        self._busy_until |= {(team_id, user_id): until for user_id in user_ids}
