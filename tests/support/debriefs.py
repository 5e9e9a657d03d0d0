"""A debrief of a deal or of a trial: let it be asked for, answer it, see where it is told."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain import trials as rules
from bot.domain.hours import WorkingHours
from bot.domain.notices import NoticeKind
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.services.chapters import card
from bot.services.debriefs import open_for
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.submissions import Submission
from tests.support.company import Company

TOPIC = "The deal with Acme that we lost"
ZONE = "Europe/Paris"
CLOSES = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""Two working days after everything begins."""
FIELDS = ("intended", "happened", "worked", "differently")


async def ask_for(
    company: Company,
    opener: Acting,
    people: Collection[Acting],
    *,
    topic: str = TOPIC,
    channel: Channel | None = None,
) -> Submission:
    """Ask for a debrief by the command, and let people be asked."""
    await opener.command(f"/cordee debrief {topic}", channel or company.ventes)
    outcome = await opener.submit({"debriefs.ask.people": list(people)})
    await company.settle()
    return outcome


def question(company: Company, person: Acting) -> Message:
    """Return the private word that asks somebody."""
    [asking] = [m for m in company.slack.dm(person) if ids.DEBRIEF_ANSWER in str(m.blocks)]
    return asking


async def answer(company: Company, person: Acting, *words: str) -> Submission:
    """Answer the questions in their order, and close the page that thanks."""
    await person.click(question(company, person), ids.DEBRIEF_ANSWER)
    return await fill(person, *words)


async def fill(person: Acting, *words: str) -> Submission:
    """Submit the four questions that are open in front of somebody."""
    typed = {f"debriefs.answer.{name}": said for name, said in zip(FIELDS, words, strict=False)}
    outcome = await person.submit(typed)
    if outcome.ok:
        await person.close_modal()
    return outcome


async def ended_trial(
    company: Company, people: Collection[Acting], channel: Channel | None = None
) -> tuple[Trial, Message]:
    """Let a trial have ended just now, and its debrief begin; return it, with its card."""
    where, at = channel or company.ventes, company.clock.now()
    first, *_ = ids_of = tuple(person.id for person in people)
    running = Trial(
        trial_id="trial-1",
        team_id=company.slack.team_id,
        channel_id=where.id,
        owner_id=first,
        change="Send a text message the day before",
        why="",
        signs="",
        needs="",
        people=ids_of,
        ends_on=date(2026, 11, 23),
        proposed_at=at - timedelta(weeks=3),
        started_at=at - timedelta(weeks=2),
        due_at=None,
        stage=Stage.RUNNING,
        version=3,
    )
    database = company.cordee.services.privacy._database
    async with database.write(running.team_id) as tx:
        await tx.add(running, card(running, NoticeKind.TRIAL_CARD, at))
    await company.settle()
    ended = rules.end(running)
    async with database.write(running.team_id) as tx:
        assert await tx.trials.save(ended)
        await open_for(tx, ended, WorkingHours(ZONE), at)
    await company.settle()
    return replace(ended), company.last(where)


async def trial_now(company: Company) -> Trial:
    """Return the trial as it stands."""
    return await company.cordee.services.trials.get(company.slack.team_id, "trial-1")


def thread(company: Company, channel: Channel, root: Message) -> list[str]:
    """Return what stands in the thread of a message, message by message."""
    return [message.text for message in company.slack.messages(channel, root)]


def everything_said(company: Company) -> list[dict[str, Any]]:
    """Return all that the bot has sent to Slack: messages, their changes, forms and Home."""
    return [{"method": call.method, "sent": str(call)} for call in company.slack.calls]
