"""The words of notices about debriefs: asked of each, revealed to all."""

from bot.domain.debriefs import Debrief
from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import debriefs as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about debriefs is worded."""
    debriefs, directory = sources.services.debriefs, sources.directory

    async def link_to(debrief: Debrief) -> str | None:
        subject = await debriefs.told_as(debrief)
        places = sources.services.places
        return await places.link(debrief.team_id, subject, debrief.channel_id)

    async def asked(notice: Notice, t: Translator) -> kit.Message | None:
        debrief = await debriefs.get(notice.team_id, notice.payload["debrief"])
        if notice.edits:
            return views.over_message(t, debrief, await link_to(debrief))
        person = await directory.person(notice.team_id, notice.user_id or "")
        if not (person.can_contribute and debrief.is_open(sources.clock.now())):
            return None
        return views.asked_message(t, debrief, person.zone)

    async def reveal(notice: Notice, t: Translator) -> kit.Message | None:
        told = await debriefs.revealed(notice.team_id, notice.payload["debrief"])
        people = {answer.user_id for answer in told.answers}
        names = await directory.names(notice.team_id, people)
        return views.reveal_message(t, told.debrief, told.answers, names, is_changed=notice.edits)

    async def out(notice: Notice, t: Translator) -> kit.Message | None:
        debrief = await debriefs.get(notice.team_id, notice.payload["debrief"])
        return views.out_message(t, debrief, await link_to(debrief))

    return {
        NoticeKind.DEBRIEF_ASKED: asked,
        NoticeKind.DEBRIEF_REVEAL: reveal,
        NoticeKind.DEBRIEF_OUT: out,
    }
