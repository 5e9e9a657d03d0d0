"""The words of notices about practices."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import errors, kit, practices as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about practices is worded."""
    practices = sources.services.practices

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        practice = await practices.get(notice.team_id, notice.payload["practice"])
        if practice.withdrawn_at is not None and not notice.edits:
            return None
        channel_id = notice.channel_id or ""
        link = await sources.link_from(notice.team_id, channel_id, practice.source)
        return views.practice_card(t, practice, link=link, posted_in=channel_id)

    async def untold(notice: Notice, t: Translator) -> kit.Message | None:
        reason = errors.posting_refused(t, notice.payload["reason"])
        return views.practice_untold(t, sources.commands(t), notice.payload["channel"], reason)

    return {NoticeKind.PRACTICE_CARD: card, NoticeKind.PRACTICE_UNTOLD: untold}
