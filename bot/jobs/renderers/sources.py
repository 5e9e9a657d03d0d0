"""The words of questions about what was told from a message that changed."""

from bot.domain.notices import Notice, NoticeKind
from bot.domain.sources import DELETED, Outcome, Question, says
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, sources as views


def renderers(sources: Sources) -> Renderers:
    """Return how questions about messages that changed are worded."""

    async def question(notice: Notice, t: Translator) -> kit.Message | None:
        if notice.edits:
            return views.settled(t, Outcome(notice.payload["outcome"]))
        asked = _question(notice)
        told = await sources.services.sources.asked(notice.team_id, asked)
        if told is None:
            return None
        if asked.change == DELETED:
            return views.deleted_question(t, told, asked)
        words = await sources.messages.words(notice.team_id, asked.source)
        if words is None or says(told, words):
            return None
        link = await sources.messages.permalink(asked.source)
        return views.edited_question(t, told, asked, words, link)

    return {NoticeKind.SOURCE_QUESTION: question}


def _question(notice: Notice) -> Question:
    payload = notice.payload
    source = Source(*payload["source"])
    return Question(payload["about"], source, payload["change"], notice.user_id or "")
