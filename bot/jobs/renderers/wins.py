"""The words of notices about wins."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.objectives import Objective
from bot.domain.wins import Win
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import errors, kit, wins as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about wins is worded."""
    wins = sources.services.wins

    async def card(notice: Notice, t: Translator) -> kit.Message | None:
        win = await wins.get(notice.team_id, notice.payload["win"])
        if win.withdrawn_at is not None and not notice.edits:
            return None
        link = await sources.link_from(notice.team_id, notice.channel_id or "", win.source)
        teams = await sources.services.teams.carrying(notice.team_id, win.people)
        served = await _served(sources, win)
        return views.win_card(t, win, link=link, teams=teams, serves=served)

    async def untold(notice: Notice, t: Translator) -> kit.Message | None:
        win = await wins.get(notice.team_id, notice.payload["win"])
        if win.withdrawn_at is not None:
            return None
        return views.win_untold(t, win, errors.posting_refused(t, notice.payload["reason"]))

    return {NoticeKind.WIN_CARD: card, NoticeKind.WIN_UNTOLD: untold}


async def _served(sources: Sources, win: Win) -> Objective | None:
    """Return the objective that a win serves; none where the win is told elsewhere."""
    if not win.objective_id:
        return None
    found = await sources.services.objectives.get(win.team_id, win.objective_id)
    return found if found and found.channel_id == win.channel_id else None
