"""Progress through the sandbox: time moves a trial on, and somebody who is there looks after it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.gestures import Gesture
from bot.domain.stages import Stage
from bot.views import ids
from sandbox.gestures import Acting
from tests.support.agreements import thread
from tests.support.company import Company
from tests.support.objectives import directed, proposed
from tests.support.progress import (
    ENDS,
    MIDDLE,
    PARIS,
    STARTS,
    on_trial,
    passing,
    told,
    trial_now,
    words_to,
)

QUARTER_ENDS = datetime(2027, 2, 26, 10, tzinfo=PARIS)


async def test_a_trial_starts_is_asked_about_halfway_and_ends(company_on_both: Company) -> None:
    company = company_on_both
    trial = await on_trial(company, company.ana, company.luc)
    await passing(company, STARTS - timedelta(minutes=5))
    assert (await trial_now(company, trial)).stage is Stage.PROPOSED
    await passing(company, STARTS)
    assert (await trial_now(company, trial)).stage is Stage.RUNNING
    await passing(company, MIDDLE - timedelta(hours=10))
    assert len(told(company)) == 1
    await passing(company, MIDDLE)
    assert len(told(company)) == 2
    await passing(company, ENDS)
    assert (await trial_now(company, trial)).stage is Stage.DEBRIEFING
    started, halfway, ended = told(company)
    assert "Nobody objects" in started
    assert "halfway" in halfway
    assert "The time is up" in ended
    for person in (company.ana, company.luc):
        assert words_to(company, person)


async def test_two_workers_move_a_trial_once(company_on_both: Company) -> None:
    company = company_on_both
    trial = await on_trial(company, company.ana)
    company.clock.move_to(STARTS)
    progress = company.cordee.services.progress
    await asyncio.gather(progress.move_due(), progress.move_due(), progress.move_due())
    await company.settle()
    assert (await trial_now(company, trial)).version == trial.version + 1
    assert len(told(company)) == 1


async def test_a_long_stop_is_caught_up_with_in_working_hours(company: Company) -> None:
    trial = await on_trial(company, company.ana)
    sunday = datetime(2026, 12, 20, 15, tzinfo=PARIS)
    await passing(company, sunday)
    assert told(company) == []
    await passing(company, datetime(2026, 12, 21, 8, 0, tzinfo=PARIS))
    started, ended = told(company)
    assert "Nobody objects" in started
    assert "The time is up" in ended
    assert (await trial_now(company, trial)).stage is Stage.DEBRIEFING


@pytest.mark.parametrize("how", ["company", "channel"])
async def test_somebody_in_it_takes_over_when_its_owner_leaves(company: Company, how: str) -> None:
    trial = await on_trial(company, company.ana, company.luc, company.tom)
    await passing(company, STARTS)
    _leaves(company, company.ana, how)
    await passing(company, MIDDLE + timedelta(hours=2))  # in London, too, people are at work
    now = await trial_now(company, trial)
    heir = next(p for p in (company.luc, company.tom) if p.id == now.owner_id)
    assert set(now.people) == {company.luc.id, company.tom.id}
    _, handed, _ = told(company)
    assert f"<@{heir.id}>" in handed
    [word] = words_to(company, heir)
    assert f"<#{company.ventes.id}>" in word
    await passing(company, ENDS)
    assert words_to(company, company.ana) == []


async def test_an_objection_waits_for_somebody_who_is_there(company: Company) -> None:
    trial = await on_trial(company, company.ana, company.luc)
    objecting = Gesture("view:objection", trial.team_id, company.tom.id, company.clock.now())
    agreements = company.cordee.services.agreements
    await agreements.object_to(objecting, trial.subject, "Trop tôt")
    _leaves(company, company.ana, "company")
    await company.let(hours=2)
    await company.let(minutes=2)
    now = await trial_now(company, trial)
    assert (now.owner_id, now.stage) == (company.luc.id, Stage.OBJECTED)
    assert words_to(company, company.luc)


async def test_whoever_left_is_not_asked_to_look_back(company: Company) -> None:
    await on_trial(company, company.ana, company.luc)
    await passing(company, MIDDLE)
    _leaves(company, company.luc, "channel")
    await passing(company, ENDS)
    assert words_to(company, company.ana)
    assert words_to(company, company.luc) == []


async def test_when_everybody_left_it_ends_with_one_honest_line(company: Company) -> None:
    trial = await on_trial(company, company.ana, company.luc)
    await passing(company, STARTS)
    _leaves(company, company.ana, "channel")
    _leaves(company, company.luc, "company")
    await passing(company, MIDDLE)
    now = await trial_now(company, trial)
    assert (now.stage, now.lesson, now.due_at) == (Stage.CONCLUDED, "", None)
    assert "Nobody who was in it" in told(company)[-1]
    await passing(company, ENDS)
    assert len(told(company)) == 2


async def test_a_trial_waits_for_its_archived_channel(company: Company) -> None:
    trial = await on_trial(company, company.ana, company.luc)
    await passing(company, STARTS)
    company.slack.archive(company.ventes)
    await passing(company, MIDDLE)
    assert len(told(company)) == 1
    company.slack.unarchive(company.ventes)
    await passing(company, MIDDLE + timedelta(hours=2))
    assert "halfway" in told(company)[-1]
    assert (await trial_now(company, trial)).is_halfway


async def test_a_trial_whose_channel_never_comes_back_ends_quietly(company: Company) -> None:
    trial = await on_trial(company, company.ana, company.luc)
    await passing(company, STARTS)
    company.slack.remove_bot(company.ventes)
    await passing(company, ENDS + timedelta(weeks=7))
    assert (await trial_now(company, trial)).stage is Stage.RUNNING
    await passing(company, ENDS + timedelta(weeks=9))
    assert (await trial_now(company, trial)).stage is Stage.CONCLUDED
    assert len(told(company)) == 1
    assert words_to(company, company.ana) == []


async def test_trouble_with_slack_puts_one_off_and_not_the_others(company: Company) -> None:
    first = await on_trial(company, company.ana)
    await company.let(seconds=2)
    second = await on_trial(company, company.luc, channel=company.projets)
    company.slack.will_fail("conversations.info", "internal_error")
    await passing(company, STARTS + timedelta(seconds=2))
    started = [await trial_now(company, each) for each in (first, second)]
    assert sorted(each.stage is Stage.RUNNING for each in started) == [False, True]
    await passing(company, STARTS + timedelta(minutes=10))
    assert (await trial_now(company, first)).stage is Stage.RUNNING
    assert (await trial_now(company, second)).stage is Stage.RUNNING


async def test_an_owner_who_does_not_conclude_is_asked_once_then_anybody_in_it_may(
    company: Company,
) -> None:
    trial = await on_trial(company, company.ana, company.luc)
    for moment in (STARTS, MIDDLE, ENDS, ENDS + timedelta(days=5)):
        await passing(company, moment)
    now = await trial_now(company, trial)
    assert (now.stage, now.is_owner_asked) == (Stage.CONCLUDING, False)
    for days in range(6, 20):
        await passing(company, ENDS + timedelta(days=days))
    assert (await trial_now(company, trial)).is_owner_asked
    asked = [word for word in words_to(company, company.ana) if "tous ceux" in word]
    assert len(asked) == 1


def _leaves(company: Company, person: Acting, how: str) -> None:
    if how == "company":
        company.slack.change_person(person, deactivated=True)
    else:
        company.slack.remove_member(company.ventes, person)


async def test_an_objective_is_its_teams_whoever_proposed_it(company: Company) -> None:
    await directed(company, company.ana)
    card = await proposed(company, company.luc)
    company.slack.change_person(company.luc, deactivated=True)
    await passing(company, STARTS + timedelta(minutes=5))
    for days in (0, 7):
        await passing(company, QUARTER_ENDS + timedelta(days=days))
    agreed, over, debrief = thread(company, card)
    assert "Pas d’objection" in agreed
    assert "L’équipe fait maintenant le point" in over
    assert "Rien n’a été écrit" in debrief
    # Nobody was in it with him: anybody of the team says what becomes of it.
    await company.mia.click(card, ids.CONCLUSION_OPEN)
    await company.mia.click(None, ids.CONCLUSION_STOP)
    assert (await company.mia.submit({"conclusions.say.lesson": "Trop large."})).ok
    await company.let(minutes=2)
    assert "Trop large." in thread(company, card)[-1]
    assert words_to(company, company.luc, about="Le débrief") == []


async def test_a_trial_is_proposed_by_somebody_who_is_there(company: Company) -> None:
    company.slack.remove_member(company.ventes, company.mia)
    await company.mia.command("/trial", company.marketing)
    entered = {"change": "Call back within the hour", "channel": company.ventes}
    fields = {ids.field(ids.TRIALS_PROPOSE, name): value for name, value in entered.items()}
    refused = await company.mia.submit(fields)
    assert "join it" in refused.errors[ids.field(ids.TRIALS_PROPOSE, "channel")]
    assert company.slack.messages(company.ventes) == []
