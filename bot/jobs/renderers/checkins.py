"""The words of check-ins: the question."""

import structlog

from bot.domain.notices import Notice, NoticeKind
from bot.domain.questions import BANK
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import checkins as views, kit

log = structlog.get_logger()


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about check-ins is worded."""
    checkins, channels = sources.services.checkins, sources.services.channels

    async def prompt(notice: Notice, t: Translator) -> kit.Message | None:
        checkin_id, now = notice.payload["checkin"], sources.clock.now()
        if notice.edits:
            checkin = await checkins.get(notice.team_id, checkin_id)
            return views.closed_prompt(t, t(BANK[checkin.question_id]))
        to_ask = await checkins.to_ask(notice.team_id, checkin_id, now)
        if to_ask is None:
            log.info("missed", key=notice.key)
            return None
        settings = await channels.settings(notice.team_id, to_ask.channel_id)
        return views.prompt(t, to_ask, t(BANK[to_ask.question_id]), settings.zone)

    return {NoticeKind.CHECKIN_PROMPT: prompt}
