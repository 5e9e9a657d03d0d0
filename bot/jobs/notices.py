"""Which renderer makes the words of each notice, late, in its reader's language."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Language
from bot.domain.questions import BANK
from bot.domain.schedules import is_missed
from bot.i18n import Translator, translator
from bot.jobs.continuations import rest_of, told_whole
from bot.services import Services
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from bot.views import (
    checkins,
    digests,
    errors,
    help as help_,
    ids,
    kit,
    nominations,
    practices,
    welcome,
    wins,
)

log = structlog.get_logger()

Renderer = Callable[[Notice, Translator], Awaitable[kit.Message | None]]


class Notices:
    """Makes the message of a notice from what is stored now; None when nothing is left to say."""

    def __init__(
        self,
        services: Services,
        directory: Directory,
        messages: Messages,
        clock: Clock,
        declared: Collection[Language],
    ) -> None:
        self._services = services
        self._messages = messages
        self._directory = directory
        self._clock = clock
        self._declared = declared
        self.renderers: Mapping[NoticeKind, Renderer] = {
            NoticeKind.WIN_CARD: self._win_card,
            NoticeKind.WIN_UNTOLD: self._win_untold,
            NoticeKind.NOMINATION_CONSENT: self._nomination_consent,
            NoticeKind.NOMINATION_PUBLISH: self._nomination_publish,
            NoticeKind.PRACTICE_CARD: self._practice_card,
            NoticeKind.PRACTICE_UNTOLD: self._practice_untold,
            NoticeKind.DIGEST: self._digest,
            NoticeKind.CHECKIN_PROMPT: self._checkin_prompt,
            NoticeKind.CHECKIN_GATHERING: self._checkin_gathering,
            NoticeKind.HELP: self._help,
            NoticeKind.WELCOME: self._welcome,
            NoticeKind.SETBACK: self._setback,
            NoticeKind.CONTINUATION: self._continuation,
        }

    async def render(self, notice: Notice) -> kit.Message | None:
        """Return what a notice says now, in the language of its channel or of its reader."""
        if notice.kind is NoticeKind.DIGEST and self._is_missed(notice):
            log.info("missed", key=notice.key)
            return None
        t = translator((await self._language(notice)).value)
        return await self.renderers[notice.kind](notice, t)

    def _is_missed(self, digest: Notice) -> bool:
        """Tell whether a digest could not be sent for so long that the next one will tell it."""
        return is_missed(datetime.fromisoformat(digest.payload["until"]), self._clock.now())

    async def _language(self, notice: Notice) -> Language:
        if notice.user_id is not None:
            return (await self._directory.person(notice.team_id, notice.user_id)).language
        settings = await self._services.channels.settings(notice.team_id, notice.channel_id or "")
        return settings.language

    def _commands(self, t: Translator) -> ids.Commands:
        return ids.commands_for(t.language, self._declared)

    async def _win_card(self, notice: Notice, t: Translator) -> kit.Message | None:
        win = await self._services.wins.get(notice.team_id, notice.payload["win"])
        if win.withdrawn_at is not None and not notice.edits:
            return None
        return wins.win_card(t, win)

    async def _win_untold(self, notice: Notice, t: Translator) -> kit.Message | None:
        win = await self._services.wins.get(notice.team_id, notice.payload["win"])
        if win.withdrawn_at is not None:
            return None
        reason = errors.posting_refused(t, notice.payload["reason"])
        return wins.win_untold(t, win, reason)

    async def _nomination_consent(self, notice: Notice, t: Translator) -> kit.Message | None:
        message = await self._services.nominations.nominated(
            notice.team_id, notice.payload["channel"], notice.payload["ts"]
        )
        link = await self._messages.permalink(message.source)
        if notice.edits:
            return nominations.consent_settled(t, message, link)
        return nominations.consent_question(t, message, link)

    async def _nomination_publish(self, notice: Notice, t: Translator) -> kit.Message | None:
        """Publish a nominated message in its author's words; the card is the notice's message."""
        practice = await self._services.nominations.publish_nominated(
            notice.team_id, notice.payload["channel"], notice.payload["ts"], self._clock.now()
        )
        return practices.practice_card(t, practice) if practice else None

    async def _practice_card(self, notice: Notice, t: Translator) -> kit.Message | None:
        practice = await self._services.practices.find(notice.team_id, notice.payload["practice"])
        return practices.practice_card(t, practice) if practice else None

    async def _practice_untold(self, notice: Notice, t: Translator) -> kit.Message | None:
        reason = errors.posting_refused(t, notice.payload["reason"])
        return practices.practice_untold(t, self._commands(t), notice.payload["channel"], reason)

    async def _digest(self, notice: Notice, t: Translator) -> kit.Message | None:
        digest = await self._services.digests.of_notice(notice)
        names = await self._directory.names(notice.team_id, digest.people)
        return digests.digest_message(t, digest, names)

    async def _checkin_prompt(self, notice: Notice, t: Translator) -> kit.Message | None:
        checkin_id, now = notice.payload["checkin"], self._clock.now()
        if notice.edits:
            checkin = await self._services.checkins.get(notice.team_id, checkin_id)
            return checkins.closed_prompt(t, t(BANK[checkin.question_id]))
        to_ask = await self._services.checkins.to_ask(notice.team_id, checkin_id, now)
        if to_ask is None:
            log.info("missed", key=notice.key)
            return None
        settings = await self._services.channels.settings(notice.team_id, to_ask.channel_id)
        return checkins.prompt(t, to_ask, t(BANK[to_ask.question_id]), settings.zone)

    async def _checkin_gathering(self, notice: Notice, t: Translator) -> kit.Message | None:
        checkin, answers = await self._services.checkins.gather(
            notice.team_id, notice.payload["checkin"]
        )
        if not answers:
            return None  # silence is an answer too: no reproach
        names = await self._directory.names(notice.team_id, {answer.user_id for answer in answers})
        return checkins.gathering(t, t(BANK[checkin.question_id]), answers, names)

    async def _help(self, notice: Notice, t: Translator) -> kit.Message | None:
        return help_.help_message(t, self._commands(t))

    async def _welcome(self, notice: Notice, t: Translator) -> kit.Message | None:
        return welcome.welcome(t, self._commands(t), notice.payload["channel"])

    async def _setback(self, notice: Notice, t: Translator) -> kit.Message | None:
        reason = errors.posting_refused(t, notice.payload["reason"])
        return welcome.setback(
            t, notice.payload["channel"], reason, has_stopped=notice.payload["stopped"]
        )

    async def _continuation(self, notice: Notice, t: Translator) -> kit.Message | None:
        told = told_whole(notice)
        whole = await self.renderers[told.kind](told, t)
        return rest_of(whole, notice.payload["part"]) if whole else None
