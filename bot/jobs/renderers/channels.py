"""The words for whoever set a channel up: help, welcome, setbacks."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import errors, help as help_, kit, welcome as views


def renderers(sources: Sources) -> Renderers:
    """Return how each of these notices is worded."""

    async def help_message(notice: Notice, t: Translator) -> kit.Message | None:
        chosen = await sources.services.workspaces.chosen(notice.team_id)
        return help_.help_message(t, sources.commands(t), chosen)

    async def welcome(notice: Notice, t: Translator) -> kit.Message | None:
        return views.welcome(t, sources.commands(t), notice.payload["channel"])

    async def setback(notice: Notice, t: Translator) -> kit.Message | None:
        reason = errors.posting_refused(t, notice.payload["reason"])
        recurs = notice.payload["recurs"]
        return views.setback(t, notice.payload["channel"], reason, recurs=recurs)

    return {
        NoticeKind.HELP: help_message,
        NoticeKind.WELCOME: welcome,
        NoticeKind.SETBACK: setback,
    }
