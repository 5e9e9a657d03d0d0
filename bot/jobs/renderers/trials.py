"""The words of notices about trials: the card, and what its thread tells."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.stages import Stage
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import chapters as chapter_views, kit, trials as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about trials is worded."""
    trials, channels = sources.services.trials, sources.services.channels

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        _, _, trial_id = notice.payload["about"].partition(":")
        trial, voices = await trials.standing(notice.team_id, trial_id)
        if trial.stage is Stage.WITHDRAWN and not notice.edits:
            return None
        zone = (await channels.settings(notice.team_id, trial.channel_id)).zone
        return views.trial_card(t, trial, voices, zone)

    async def chapter(notice: Notice, t: Translator) -> kit.Message | None:
        told = await trials.chapter(notice.team_id, notice.payload["chapter"])
        return chapter_views.chapter_message(t, told) if told else None

    return {NoticeKind.TRIAL_CARD: card, NoticeKind.CHAPTER: chapter}
