"""The words of check-ins: the question to a channel."""

import structlog

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import checkins as views, kit

log = structlog.get_logger()


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about check-ins is worded."""
    services = sources.services

    async def prompt(notice: Notice, t: Translator) -> kit.Message | None:
        team_id, checkin_id = notice.team_id, notice.payload["checkin"]
        if notice.edits:
            closed = await services.checkins.get(team_id, checkin_id)
            question = await services.questions.of(team_id, closed.question_id)
            return views.closed_prompt(t, question.said(t))
        to_ask = await services.checkins.to_ask(team_id, checkin_id, sources.clock.now())
        if to_ask is None:
            log.info("missed", key=notice.key)
            return None
        question = await services.questions.of(team_id, to_ask.question_id)
        settings = await services.channels.settings(team_id, to_ask.channel_id)
        return views.prompt(t, to_ask, question.said(t), settings.zone)

    return {NoticeKind.CHECKIN_PROMPT: prompt}
