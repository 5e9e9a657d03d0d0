"""The words of notices about directions and objectives: their cards."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.objectives import Objective
from bot.domain.stages import Stage
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import directions as direction_views, kit
from bot.views.objective_card import objective_card as card_of


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about directions and objectives is worded."""
    services = sources.services

    async def direction_card(notice: Notice, t: Translator) -> kit.Message | None:
        direction = await services.directions.get(notice.team_id, notice.payload["direction"])
        if direction is None:
            return None
        zone = (await services.channels.settings(notice.team_id, direction.channel_id)).zone
        return direction_views.direction_card(t, direction, zone)

    async def objective_card(notice: Notice, t: Translator) -> kit.Message | None:
        about, voices = await services.agreements.standing(notice.team_id, notice.payload["about"])
        if not isinstance(about, Objective):
            return None
        if about.stage is Stage.WITHDRAWN and not notice.edits:
            return None
        zone = (await services.channels.settings(notice.team_id, about.channel_id)).zone
        serving = await services.objectives.serving(about)
        return card_of(t, about, voices, serving, zone)

    return {
        NoticeKind.DIRECTION_CARD: direction_card,
        NoticeKind.OBJECTIVE_CARD: objective_card,
    }
