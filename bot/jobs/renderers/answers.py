"""The words of notices about answers to open questions."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.questions import BANK
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import answers as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about answers is worded."""
    answers_ = sources.services.answers

    async def gathering(notice: Notice, t: Translator) -> kit.Message | None:
        checkin, answers = await answers_.gather(notice.team_id, notice.payload["checkin"])
        if not answers:
            return None  # silence is an answer too: no reproach
        people = {answer.user_id for answer in answers}
        names = await sources.directory.names(notice.team_id, people)
        return views.gathering(t, t(BANK[checkin.question_id]), answers, names)

    return {NoticeKind.CHECKIN_GATHERING: gathering}
