"""The words of notices about answers to open questions."""

from bot.domain.answers import Gathered
from bot.domain.checkins import CheckIn
from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import answers as views, kit


async def _gathered(sources: Sources, notice: Notice) -> Gathered:
    about = notice.team_id, notice.payload["checkin"]
    if notice.edits or notice.payload.get("begun"):
        return await sources.services.gatherings.gathered(*about)
    return await sources.services.gatherings.gather(*about, sources.clock.now())


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about answers is worded."""
    gatherings = sources.services.gatherings

    async def question_of(checkin: CheckIn, t: Translator) -> str:
        question = await sources.services.questions.of(checkin.team_id, checkin.question_id)
        return question.said(t)

    async def gathering(notice: Notice, t: Translator) -> kit.Message | None:
        told = await _gathered(sources, notice)
        if told.is_empty and not notice.edits:
            return None  # silence is an answer too: no reproach
        names = await sources.directory.names(notice.team_id, told.people)
        taken_up = await sources.services.follow_ups.taken_up(
            notice.team_id, told.checkin.checkin_id
        )
        return views.gathering(t, await question_of(told.checkin, t), told, names, taken_up)

    async def for_coach(notice: Notice, t: Translator) -> kit.Message | None:
        checkin, answers = await gatherings.for_coach(notice)
        if not answers and not notice.edits:
            return None
        people = {answer.user_id for answer in answers}
        names = await sources.directory.names(notice.team_id, people)
        return views.for_coach(t, await question_of(checkin, t), answers, names)

    async def untold(notice: Notice, t: Translator) -> kit.Message | None:
        left = await gatherings.untold(notice)
        if left.answer is None or left.is_told:
            return views.settled(t, left.answer) if notice.edits else None
        question = await question_of(left.checkin, t)
        return views.untold(t, question, left.answer, has_coach=left.has_coach)

    return {
        NoticeKind.CHECKIN_GATHERING: gathering,
        NoticeKind.ANSWERS_FOR_COACH: for_coach,
        NoticeKind.ANSWER_UNTOLD: untold,
    }
