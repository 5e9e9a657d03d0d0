"""The words of follow-ups: their card, what is told of them, the word to whoever said it."""

from bot.domain.follow_ups import FollowUp, FollowUpGone
from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import follow_ups as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about follow-ups is worded."""
    follow_ups = sources.services.follow_ups

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        follow_up = await _shown(sources, notice)
        return views.card(t, follow_up, await _names(sources, follow_up)) if follow_up else None

    async def told(notice: Notice, t: Translator) -> kit.Message | None:
        follow_up = await _shown(sources, notice)
        if follow_up is None:
            return None
        if not _is_what_closed(follow_up, notice):
            return views.opened_again(t) if notice.edits else None
        return views.told(t, follow_up, await _names(sources, follow_up))

    async def word(notice: Notice, t: Translator) -> kit.Message | None:
        follow_up = await follow_ups.to_tell(notice)
        if follow_up is None:
            return views.word_taken_back(t) if notice.edits else None
        return views.word_to_author(t, follow_up, await _names(sources, follow_up))

    return {
        NoticeKind.FOLLOW_UP_CARD: card,
        NoticeKind.FOLLOW_UP_TOLD: told,
        NoticeKind.FOLLOW_UP_WORD: word,
    }


async def _shown(sources: Sources, notice: Notice) -> FollowUp | None:
    """Return the follow-up that a notice shows; None where it has nothing to show yet."""
    follow_up_id = notice.payload["follow_up"]
    follow_up = await sources.services.follow_ups.find(notice.team_id, follow_up_id)
    if follow_up is None:
        raise FollowUpGone
    return None if follow_up.is_withdrawn and not notice.edits else follow_up


async def _names(sources: Sources, follow_up: FollowUp) -> dict[str, str]:
    return await sources.directory.names(follow_up.team_id, follow_up.people)


def _is_what_closed(follow_up: FollowUp, notice: Notice) -> bool:
    """Tell whether a follow-up still stands as it was when this was told."""
    closed_at = follow_up.closed_at
    return closed_at is not None and closed_at.isoformat() == notice.payload["closed"]
