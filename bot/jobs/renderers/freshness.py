"""The words of the questions whether a practice still holds."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.services.settling import question_of
from bot.views import freshness as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how the question, and what becomes of it, are worded."""
    freshness, practices = sources.services.freshness, sources.services.practices

    async def holds(notice: Notice, t: Translator) -> kit.Message | None:
        if notice.edits:
            return await settled(notice, t)
        practice = await freshness.of_notice(notice)
        if practice is None:
            return None
        by = notice.payload["by"]
        return views.question(t, practice, question_of(notice), notice.user_id or "", by)

    async def settled(notice: Notice, t: Translator) -> kit.Message | None:
        practice = await practices.find(notice.team_id, notice.payload["practice"])
        if practice is None:
            return views.gone(t)
        told = notice.payload.get("told")
        if told and question_of(notice).is_open(practice):
            return views.told_its_author(t, practice, told)
        return views.held(t, practice)

    return {NoticeKind.FRESHNESS: holds}
