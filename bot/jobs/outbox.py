"""The outbox's worker: claims notices, renders them late, sends each once, settles it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog

from bot.domain.notices import Claim, Notice, NoticeKind, Posting
from bot.errors import CordeeError, SlackUnavailable
from bot.jobs.notices import Notices
from bot.services import Services
from bot.slack.delivery import Delivery, InDoubt, Later, Outcome, Refused, Sent
from bot.views import kit

BATCH = 20
POLL = timedelta(seconds=1)

log = structlog.get_logger()


class OutboxWorker:
    """Sends what is planned. Any number may run, in any number of processes."""

    def __init__(self, services: Services, notices: Notices, delivery: Delivery) -> None:
        self._services = services
        self._outbox = services.outbox
        self._notices = notices
        self._delivery = delivery

    async def run(self) -> None:
        """Send what becomes due, until cancelled; trouble is logged and outlived."""
        while True:
            try:
                await self.send_due()
            except Exception as error:
                log.error("outbox_in_trouble", exc_info=error)
            await self._outbox.wait(POLL)

    async def send_due(self) -> None:
        """Send everything that is due now."""
        while claims := await self._outbox.claim(BATCH):
            claims.sort(key=_place)
            places = [list(group) for _, group in groupby(claims, key=_place)]
            await asyncio.gather(*(self._send_in_order(group) for group in places))

    async def _send_in_order(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            try:
                await self._send(claim)
            except SlackUnavailable as error:
                await self._outbox.postpone(claim, None, type(error).__name__)
            except CordeeError as error:
                # What it was about is gone: there is nothing to say any more.
                log.info("notice_dropped", key=claim.notice.key, reason=type(error).__name__)
                await self._outbox.dropped(claim)
            except Exception as error:
                log.error("notice_failed", key=claim.notice.key, exc_info=error)
                await self._outbox.postpone(claim, None, type(error).__name__)

    async def _send(self, claim: Claim) -> None:
        if claim.in_doubt and not claim.notice.edits:
            found = await self._look_for(claim)
            if found is not None:
                await self._settle_search(claim, found)
                return
        message = await self._notices.render(claim.notice)
        if message is None:
            await self._outbox.dropped(claim)
        elif claim.notice.edits:
            await self._update(claim, message)
        else:
            await self._settle(claim, await self._post(claim.notice, message), message)

    async def _look_for(self, claim: Claim) -> Outcome | None:
        notice = claim.notice
        return await self._delivery.find(
            key=notice.key,
            since=claim.first_attempt_at or notice.not_before,
            channel_id=notice.channel_id,
            user_id=notice.user_id,
            thread_ts=notice.thread_ts,
        )

    async def _settle_search(self, claim: Claim, found: Outcome) -> None:
        match found:
            case Sent(posting):
                await self._outbox.sent(claim, posting)
            case Later(wait, error):
                await self._outbox.keep_doubting(claim, wait, error)
            case Refused(error) | InDoubt(error):
                log.error("notice_uncertain", key=claim.notice.key, error=error)
                await self._outbox.uncertain(claim, error)

    async def _post(self, notice: Notice, message: kit.Message) -> Outcome:
        return await self._delivery.post(
            text=message.text,
            blocks=list(message.blocks),
            key=notice.key,
            channel_id=notice.channel_id,
            user_id=notice.user_id,
            thread_ts=notice.thread_ts,
        )

    async def _settle(self, claim: Claim, outcome: Outcome, message: kit.Message) -> None:
        match outcome:
            case Sent(posting):
                more = _continuations(claim.notice, posting, message)
                await self._outbox.sent(claim, posting, *more)
            case Later(wait, error, is_installation):
                if is_installation:
                    log.error("installation_in_trouble", team=claim.notice.team_id, error=error)
                await self._outbox.postpone(claim, wait, error)
            case InDoubt(error):
                await self._outbox.doubt(claim, error)
            case Refused(error):
                log.warning("notice_refused", key=claim.notice.key, error=error)
                await self._outbox.refused(claim, error, *await self._after_refusal(claim, error))

    async def _update(self, claim: Claim, message: kit.Message) -> None:
        notice = claim.notice
        for posting in await self._outbox.postings(notice.team_id, notice.subject):
            outcome = await self._delivery.update(
                posting, text=message.text, blocks=list(message.blocks)
            )
            if isinstance(outcome, Later):
                await self._outbox.postpone(claim, outcome.wait, outcome.error)
                return
        await self._outbox.dropped(claim)

    async def _after_refusal(self, claim: Claim, error: str) -> list[Notice]:
        """Return who must be told that something could not be posted."""
        notice = claim.notice
        if notice.kind is NoticeKind.WIN_CARD:
            told = await self._services.wins.told_nowhere(notice, error)
            return [told] if told else []
        if notice.kind in {NoticeKind.DIGEST, NoticeKind.CHECKIN_PROMPT}:
            return await self._services.schedules.stop_refused(notice, error)
        return []


def _place(claim: Claim) -> tuple[str, str]:
    """Return where a notice goes: what goes to one place is sent in order."""
    notice = claim.notice
    return notice.team_id, notice.channel_id or notice.user_id or ""


def _continuations(notice: Notice, posting: Posting, message: kit.Message) -> list[Notice]:
    """Return the notices that tell in the thread what did not fit."""
    return [
        replace(
            _blank(notice),
            key=f"{notice.key}:part{number}",
            thread_ts=notice.thread_ts or posting.ts,
            channel_id=posting.channel_id,
            payload=_payload(part),
        )
        for number, part in enumerate(message.continued, start=2)
    ]


def _blank(notice: Notice) -> Notice:
    return Notice(
        team_id=notice.team_id,
        key=notice.key,
        kind=NoticeKind.CONTINUATION,
        subject=f"{notice.subject}:continued",
        not_before=notice.not_before,
    )


def _payload(part: kit.Message) -> dict[str, Any]:
    return {"text": part.text, "blocks": list(part.blocks)}
