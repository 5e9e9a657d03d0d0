"""Endings through Bolt: a trial is extended once, or ends before its time, and says why."""

from datetime import date, timedelta

import pytest

from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.progress import (
    ENDS,
    ENDS_ON,
    STARTS,
    in_france,
    on_trial,
    passing,
    told,
    trial_now,
)
from tests.support.told import shown

WHY = "La foire nous a pris une semaine."


async def running(company: Company) -> tuple[Trial, Message]:
    """Let a trial of Ana's, with Luc and Tom, be under way; return it with its card."""
    trial = await on_trial(company, company.ana, company.luc, company.tom)
    await passing(company, STARTS)
    return trial, company.slack.messages(company.ventes)[0]


async def choose(who: Acting, card: Message, verb: str, trial: Trial) -> None:
    """Choose in the menu of a card."""
    await who.click(card, ids.TRIAL_MENU, f"{verb}:{trial.subject}")


async def test_its_owner_extends_it_once_with_a_reason(company: Company) -> None:
    trial, card = await running(company)
    await choose(company.ana, card, "extend", trial)
    outcome = await company.ana.submit({"trials.extend.ends_on": "2027-01-08", **_reason("extend")})
    assert outcome.ok, outcome.errors
    await company.let(minutes=2)
    now = await trial_now(company, trial)
    assert (now.ends_on, now.is_extended, now.stage) == (date(2027, 1, 8), True, Stage.RUNNING)
    assert WHY in told(company)[-1]
    assert "8 January" in shown(card).replace("January 8", "8 January")
    assert "extend:" not in str(card.blocks)
    await passing(company, ENDS)
    assert (await trial_now(company, trial)).stage is Stage.RUNNING
    await passing(company, ENDS + timedelta(weeks=3))
    assert (await trial_now(company, trial)).stage is Stage.DEBRIEFING


async def test_the_form_suggests_a_working_day(company: Company) -> None:
    await in_france(company, company.ventes)
    trial, card = await running(company)
    await choose(company.ana, card, "extend", trial)
    assert company.ana.modal is not None
    # Two weeks after 18 December is New Year's Day.
    field = "trials.extend.ends_on"
    assert company.ana.modal.values[field][field]["selected_date"] == "2027-01-04"


@pytest.mark.parametrize(
    "day, said",
    [
        ("2026-12-18", "déjà jusqu’au"),
        ("2026-11-20", "déjà jusqu’au"),
        ("2027-02-05", "Huit semaines"),
        ("2026-12-25", "Personne ne travaille"),
        ("2027-01-09", "Personne ne travaille"),
    ],
)
async def test_a_day_that_cannot_be_is_told_beside_its_field(
    company: Company, day: str, said: str
) -> None:
    await in_france(company, company.ventes)
    trial, card = await running(company)
    await choose(company.ana, card, "extend", trial)
    refused = await company.ana.submit({"trials.extend.ends_on": day, **_reason("extend")})
    assert said in refused.errors["trials.extend.ends_on"]
    assert company.ana.modal is not None
    assert (await trial_now(company, trial)).ends_on == ENDS_ON


@pytest.mark.parametrize("form", ["extend", "end"])
async def test_a_reason_is_asked_for(company: Company, form: str) -> None:
    trial, card = await running(company)
    await choose(company.ana, card, form, trial)
    refused = await company.ana.submit({f"trials.{form}.reason": "\u200b \u200b"})
    assert "quelques mots" in refused.errors[f"trials.{form}.reason"]


async def test_its_owner_ends_it_before_its_time(company: Company) -> None:
    trial, card = await running(company)
    await choose(company.ana, card, "end", trial)
    company.slack.remove_member(company.ventes, company.tom)
    assert (await company.ana.submit(_reason("end"))).ok
    await company.let(minutes=2)
    now = await trial_now(company, trial)
    assert (now.stage, now.ends_on) == (Stage.DEBRIEFING, date(2026, 11, 25))
    assert WHY in told(company)[-1]
    asked = {
        person.name
        for person in (company.ana, company.luc, company.tom, company.mia)
        if ids.DEBRIEF_ANSWER in str([each.blocks for each in company.slack.dm(person)])
    }
    assert asked == {company.ana.name, company.luc.name}


@pytest.mark.parametrize("verb", ["extend", "end"])
async def test_others_are_told_that_it_is_for_its_owner(company: Company, verb: str) -> None:
    trial, card = await running(company)
    await choose(company.luc, card, verb, trial)
    assert company.luc.modal is None
    assert company.luc.ephemerals(company.ventes)


async def test_a_form_of_an_old_card_says_that_it_has_moved_on(company: Company) -> None:
    trial, card = await running(company)
    await choose(company.ana, card, "end", trial)
    await passing(company, ENDS)
    refused = await company.ana.submit(_reason("end"))
    assert refused.errors
    old = await trial_now(company, trial)
    assert old.stage is Stage.DEBRIEFING
    assert WHY not in "\n".join(told(company))


def _reason(form: str) -> dict[str, str]:
    return {f"trials.{form}.reason": WHY}
