"""The words of digests."""

from datetime import datetime

import structlog

from bot.domain.notices import Notice, NoticeKind
from bot.domain.schedules import is_missed
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.services.digests import is_begun
from bot.views import digests as views, kit

log = structlog.get_logger()


def renderers(sources: Sources) -> Renderers:
    """Return how digests are worded."""

    async def digest(notice: Notice, t: Translator) -> kit.Message | None:
        until = datetime.fromisoformat(notice.payload["until"])
        if is_missed(until, sources.clock.now()) and not is_begun(notice):
            # It could not be sent for so long that the next one will tell it.
            log.info("missed", key=notice.key)
            return None
        told = await sources.services.digests.of_notice(notice)
        if told is None:
            return None
        names = await sources.directory.names(notice.team_id, told.people)
        return views.digest_message(t, told, names)

    return {NoticeKind.DIGEST: digest}
