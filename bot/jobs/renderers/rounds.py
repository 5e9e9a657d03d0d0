"""The words of open questions put to each person: the question, and the reminder."""

from collections.abc import Callable

from bot.domain.checkins import CheckIn
from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderer, Renderers, Sources
from bot.views import checkins as views, kit

Shown = Callable[[Translator, CheckIn, str, str], kit.Message]


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about a round is worded."""
    services = sources.services

    async def each(notice: Notice, _: Translator) -> kit.Message | None:
        """Plan the question to each person; each is a notice of its own."""
        await services.rounds.ask_each(notice)
        return None

    def private(shown: Shown) -> Renderer:
        async def render(notice: Notice, t: Translator) -> kit.Message | None:
            checkin = await services.rounds.to_put(notice)
            if checkin is None:
                return None
            question = await services.questions.of(notice.team_id, checkin.question_id)
            person = await sources.directory.person(notice.team_id, notice.user_id or "")
            return shown(t, checkin, question.said(t), person.zone)

        return render

    return {
        NoticeKind.CHECKIN_ROUND: each,
        NoticeKind.CHECKIN_ASKED: private(views.private_prompt),
        NoticeKind.CHECKIN_NUDGE: private(views.nudge),
    }
