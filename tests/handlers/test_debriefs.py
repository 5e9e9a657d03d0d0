"""Debriefs: asked for on demand, answered alone, told together; bad input."""

from datetime import date, timedelta

from structlog.testing import capture_logs

from bot.domain.gestures import Gesture
from bot.domain.hours import WorkingHours
from bot.domain.objectives import end
from bot.domain.stages import Stage
from bot.services.debriefs import open_for
from bot.views import ids
from tests.support.company import Company
from tests.support.debriefs import (
    CLOSES,
    TOPIC,
    answer,
    ask_for,
    ended_trial,
    fill,
    question,
    thread,
    trial_now,
)
from tests.support.objectives import agreed, directed


async def test_a_lost_deal_is_looked_back_on_together(company: Company) -> None:
    ana, luc, tom, mia = company.ana, company.luc, company.tom, company.mia
    await ask_for(company, ana, [luc, tom])
    assert ana.modal is not None
    assert "Je pose les questions à" in str(ana.modal.blocks)
    assert not company.slack.dm(mia)
    assert not company.slack.dm(ana)
    assert TOPIC in question(company, tom).text
    assert "would like us to look back" in question(company, tom).text
    assert "aimerait qu’on revienne" in question(company, luc).text
    assert not company.slack.messages(company.ventes)
    await answer(company, tom, "To win them back", "", "We listened <more>", "Call before we write")
    await company.let(hours=1)
    assert not company.slack.messages(company.ventes)
    await answer(company, luc, "", "Ils ont choisi moins cher", "", "Montrer le coût complet")
    await company.settle()
    [told] = company.slack.messages(company.ventes)
    assert told.text.split("\n\n") == [
        f":mag: *The debrief of “{TOPIC}”*",
        "*What did we intend?*",
        "*Tom Hill*\nTo win them back",
        "*What happened?*",
        "*Luc Petit*\nIls ont choisi moins cher",
        "*What worked, and why?*",
        "*Tom Hill*\nWe listened &lt;more&gt;",
        "*What will we do differently, and how?*",
        "*Luc Petit*\nMontrer le coût complet",
        "*Tom Hill*\nCall before we write",
    ]
    await company.let(minutes=2)
    [word] = company.slack.dm(ana)
    assert "Le débrief de" in word.text
    assert told.ts.replace(".", "") in word.text
    assert "is out, in" in company.slack.dm(tom)[-1].text
    assert ids.DEBRIEF_ANSWER not in str(company.slack.dm(tom)[-1].blocks)


async def test_an_answer_can_be_changed_until_the_reveal_and_not_after(company: Company) -> None:
    tom, luc = company.tom, company.luc
    await ask_for(company, company.ana, [tom, luc])
    await answer(company, tom, "First words")
    asking = question(company, tom)
    await tom.click(asking, ids.DEBRIEF_ANSWER)
    assert tom.modal is not None
    assert "First words" in str(tom.modal.body)
    await fill(tom, "Better words")
    # The form stands open while all is revealed.
    await tom.click(asking, ids.DEBRIEF_ANSWER)
    await answer(company, luc, "Moi aussi")
    await company.settle()
    outcome = await tom.submit({"debriefs.answer.intended": "Too late, and kept in the form"})
    assert "in its thread" in outcome.errors["debriefs.answer.intended"]
    assert tom.modal is not None
    assert "Too late" in str(tom.modal.values)
    await tom.close_modal()
    [told] = company.slack.messages(company.ventes)
    assert "Better words" in told.text
    assert "First words" not in told.text
    # A click that crosses the change of the message: the thread is shown.
    await tom.click(asking, ids.DEBRIEF_ANSWER)
    assert tom.modal is not None
    assert told.ts.replace(".", "") in str(tom.modal.blocks)


async def test_what_is_told_when_the_window_closes_is_what_was_written(company: Company) -> None:
    """Of a trial: in the thread of its card, and it is to be concluded from then on."""
    trial, card = await ended_trial(company, [company.ana, company.luc, company.tom])
    await answer(company, company.tom, "", "They answered")
    await company.move_to(CLOSES - timedelta(minutes=1))
    assert not thread(company, company.ventes, card)
    assert (await trial_now(company)).stage is Stage.DEBRIEFING
    await company.move_to(CLOSES)
    [told] = thread(company, company.ventes, card)
    assert "Tom Hill" in told
    assert "They answered" in told
    for absent in (company.ana, company.luc):
        assert absent.name not in told
        assert absent.id not in told
    assert (await trial_now(company)).stage is Stage.CONCLUDING
    assert trial.stage is Stage.DEBRIEFING
    await company.let(minutes=5)
    assert len(thread(company, company.ventes, card)) == 1


async def test_nobody_wrote_anything(company: Company) -> None:
    _, card = await ended_trial(company, [company.ana, company.luc])
    await company.move_to(CLOSES)
    [told] = thread(company, company.ventes, card)
    assert "Nothing was written this time" in told
    assert (await trial_now(company)).stage is Stage.CONCLUDING


async def test_a_debrief_with_nobody_or_of_nothing(company: Company) -> None:
    ana = company.ana
    await ana.command("/cordee débrief", company.ventes)
    assert ana.modal is not None
    assert ana.id in str(ana.modal.blocks), "whoever asks took part, unless they say otherwise"
    blank = await ana.submit({"debriefs.ask.topic": "  "})
    assert "debriefs.ask.topic" in blank.errors
    robot = company.slack.add_person("Robot", bot=True)
    nobody = await ana.submit({"debriefs.ask.topic": TOPIC, "debriefs.ask.people": [robot]})
    assert "au moins une personne" in nobody.errors["debriefs.ask.people"]
    assert TOPIC in str(ana.modal.values)
    shut = await ana.submit(
        {"debriefs.ask.people": [company.tom], "debriefs.ask.channel": company.projets}
    )
    assert "debriefs.ask.channel" in shut.errors
    await company.settle()
    assert not company.slack.dm(company.tom)


async def test_empty_answers_and_other_people(company: Company) -> None:
    await ask_for(company, company.ana, [company.tom])
    asking = question(company, company.tom)
    await company.tom.click(asking, ids.DEBRIEF_ANSWER)
    outcome = await fill(company.tom, " ", "")
    assert "one question at least" in outcome.errors["debriefs.answer.happened"]


async def test_where_the_channel_takes_no_word_it_goes_to_those_who_took_part(
    company: Company,
) -> None:
    await ask_for(company, company.ana, [company.luc, company.tom])
    await answer(company, company.tom, "To win them back")
    company.slack.archive(company.ventes)
    await company.move_to(CLOSES)
    await company.let(minutes=3)
    for person, sorry in ((company.ana, "n’a pas pu"), (company.luc, "n’a pas pu")):
        assert sorry in company.slack.dm(person)[-1].text
        assert "To win them back" in company.slack.dm(person)[-1].text
    assert "could not be told" in company.slack.dm(company.tom)[-1].text


async def test_a_card_that_was_deleted_takes_no_debrief_with_it(company: Company) -> None:
    _, card = await ended_trial(company, [company.ana, company.luc])
    await answer(company, company.luc, "Garder le SMS")
    await company.ana.delete(card)
    with capture_logs():
        await company.move_to(CLOSES)
        await company.let(minutes=3)
    assert "Garder le SMS" in company.last(company.ventes).text
    assert "Send a text message" in company.last(company.ventes).text


async def test_in_a_private_channel_among_its_members(company: Company) -> None:
    ana, luc = company.ana, company.luc
    refused = await ask_for(company, ana, [luc, company.tom], channel=company.projets)
    assert "peuvent pas lire" in refused.errors["debriefs.ask.channel"]
    assert not company.slack.dm(company.tom)
    await ana.submit({"debriefs.ask.people": [luc, ana]})
    await company.settle()
    await ana.close_modal()
    await answer(company, ana, "", "Ils hésitent")
    await luc.click(question(company, luc), ids.DEBRIEF_ANSWER)
    assert ids.DEBRIEF_ANSWER in str(await luc.open_home())
    company.slack.remove_member(company.projets, luc)
    await company.let(minutes=2)
    outcome = await fill(luc, "Je n’y suis plus")
    assert "qui y étaient" in str(outcome.errors)
    await luc.close_modal()
    await luc.click(question(company, luc), ids.DEBRIEF_ANSWER)
    assert luc.modal is None
    assert ids.DEBRIEF_ANSWER not in str(await luc.open_home())
    await answer(company, ana, "", "Ils hésitent encore")
    await company.settle()
    [told] = company.slack.messages(company.projets)
    assert "Ils hésitent encore" in told.text
    assert "n’y suis plus" not in told.text


async def test_whoever_is_away_is_asked_when_they_are_there_or_not_at_all(
    company: Company,
) -> None:
    at, team_id = company.clock.now(), company.slack.team_id
    company.slack.change_person(company.tom, tz="Pacific/Auckland")
    away = Gesture("away", team_id, company.mia.id, at)
    paused = WorkingHours("Europe/Dublin", paused_until=date(2026, 12, 1))
    await company.cordee.services.hours.change(away, paused)
    await ask_for(company, company.ana, [company.mia, company.tom])
    assert not company.slack.dm(company.tom), "it is late where he is"
    await company.let(hours=11)
    assert TOPIC in question(company, company.tom).text
    await company.let(days=9)
    assert not company.slack.dm(company.mia), "it is over: there is nothing to ask any more"


async def test_an_objective_is_looked_back_on_by_whoever_was_in_it(company: Company) -> None:
    ana, luc, tom = company.ana, company.luc, company.tom
    await directed(company)
    card = await agreed(company, tom)
    await luc.click(card, "J’en suis")
    await company.let(minutes=1)
    database, team_id = company.cordee.services.privacy._database, company.slack.team_id
    async with database.write(team_id) as tx:
        [objective] = await tx.objectives.agreed_in([company.ventes.id])
        ended = end(objective)
        assert await tx.objectives.save(ended)
        await open_for(tx, ended, WorkingHours("Europe/Paris"), company.clock.now())
    await company.let(minutes=1)
    assert not [m for m in company.slack.dm(ana) if ids.DEBRIEF_ANSWER in str(m.blocks)]
    home = await luc.open_home()
    assert home is not None
    await luc.click(home, ids.DEBRIEF_ANSWER)
    await fill(luc, "", "Ils nous rappellent")
    assert "Que chaque client sache" in question(company, tom).text
    await answer(company, tom, "", "They know whom to call")
    await company.let(minutes=2)
    told = "".join(thread(company, company.ventes, card))
    assert told.index("Tom Hill") < told.index("Luc Petit")
    async with database.read(team_id) as tx:
        now = await tx.objectives.get(objective.objective_id)
    assert now is not None
    assert now.stage is Stage.CONCLUDING
    home = await luc.open_home()
    assert home is not None
    assert ids.DEBRIEF_ANSWER not in str(home.blocks)


async def test_what_is_complete_at_night_is_told_in_the_morning(company: Company) -> None:
    await ask_for(company, company.ana, [company.tom, company.luc])
    await answer(company, company.tom, "Before supper")
    await company.move_to(CLOSES - timedelta(hours=36))
    await answer(company, company.luc, "À minuit")
    await company.let(minutes=5)
    assert not company.slack.messages(company.ventes)
    await answer(company, company.tom, "After supper")
    await company.let(hours=11)
    [told] = company.slack.messages(company.ventes)
    assert "After supper" in told.text
    assert "Before supper" not in told.text
