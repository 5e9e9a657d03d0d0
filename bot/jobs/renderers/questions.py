"""The words of notices about the questions of a channel."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, questions as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about questions is worded."""

    async def used_up(notice: Notice, t: Translator) -> kit.Message | None:
        questions = sources.services.questions
        if await questions.has_one(notice.team_id, notice.channel_id or ""):
            return None  # one was let back in, or added, meanwhile
        return views.used_up(t)

    return {NoticeKind.QUESTIONS_USED_UP: used_up}
