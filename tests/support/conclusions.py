"""Conclusions: a trial or an objective whose debrief is out, before its people conclude it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.debriefs import DebriefAnswer, open_debrief
from bot.domain.notices import NoticeKind
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.services.chapters import card
from bot.services.conclusions import to_conclude
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.submissions import Submission
from tests.support.company import Company

CHANGE = "Rappeler les devis par texto. Le lendemain matin."
LESSON = "Les artisans répondent au texto, pas au courriel."


async def debriefed(
    company: Company, channel: Channel | None = None, **more: Any
) -> tuple[Trial, Message]:
    """Let Ana and Luc have debriefed a trial of hers; return it and its card."""
    now, where = company.clock.now(), channel or company.ventes
    people = (company.ana.id, company.luc.id)
    trial = Trial(
        trial_id="essai",
        team_id=company.slack.team_id,
        channel_id=where.id,
        owner_id=company.ana.id,
        change=CHANGE,
        why="Les artisans ne lisent pas leurs courriels.",
        signs="Ils nous rappellent.",
        needs="",
        people=people,
        ends_on=date(2026, 11, 20),
        proposed_at=now - timedelta(days=30),
        due_at=None,
        stage=Stage.CONCLUDING,
        started_at=now - timedelta(days=28),
    )
    trial = replace(trial, **more)
    debrief = open_debrief(
        trial.team_id,
        where.id,
        topic=CHANGE,
        people=people,
        opened_at=now - timedelta(days=2),
        closes_at=now,
        about=trial.subject,
    )
    worked = DebriefAnswer(
        trial.team_id,
        debrief.debrief_id,
        company.luc.id,
        "",
        "",
        "Un texto court, signé.",
        "Le faire pour tous.",
        now,
    )
    database = company.cordee.services.outbox._database
    await database.add(
        trial,
        replace(debrief, revealed_at=now),
        worked,
        card(trial, NoticeKind.TRIAL_CARD, now),
        to_conclude(trial, now),
    )
    await company.settle()
    return trial, company.last(where)


async def stop(who: Acting, where: Message, lesson: str = LESSON) -> Submission:
    """Stop a trial from the word that asks, or from the page that its card opens."""
    await who.click(where, ids.CONCLUSION_STOP)
    return await who.submit({"conclusions.say.lesson": lesson})


async def now_is(company: Company, trial: Trial) -> Trial:
    """Return a trial as it stands."""
    return await company.cordee.services.trials.get(trial.team_id, trial.trial_id)
