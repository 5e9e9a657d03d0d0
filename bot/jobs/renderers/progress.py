"""The words of what time does to trials and objectives, said to those whose they are."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.stages import Stage
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, progress as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about progress is worded."""
    conclusions, places = sources.services.conclusions, sources.services.places

    async def handed_over(notice: Notice, t: Translator) -> kit.Message | None:
        about = await conclusions.find(notice.team_id, notice.payload["about"])
        if about.is_over or about.owner_id != notice.user_id:
            return None
        link = await places.link(notice.team_id, about.subject, about.channel_id)
        return views.in_your_hands(t, about, link)

    async def awaited(notice: Notice, t: Translator) -> kit.Message | None:
        about = await conclusions.find(notice.team_id, notice.payload["about"])
        return views.awaited(t, about) if about.stage is Stage.CONCLUDING else None

    return {NoticeKind.HANDED_OVER: handed_over, NoticeKind.CONCLUSION_AWAITED: awaited}
