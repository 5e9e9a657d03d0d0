"""Trials on their way: one that was proposed, and what its thread tells when time passes."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.channels import ChannelSettings
from bot.domain.gestures import Gesture
from bot.domain.people import Language
from bot.domain.trials import Trial, TrialForm
from bot.domain.workdays import Workdays
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.told import shown

CHANGE = "Rappeler dans l’heure"
ENDS_ON = date(2026, 12, 18)
PARIS = ZoneInfo("Europe/Paris")
STARTS = datetime(2026, 11, 25, 10, tzinfo=PARIS)
MIDDLE = datetime(2026, 12, 7, 8, tzinfo=PARIS)
ENDS = datetime(2026, 12, 18, 10, tzinfo=PARIS)


async def on_trial(
    company: Company, owner: Acting, *people: Acting, channel: Channel | None = None
) -> Trial:
    """Let somebody propose a trial with others, and post its card."""
    services, now = company.cordee.services, company.clock.now()
    gesture = Gesture(f"view:{owner.id}:{now}", company.slack.team_id, owner.id, now)
    where = (channel or company.ventes).id
    in_it = tuple(person.id for person in people)
    form = TrialForm(CHANGE, "Ils nous oublient", ENDS_ON, "Ils décrochent", in_it, "", where)
    trial = await services.trials.propose(gesture, form)
    await company.settle()
    return trial


async def trial_now(company: Company, trial: Trial) -> Trial:
    """Return a trial as it stands."""
    return await company.cordee.services.trials.get(trial.team_id, trial.trial_id)


async def passing(company: Company, moment: datetime, minutes: int = 3) -> None:
    """Move to a moment, and let what is due then be told at the pace of Slack, for some minutes."""
    await company.move_to(moment)
    for _ in range(minutes):
        await company.let(seconds=61)


def told(company: Company, channel: Channel | None = None) -> list[str]:
    """Return what the thread of the first card in a channel tells."""
    where = channel or company.ventes
    card = company.slack.messages(where)[0]
    return [shown(message) for message in company.slack.messages(where, card)]


def words_to(company: Company, person: Acting, *, about: Any = CHANGE) -> list[str]:
    """Return what somebody was told privately of a trial."""
    return [shown(each) for each in company.slack.dm(person) if about in shown(each)]


async def in_france(company: Company, channel: Channel) -> None:
    """Let a channel speak French, and keep the public holidays of France."""
    workdays = Workdays(country="FR")
    settings = ChannelSettings(
        company.slack.team_id, channel.id, Language.FRENCH, "Europe/Paris", workdays=workdays
    )
    await company.cordee.services.outbox._database.add(settings)
