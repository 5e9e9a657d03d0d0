"""What becomes of a notice that Slack will not take: who is told, and what is said elsewhere."""

from dataclasses import replace

import structlog

from bot.domain.ids import new_id
from bot.domain.notices import Claim, Notice, NoticeKind
from bot.services import Services
from bot.services.practices import told_nowhere
from bot.slack.delivery import Refused

_WORTH_TELLING_ALONE = frozenset(
    {
        NoticeKind.PRACTICE_CARD,
        NoticeKind.FOLLOW_UP_CARD,
        NoticeKind.FOLLOW_UP_TOLD,
        NoticeKind.DEBRIEF_REVEAL,
    }
)
"""What says something without the message that it stands under; the rest goes with it."""

log = structlog.get_logger()


class Refusals:
    """Settles what Slack refused for good."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._outbox = services.outbox

    async def settle(self, claim: Claim, outcome: Refused) -> None:
        """Settle a refusal, and tell whoever must know."""
        notice, error = claim.notice, outcome.error
        if outcome.is_about_the_thread and notice.thread_ts:
            await self._thread_gone(claim, error)
            return
        log.warning("notice_refused", key=notice.key, error=error)
        if notice.kind in {NoticeKind.DIGEST, NoticeKind.CHECKIN_PROMPT}:
            await self._services.schedules.refused(
                claim, error, is_place=outcome.is_about_the_place
            )
        elif notice.kind is NoticeKind.WIN_CARD:
            told = await self._services.wins.told_nowhere(notice, error)
            await self._outbox.refused(claim, error, *([told] if told else []))
        elif notice.kind is NoticeKind.PRACTICE_CARD:
            await self._outbox.refused(claim, error, told_nowhere(notice, error))
        else:
            await self._outbox.refused(claim, error)

    async def _thread_gone(self, claim: Claim, error: str) -> None:
        """Say at the top level what is worth it, when somebody deleted what it stood under."""
        notice = claim.notice
        log.info("thread_gone", key=notice.key, error=error)
        is_said = notice.kind in _WORTH_TELLING_ALONE
        await self._outbox.refused(claim, error, *([_above(notice)] if is_said else []))


def _above(notice: Notice) -> Notice:
    return replace(notice, key=f"{notice.key}:above", thread_ts=None, notice_id=new_id())
