"""The words of conclusions: what its owner is asked, and what the channel is told."""

from bot.domain.conclusions import chosen
from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import conclusions as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about conclusions is worded."""
    conclusions, places = sources.services.conclusions, sources.services.places

    async def asked(notice: Notice, t: Translator) -> kit.Message | None:
        about = await conclusions.find(notice.team_id, notice.payload["about"])
        is_over = chosen(about) is not None
        return None if is_over and not notice.edits else views.to_conclude(t, about)

    async def told(notice: Notice, t: Translator) -> kit.Message | None:
        about = await conclusions.find(notice.team_id, notice.payload["about"])
        link = await places.link(notice.team_id, about.subject, about.channel_id)
        return views.told(t, about, link=link)

    return {NoticeKind.CONCLUSION_ASKED: asked, NoticeKind.CONCLUSION_TOLD: told}
