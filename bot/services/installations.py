"""Installations: rest where Slack refuses the bot altogether, and say so when that is over."""

from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain.installations import Trouble, trouble_begun, trouble_going_on
from bot.domain.notices import Notice, NoticeKind
from storage.database import Database

log = structlog.get_logger()


class InstallationService:
    """Which workspaces Slack lets the bot speak in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def troubled(self, team_id: str, error: str) -> None:
        """Record that Slack refuses the bot in a workspace: nothing is tried there for a while."""
        now = self._clock.now()
        async with self._database.write(team_id) as tx:
            await tx.alone("installation")
            known = await tx.troubles.get()
            await tx.troubles.forget()
            await tx.add(
                trouble_going_on(known, error, now) if known else trouble_begun(team_id, error, now)
            )
        if known is None:
            # Once: the rest would be a line for each notice.
            log.error("installation_in_trouble", team=team_id, error=error)

    async def worked(self, team_id: str) -> None:
        """Record that Slack took something again; whoever set a rhythm there is told, once.

        To be called after what a probe has sent (`Claim.is_probe`): elsewhere nothing was wrong.
        """
        now = self._clock.now()
        async with self._database.write(team_id) as tx:
            await tx.alone("installation")
            trouble = await tx.troubles.get()
            if trouble is None:
                return
            await tx.troubles.forget()
            people = await tx.schedules.setters()
            await tx.add(*(_over(trouble, now, user_id) for user_id in people))
        log.info("installation_works", team=team_id, since=trouble.since.isoformat())


def _over(trouble: Trouble, now: datetime, user_id: str) -> Notice:
    since = trouble.since.isoformat()
    subject = f"trouble:{since}"
    return Notice(
        team_id=trouble.team_id,
        key=f"{subject}:over:{user_id}",
        kind=NoticeKind.TROUBLE_OVER,
        subject=subject,
        not_before=now,
        user_id=user_id,
        payload={"since": since, "until": now.isoformat(), "reason": trouble.error},
    )
