"""The words of what is agreed on by consent: a trial's card, its thread, the private words."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import agreements as views, chapters, kit
from bot.views.trial_card import trial_card


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about agreements is worded."""
    agreements, channels = sources.services.agreements, sources.services.channels
    proposals = sources.services.proposals

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        about, voices = await agreements.standing(notice.team_id, notice.payload["about"])
        if not isinstance(about, Trial):
            return None
        if about.stage is Stage.WITHDRAWN and not notice.edits:
            return None
        zone = (await channels.settings(notice.team_id, about.channel_id)).zone
        origin = await proposals.origin(notice.team_id, about)
        return trial_card(t, about, voices, zone, origin)

    async def chapter(notice: Notice, t: Translator) -> kit.Message | None:
        told = await agreements.chapter(notice.team_id, notice.payload["chapter"])
        if told is None:
            # Whoever said it had it erased since.
            return chapters.erased(t) if notice.edits else None
        return chapters.chapter_message(t, told)

    async def objection(notice: Notice, t: Translator) -> kit.Message | None:
        standing = await agreements.standing_objection(notice)
        return views.word_to_owner(t, *standing) if standing else None

    async def amendment(notice: Notice, t: Translator) -> kit.Message | None:
        amended = await agreements.answered_objection(notice)
        return views.word_to_objector(t, *amended) if amended else None

    return {
        NoticeKind.TRIAL_CARD: card,
        NoticeKind.CHAPTER: chapter,
        NoticeKind.OBJECTION_WORD: objection,
        NoticeKind.AMENDMENT_WORD: amendment,
    }
