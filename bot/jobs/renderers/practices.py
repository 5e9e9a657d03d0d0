"""The words of notices about practices."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import errors, kit, practices as views
from bot.views.echoes import on_card


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about practices is worded."""
    practices = sources.services.practices

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        practice = await practices.get(notice.team_id, notice.payload["practice"])
        if practice.withdrawn_at is not None and not notice.edits:
            return None
        channel_id = notice.channel_id or ""
        trial = await sources.services.conclusions.card_behind(practice)
        link = await sources.link_from(notice.team_id, channel_id, practice.source or trial)
        return views.practice_card(
            t,
            practice,
            link=link,
            was_tried=trial is not None,
            posted_in=channel_id,
            echoes=await latest_echoes(notice, t, channel_id),
        )

    async def latest_echoes(notice: Notice, t: Translator, channel_id: str) -> list[kit.Item]:
        channel = await sources.directory.channel(notice.team_id, channel_id)
        if channel is None or channel.is_shared:
            return []  # told among colleagues: not before another organisation
        echoes = await sources.services.echoes.latest(notice.team_id, notice.payload["practice"])
        authors = {echo.author_id for echo in echoes}
        names = await sources.directory.names(notice.team_id, authors)
        return on_card(t, echoes, names)

    async def untold(notice: Notice, t: Translator) -> kit.Message | None:
        reason = errors.posting_refused(t, notice.payload["reason"])
        return views.practice_untold(t, sources.commands(t), notice.payload["channel"], reason)

    return {NoticeKind.PRACTICE_CARD: card, NoticeKind.PRACTICE_UNTOLD: untold}
