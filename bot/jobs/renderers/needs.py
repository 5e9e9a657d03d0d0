"""The words of notices about what trials need."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, needs as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about needs is worded."""
    needs = sources.services.needs

    async def need(notice: Notice, t: Translator) -> kit.Message | None:
        found = await needs.get(notice.team_id, notice.payload["trial"])
        if not notice.edits and (found.trial.is_over or not found.trial.needs):
            return None
        return views.need_message(t, found.trial, found.replies)

    async def unheard(notice: Notice, t: Translator) -> kit.Message | None:
        found = await needs.get(notice.team_id, notice.payload["trial"])
        return None if found.trial.is_over else views.unheard(t, found.trial)

    return {NoticeKind.NEED: need, NoticeKind.NEED_UNHEARD: unheard}
