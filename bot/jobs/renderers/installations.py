"""The words about the installation itself."""

from datetime import datetime

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import installations as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each of these notices is worded."""

    async def trouble_over(notice: Notice, t: Translator) -> kit.Message | None:
        reader = await sources.directory.person(notice.team_id, notice.user_id or "")
        since, until = (datetime.fromisoformat(notice.payload[end]) for end in ("since", "until"))
        return views.trouble_over(t, since, until, notice.payload["reason"], reader.zone)

    return {NoticeKind.TROUBLE_OVER: trouble_over}
