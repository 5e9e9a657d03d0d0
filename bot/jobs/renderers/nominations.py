"""The words of notices about nominated messages."""

from bot.domain.notices import Notice, NoticeKind
from bot.i18n import Translator
from bot.jobs.renderers import Renderers, Sources
from bot.views import kit, nominations as views, practices


def renderers(sources: Sources) -> Renderers:
    """Return how each kind of notice about nominated messages is worded."""
    nominations = sources.services.nominations

    async def consent(notice: Notice, t: Translator) -> kit.Message | None:
        message = await nominations.nominated(
            notice.team_id, notice.payload["channel"], notice.payload["ts"]
        )
        link = await sources.messages.permalink(message.source)
        if notice.edits:
            return views.consent_settled(t, message, link)
        return views.consent_question(t, message, link)

    async def publish(notice: Notice, t: Translator) -> kit.Message | None:
        """Publish a nominated message in its author's words; the card is the notice's message."""
        practice = await nominations.publish_nominated(
            notice.team_id, notice.payload["channel"], notice.payload["ts"], sources.clock.now()
        )
        return practices.practice_card(t, practice) if practice else None

    return {NoticeKind.NOMINATION_CONSENT: consent, NoticeKind.NOMINATION_PUBLISH: publish}
