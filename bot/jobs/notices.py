"""Which renderer makes the words of each notice, late, in its reader's language."""

from collections.abc import Mapping

from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Language
from bot.i18n import Translator, translator
from bot.jobs.continuations import rest_of, told_whole
from bot.jobs.renderers import (
    Renderer,
    Sources,
    agreements,
    answers,
    asking,
    channels,
    checkins,
    conclusions,
    debriefs,
    digests,
    echoes,
    follow_ups,
    freshness,
    installations,
    needs,
    nominations,
    objectives,
    practices,
    privacy,
    progress,
    questions,
    rounds,
    sources,
    wins,
)
from bot.views import kit

FEATURES = (
    wins,
    nominations,
    practices,
    sources,
    echoes,
    freshness,
    agreements,
    needs,
    objectives,
    debriefs,
    progress,
    conclusions,
    checkins,
    questions,
    rounds,
    answers,
    follow_ups,
    digests,
    channels,
    installations,
    privacy,
    asking,
)


class Notices:
    """Makes the message of a notice from what is stored now; None when nothing is left to say."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.renderers: Mapping[NoticeKind, Renderer] = {
            kind: renderer
            for feature in FEATURES
            for kind, renderer in feature.renderers(sources).items()
        } | {NoticeKind.CONTINUATION: self._continuation}

    async def render(self, notice: Notice) -> kit.Message | None:
        """Return what a notice says now, in the language of its channel or of its reader."""
        t = translator((await self._language(notice)).value)
        return await self.renderers[notice.kind](notice, t)

    async def _language(self, notice: Notice) -> Language:
        if notice.user_id is not None:
            return (await self._sources.directory.person(notice.team_id, notice.user_id)).language
        channels = self._sources.services.channels
        return (await channels.settings(notice.team_id, notice.channel_id or "")).language

    async def _continuation(self, notice: Notice, t: Translator) -> kit.Message | None:
        told = told_whole(notice)
        whole = await self.renderers[told.kind](told, t)
        return rest_of(whole, notice.payload["part"]) if whole else None
