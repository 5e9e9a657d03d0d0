"""Digests tell which trials began and what was learnt, once, and only where that may be read."""

from dataclasses import replace
from typing import Any

from bot.domain.stages import Stage
from bot.domain.trials import Conclusion
from tests.handlers.test_digests import FRIDAY, FRIDAY_1630, WEEK, preview
from tests.support.company import Company
from tests.support.conclusions import LESSON, debriefed
from tests.support.rhythms import choose_rhythm
from tests.support.told import shown

STOPPED: dict[str, Any] = {"stage": Stage.CONCLUDED, "conclusion": Conclusion.STOPPED}


async def test_what_began_is_told_once_then_what_it_taught(company_on_both: Company) -> None:
    company = company_on_both
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    began = company.clock.now()
    trial, _ = await debriefed(company, stage=Stage.RUNNING, started_at=began)
    await company.move_to(FRIDAY_1630)
    for channel in (company.ventes, company.marketing):
        digest = shown(company.last(channel))
        assert "Rappeler les devis par texto" in digest
        assert "Ana Morel et Luc Petit" in digest
    assert f"<#{company.ventes.id}>" in shown(company.last(company.marketing))
    await company.move_to(FRIDAY_1630 + WEEK)
    assert "texto" not in shown(company.last(company.ventes)), "it began once"
    async with company.cordee.services.outbox._database.write(trial.team_id) as tx:
        running = await tx.trials.get(trial.trial_id)
        assert running is not None
        now = company.clock.now()
        stopped = replace(running, **STOPPED, lesson=LESSON, concluded_at=now)
        assert await tx.trials.save(replace(stopped, version=running.version + 1))
    await company.move_to(FRIDAY_1630 + 2 * WEEK)
    assert LESSON in shown(company.last(company.ventes))
    assert LESSON in shown(company.last(company.marketing))


async def test_what_a_private_channel_tries_is_told_there_only(company: Company) -> None:
    at = company.clock.now()
    await debriefed(company, company.projets, **STOPPED, lesson=LESSON, concluded_at=at)
    await company.let(minutes=1)
    assert LESSON in shown(await preview(company, company.projets))
    assert LESSON not in shown(await preview(company, company.ventes))


async def test_a_trial_that_everybody_left_is_no_news(company: Company) -> None:
    await debriefed(company, **STOPPED, concluded_at=company.clock.now())
    await company.let(minutes=1)
    assert "texto" not in shown(await preview(company, company.ventes))
