"""The words of notices about echoes."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import echoes as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how the word to whoever passed a practice on is worded."""
    echoes = sources.services.echoes

    async def told(notice: Notice, t: Translator) -> kit.Message | None:
        found = await echoes.told(notice)
        if found is None:
            return views.word_taken_back(t) if notice.edits else None
        return views.word_to_author(t, *found)

    return {NoticeKind.ECHO_TOLD: told}
