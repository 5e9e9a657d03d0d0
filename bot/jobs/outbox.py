"""The outbox's worker: claims notices, renders them late, sends each once, settles it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.domain.notices import Claim, Notice, Posting, backoff
from bot.domain.pace import Concern
from bot.errors import CordeeError, SlackUnavailable
from bot.jobs.continuations import next_part
from bot.jobs.lanes import MOST, Lanes
from bot.jobs.notices import Notices
from bot.jobs.refusals import Refusals
from bot.services import Services
from bot.slack.delivery import MISSING_SCOPE, Delivery, InDoubt, Later, Outcome, Refused, Sent
from bot.views import kit

BATCH = MOST
POLL = timedelta(seconds=1)

log = structlog.get_logger()


class OutboxWorker:
    """Sends what is planned. Any number may run, in any number of processes."""

    def __init__(self, services: Services, notices: Notices, delivery: Delivery) -> None:
        self._services = services
        self._outbox = services.outbox
        self._notices = notices
        self._delivery = delivery
        self._refusals = Refusals(services)
        self._lanes = Lanes(self._send_and_log, self._outbox.wake)
        self._stopping = False

    async def run(self) -> None:
        """Send what becomes due, until cancelled; trouble is logged and outlived.

        What is being sent when it is cancelled is finished first, and the rest given back.
        """
        self._stopping = False
        try:
            while True:
                try:
                    await self._take_up()
                except Exception as error:
                    log.error("outbox_in_trouble", exc_info=error)
                await self._outbox.wait(POLL)
        finally:
            self._stopping = True
            await self._give_back()
            while not self._lanes.is_idle:
                await self._lanes.end_of_one()

    async def send_due(self) -> None:
        """Send everything that may go now, and return when Slack has it."""
        while True:
            was_idle = self._lanes.is_idle
            if not await self._take_up() and was_idle:
                return
            if not self._lanes.is_idle:
                await self._lanes.end_of_one()

    async def _give_back(self) -> None:
        try:
            await self._outbox.release(self._lanes.let_go())
        except Exception as error:
            # What is sent must be finished all the same; another worker finds the rest.
            log.error("outbox_in_trouble", exc_info=error)

    async def _take_up(self) -> bool:
        """Begin to send what is due; tell whether there was anything."""
        found = False
        while self._lanes.has_room:
            claims = await self._outbox.claim(BATCH, self._lanes.busy, self._delivery.must_open)
            if not claims:
                break
            found = True
            self._lanes.begin(claims)
        return found

    async def _send_and_log(self, claims: Sequence[Claim]) -> None:
        try:
            await self._send_in_order(claims)
        except Exception as error:
            log.error("outbox_in_trouble", exc_info=error)

    async def _send_in_order(self, claims: Sequence[Claim]) -> None:
        """Send what goes to one place, one after the other, until the place must rest."""
        for number, claim in enumerate(claims):
            if self._stopping or not await self._send_one(claim):
                await self._outbox.release(claims[number + (not self._stopping) :])
                return

    async def _send_one(self, claim: Claim) -> bool:
        try:
            return await self._send(claim)
        except Exception as error:
            # It may have been posted just before: it is looked for before it is sent again.
            log.error("notice_failed", key=claim.notice.key, exc_info=error)
            await self._outbox.doubt(claim, type(error).__name__)
            return True

    async def _send(self, claim: Claim) -> bool:
        """Send a notice; tell whether its place takes the next one now."""
        notice = claim.notice
        if claim.in_doubt and notice.kind.is_said and not notice.edits:
            found = await self._look_for(claim)
            if found is not None:
                return await self._settle_search(claim, found)
        if notice.edits:
            return await self._update(claim) if await self._outbox.is_mine(claim) else True
        if not await self._is_the_moment(claim):
            return True
        message = await self._words(claim, notice)
        if message is None or not await self._outbox.is_mine(claim):
            return True
        return await self._settle(claim, await self._post(notice, message), message)

    async def _is_the_moment(self, claim: Claim) -> bool:
        """Tell whether its reader may be written to now; else the claim is settled or kept."""
        try:
            wait = await self._services.hours.wait_before(claim.notice)
        except SlackUnavailable as error:
            await self._outbox.postpone(claim, None, type(error).__name__)
            return False
        if wait is None:
            await self._outbox.dropped(claim)
        elif wait:
            await self._outbox.keep_until(claim, wait)
        return wait == timedelta()

    async def _words(self, claim: Claim, notice: Notice) -> kit.Message | None:
        """Return what to say; where there is nothing, or not now, the claim is settled."""
        key = claim.notice.key
        try:
            message = await self._notices.render(notice)
        except SlackUnavailable as error:
            await self._outbox.postpone(claim, None, type(error).__name__)
        except CordeeError as error:
            # What it was about is gone: there is nothing to say any more.
            log.info("notice_dropped", key=key, reason=type(error).__name__)
            await self._outbox.dropped(claim)
        except Exception as error:
            log.error("notice_not_rendered", key=key, exc_info=error)
            await self._outbox.postpone(claim, None, type(error).__name__)
        else:
            if message is None:
                await self._outbox.dropped(claim)
            return message
        return None

    async def _look_for(self, claim: Claim) -> Outcome | None:
        notice = claim.notice
        return await self._delivery.find(
            key=notice.key,
            since=claim.first_attempt_at or notice.not_before,
            channel_id=notice.channel_id,
            user_id=notice.user_id,
            thread_ts=notice.thread_ts,
        )

    async def _settle_search(self, claim: Claim, found: Outcome) -> bool:
        match found:
            case Sent(posting):
                await self._found(claim, posting)
                await self._works(claim)
            case Later(wait, error) if not claim.is_lost_for_good():
                await self._outbox.doubt(claim, error, wait or backoff(claim.attempts))
                if wait is not None:
                    self._outbox.rest(claim.notice, wait)
                    return False
            case Later(_, error) | Refused(error) | InDoubt(error):
                log.error("notice_uncertain", key=claim.notice.key, error=error)
                await self._outbox.uncertain(claim, error)
        return True

    async def _found(self, claim: Claim, posting: Posting) -> None:
        """Settle a notice that was posted before, with what is still to come after it."""
        try:
            message = await self._notices.render(claim.notice)
        except SlackUnavailable as error:
            await self._outbox.doubt(claim, type(error).__name__, backoff(claim.attempts))
        except CordeeError:
            # What it was about is gone meanwhile: nothing comes after it.
            await self._outbox.sent(claim, posting)
        else:
            await self._outbox.sent(claim, posting, *_after(claim.notice, posting, message))

    async def _post(self, notice: Notice, message: kit.Message) -> Outcome:
        return await self._delivery.post(
            text=message.text,
            blocks=list(message.blocks),
            key=notice.key,
            channel_id=notice.channel_id,
            user_id=notice.user_id,
            thread_ts=notice.thread_ts,
        )

    async def _settle(self, claim: Claim, outcome: Outcome, message: kit.Message) -> bool:
        match outcome:
            case Sent(posting):
                await self._outbox.sent(claim, posting, *_after(claim.notice, posting, message))
                await self._works(claim)
            case Later():
                await self._later(claim, outcome)
                return False
            case InDoubt(error):
                self._outbox.rest(claim.notice, backoff(0))
                await self._outbox.doubt(claim, error)
                return False
            case Refused():
                await self._refusals.settle(claim, outcome)
        return True

    async def _works(self, claim: Claim) -> None:
        """Note that Slack takes what this workspace is sent, where that was to be found out."""
        if claim.is_probe:
            await self._services.installations.worked(claim.notice.team_id)

    async def _later(self, claim: Claim, outcome: Later) -> None:
        """Give a notice back, and let rest what Slack wants to rest."""
        notice = claim.notice
        if outcome.is_limit:
            self._outbox.limited(notice, outcome.wait or backoff(0), outcome.concern)
        elif not notice.edits:
            self._outbox.rest(notice, outcome.wait or backoff(0), outcome.concern)
        if outcome.is_installation:
            await self._services.installations.troubled(notice.team_id, outcome.error)
        elif outcome.error == MISSING_SCOPE:
            log.error("permission_missing", team=notice.team_id, concerns=outcome.concern.value)
        elif outcome.concern is Concern.POSTS:
            log.error("workspace_takes_nothing", team=notice.team_id, error=outcome.error)
        await self._outbox.postpone(claim, outcome.wait, outcome.error)

    async def _update(self, claim: Claim) -> bool:
        """Change what was posted, each as its readers may see it."""
        notice = claim.notice
        if await self._outbox.may_appear(notice):
            await self._outbox.postpone(claim, None, "not_posted_yet")
            return True
        told: list[tuple[Notice, Posting, kit.Message]] = []
        for posting in await self._outbox.postings(notice.team_id, notice.subject):
            there = _shown_at(notice, posting)
            message = await self._words(claim, there)
            if message is None:
                return True
            if not await self._change(claim, posting, message):
                return False
            told.append((there, posting, message))
        is_done = await self._update_parts(claim, told)
        if is_done and told:
            await self._works(claim)
        return is_done

    async def _update_parts(
        self, claim: Claim, told: Sequence[tuple[Notice, Posting, kit.Message]]
    ) -> bool:
        """Change what did not fit where it stands; more of it, or less, is told anew."""
        notice = claim.notice
        parts = await self._outbox.postings(notice.team_id, notice.continued_subject)
        left = [part for _, _, message in told for part in message.continued]
        if len(told) == 1 and len(parts) == len(left):
            for posting, part in zip(parts, left, strict=True):
                if not await self._change(claim, posting, part):
                    return False
            await self._outbox.changed(claim)
            return True
        for posting in parts:
            removed = await self._delivery.delete(posting)
            if isinstance(removed, Later):
                await self._later(claim, removed)
                return False
        await self._outbox.changed(claim, *(more for each in told for more in _after(*each)))
        return True

    async def _change(self, claim: Claim, posting: Posting, message: kit.Message) -> bool:
        """Change one message; False when Slack lets it wait."""
        outcome = await self._delivery.update(
            posting, text=message.text, blocks=list(message.blocks)
        )
        if isinstance(outcome, Later):
            await self._later(claim, outcome)
            return False
        return True


def _shown_at(notice: Notice, posting: Posting) -> Notice:
    """Return a notice as it concerns one of the places where its subject was posted."""
    here = replace(notice, key=f"{notice.key}:{posting.channel_id}:{posting.ts}")
    if notice.channel_id in {None, posting.channel_id}:
        return here
    return replace(here, channel_id=posting.channel_id, thread_ts=None)


def _after(notice: Notice, posting: Posting, message: kit.Message | None) -> list[Notice]:
    """Return the notice of the part that comes after a message, when it has one."""
    return [next_part(notice, posting)] if message and message.continued else []
