"""The words of notices about debriefs: asked of each, revealed to all."""

from bot.domain.debriefs import Debrief, Revealed
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.errors import SlackUnavailable
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import debriefs as views, kit


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about debriefs is worded."""
    debriefs, directory = sources.services.debriefs, sources.directory

    async def asked(notice: Notice, t: Translator) -> kit.Message | None:
        if notice.edits:
            return await out(notice, t)
        debrief = await debriefs.get(notice.team_id, notice.payload["debrief"])
        person = await directory.person(notice.team_id, notice.user_id or "")
        if not (person.can_contribute and debrief.is_open(sources.clock.now())):
            return None
        return views.asked_message(t, debrief, person.zone)

    async def reveal(notice: Notice, t: Translator) -> kit.Message | None:
        told = await debriefs.revealed(notice.team_id, notice.payload["debrief"])
        names = await _names(sources, told)
        return views.reveal_message(t, told, names, is_changed=notice.edits)

    async def out(notice: Notice, t: Translator) -> kit.Message:
        told = await debriefs.revealed(notice.team_id, notice.payload["debrief"])
        link, state = await _place(sources, told.debrief)
        if link is None and state is NoticeState.REFUSED:
            return views.untold_message(t, told, await _names(sources, told))
        return views.out_message(t, told.debrief, link)

    return {
        NoticeKind.DEBRIEF_ASKED: asked,
        NoticeKind.DEBRIEF_REVEAL: reveal,
        NoticeKind.DEBRIEF_OUT: out,
    }


async def _place(sources: Sources, debrief: Debrief) -> tuple[str | None, NoticeState | None]:
    """Return the address of what was revealed, and what became of it.

    SlackUnavailable while it is about to stand there.
    """
    debriefs, places = sources.services.debriefs, sources.services.places
    subject, state = await debriefs.told_as(debrief), await debriefs.reveal_state(debrief)
    if state and not state.is_settled:
        raise SlackUnavailable
    return await places.link(debrief.team_id, subject, debrief.channel_id), state


async def _names(sources: Sources, told: Revealed) -> dict[str, str]:
    people = {answer.user_id for answer in told.answers}
    return await sources.directory.names(told.debrief.team_id, people)
