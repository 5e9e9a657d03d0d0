"""The words of a copy of what is kept of somebody."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, privacy as views


def renderers(sources: Sources) -> Renderers:
    """Return how a copy is worded."""

    async def copy(notice: Notice, t: Translator) -> kit.Message | None:
        user_id = notice.user_id or ""
        person = await sources.directory.person(notice.team_id, user_id)
        held = await sources.services.privacy.held(notice.team_id, user_id)
        return views.copy_message(t, held, person.zone)

    return {NoticeKind.PRIVACY_COPY: copy}
