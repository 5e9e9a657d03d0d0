"""Conclusions through Bolt: a trial is kept as a practice, or stops, and its channel is told."""

import asyncio

from bot.domain.gestures import Gesture
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion
from bot.domain.visibility import Audience
from bot.views import ids
from tests.support.company import Company
from tests.support.conclusions import CHANGE, LESSON, debriefed, now_is, stop
from tests.support.told import shown


async def test_a_trial_is_kept_as_a_practice_of_its_people(company_on_both: Company) -> None:
    company = company_on_both
    trial, card = await debriefed(company)
    [word] = company.slack.dm(company.ana)
    assert "Rappeler les devis par texto" in shown(word)
    await company.ana.click(word, ids.CONCLUSION_KEEP)
    assert (await company.ana.submit({"conclusions.keep.lesson": LESSON})).ok
    await company.let(seconds=1)
    await company.let(seconds=2)
    kept = await now_is(company, trial)
    assert (kept.conclusion, kept.lesson) == (Conclusion.KEPT, LESSON)
    [practice] = await company.cordee.services.practices.latest(_gesture(company))
    assert kept.became == practice.subject
    assert practice.title == "Rappeler les devis par texto."
    assert practice.what == f"{CHANGE}\nUn texto court, signé."
    assert practice.situation.startswith("Les artisans ne lisent pas leurs courriels.\nIls nous")
    assert practice.people == (company.ana.id, company.luc.id)
    said = "\n".join(shown(message) for message in company.slack.messages(company.ventes))
    assert f"We tried it, and we keep it: *{CHANGE}*\nWhat it taught us: {LESSON}" in said
    assert "See the trial" in said
    assert "Kept: it is a practice now." in shown(card)
    assert f"on le garde : *{CHANGE}*" in plain(shown(word))
    await company.tom.click(card, ids.PRACTICE_READ)
    page = company.tom.modal
    assert page is not None
    assert "Rappeler les devis par texto." in page.blocks[0]["text"]["text"]
    assert LESSON in shown(word)
    assert company.ana.modal is None


async def test_a_trial_that_stops_leaves_what_it_taught(company: Company) -> None:
    trial, card = await debriefed(company)
    await company.ana.click(card, ids.CONCLUSION_OPEN)
    await company.ana.click(None, ids.CONCLUSION_STOP)
    refused = await company.ana.submit({"conclusions.say.lesson": "\u200b \u200b"})
    assert "appris" in refused.errors["conclusions.say.lesson"]
    assert (await company.ana.submit({"conclusions.say.lesson": LESSON})).ok
    assert company.ana.modal is None
    await company.let(seconds=2)
    stopped = await now_is(company, trial)
    assert (stopped.conclusion, stopped.lesson, stopped.became) == (
        Conclusion.STOPPED,
        LESSON,
        "",
    )
    assert LESSON in shown(company.last(company.ventes))


async def test_who_concludes_second_is_told_what_the_first_chose(company: Company) -> None:
    _, card = await debriefed(company, is_owner_asked=True)
    await company.luc.click(card, ids.CONCLUSION_OPEN)
    await company.luc.click(None, ids.CONCLUSION_KEEP)
    assert (await stop(company.ana, company.slack.dm(company.ana)[0])).ok
    refused = await company.luc.submit({"conclusions.keep.lesson": LESSON})
    assert "d’en rester là" in refused.errors["conclusions.keep.lesson"]
    assert company.luc.modal is not None  # his words are still there
    assert not await company.cordee.services.practices.latest(_gesture(company))


async def test_of_two_at_the_very_same_moment_one_is_taken(company_on_both: Company) -> None:
    company = company_on_both
    trial, card = await debriefed(company, is_owner_asked=True)
    for who in (company.ana, company.luc):
        await who.click(card, ids.CONCLUSION_OPEN)
        await who.click(None, ids.CONCLUSION_STOP)
    typed = {"conclusions.say.lesson": LESSON}
    first, second = await asyncio.gather(company.ana.submit(typed), company.luc.submit(typed))
    assert sorted([first.ok, second.ok]) == [False, True]
    assert (await now_is(company, trial)).version == trial.version + 1


async def test_its_owner_says_first_then_anybody_who_was_in_it(company: Company) -> None:
    trial, card = await debriefed(company)
    await company.luc.click(card, ids.CONCLUSION_OPEN)
    assert company.luc.modal is None
    assert "en premier" in company.luc.ephemerals(company.ventes)[0].text
    await company.tom.click(card, ids.CONCLUSION_OPEN)
    assert "in this trial" in company.tom.ephemerals(company.ventes)[0].text
    assert (await now_is(company, trial)).conclusion is None


async def test_what_a_private_channel_tried_stays_there(company: Company) -> None:
    await debriefed(company, company.projets)
    [word] = company.slack.dm(company.ana)
    await company.ana.click(word, ids.CONCLUSION_KEEP)
    assert (await company.ana.submit({"conclusions.keep.lesson": LESSON})).ok
    await company.let(seconds=2)
    found = await company.tom.command("/practices devis", company.ventes)
    assert "Rappeler" not in str(found.blocks)
    [practice] = await company.cordee.services.practices.latest(_gesture(company))
    assert practice.audience is Audience.CHANNEL


async def test_a_trial_is_taken_further_by_another_one(company: Company) -> None:
    trial, card = await debriefed(company)
    [word] = company.slack.dm(company.ana)
    await company.ana.click(word, ids.CONCLUSION_ADAPT)
    further = {"conclusions.adapt.change": "Le même soir."}
    refused = await company.ana.submit({**further, "conclusions.adapt.lesson": "\u200b"})
    assert "appris" in refused.errors["conclusions.adapt.lesson"]
    assert (await company.ana.submit({"conclusions.adapt.lesson": LESSON})).ok
    await company.let(seconds=1)
    await company.let(seconds=2)
    adapted = await now_is(company, trial)
    assert (adapted.conclusion, adapted.lesson) == (Conclusion.ADAPTED, LESSON)
    _, _, further_id = adapted.became.partition(":")
    new = await company.cordee.services.trials.get(trial.team_id, further_id)
    assert (new.change, new.born_of, new.stage) == ("Le même soir.", trial.subject, Stage.PROPOSED)
    assert new.people == trial.people
    assert new.signs == trial.signs
    assert "Adapted: another trial takes it further." in shown(card)
    assert "Le même soir." in shown(company.last(company.ventes))


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ")


def _gesture(company: Company) -> Gesture:
    return Gesture("seen", company.slack.team_id, company.luc.id, company.clock.now())
