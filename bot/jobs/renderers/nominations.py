"""The words of notices about nominated messages."""

from bot.domain.nominations import Proposal, Proposed
from bot.domain.notices import Notice, NoticeKind
from bot.domain.wins import Source
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, nominations as views


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about nominated messages is worded."""
    nominations = sources.services.nominations

    async def consent(notice: Notice, t: Translator) -> kit.Message | None:
        question = await nominations.question(notice.team_id, _proposed(notice))
        source = question.message.source
        link = await sources.messages.permalink(source)
        if notice.edits:
            return views.consent_settled(t, question, link)
        channel = await sources.directory.channel(notice.team_id, source.channel_id)
        if channel is None or not channel.has_bot:
            return None  # a yes would come to nothing: the words cannot be read there
        return views.consent_question(t, question, link)

    async def publish(notice: Notice, _: Translator) -> kit.Message | None:
        """Publish a nominated message in its author's words; its card is a notice of its own."""
        await nominations.publish(notice.team_id, _proposed(notice), sources.clock.now())
        return None

    return {NoticeKind.NOMINATION_CONSENT: consent, NoticeKind.NOMINATION_PUBLISH: publish}


def _proposed(notice: Notice) -> Proposed:
    payload = notice.payload
    source = Source(payload["channel"], payload["ts"])
    return Proposed(source, Proposal(payload.get("proposes", Proposal.PRACTICE)))
