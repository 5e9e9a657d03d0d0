"""A quarter of an objective: a direction, the team's own words, what serves it, its end."""

from datetime import date, datetime, timedelta

from bot.domain.objectives import Objective, Outcome
from bot.domain.stages import Stage
from bot.views import ids
from tests.support.agreements import object_to
from tests.support.company import Company
from tests.support.debriefs import answer
from tests.support.objectives import AIM, choose, directed, fill_in, plain, proposed, thread
from tests.support.progress import PARIS, passing
from tests.support.proposals import proposed as trial_proposed

REVISED = "Que chaque client sache qui appeler, la journée."
LESSON = "Un prénom suffit, s’il répond."

OBJECTED = datetime(2026, 11, 24, 11, tzinfo=PARIS)
AGREED = datetime(2026, 11, 26, 11, 30, tzinfo=PARIS)
WINTER = datetime(2026, 12, 9, 10, tzinfo=PARIS)
ENDS = datetime(2027, 2, 26, 10, tzinfo=PARIS)


async def as_it_stands(company: Company) -> Objective:
    database = company.cordee.services.outbox._database
    async with database.read(company.slack.team_id) as tx:
        [each] = await tx.objectives.of_person(company.luc.id)
    return each


async def test_a_quarter_of_an_objective(company: Company) -> None:
    ana, luc, tom, mia = company.ana, company.luc, company.tom, company.mia

    # Ana, whom the settings name, says where we are going. Luc proposes what the team aims for.
    await directed(company, ana)
    card = await proposed(company, luc)
    await mia.click(card, ids.AGREEMENT_JOIN)

    # Tom has an objection: Mia answers it in other words. Two working days later it is agreed.
    await company.move_to(OBJECTED)
    assert (await object_to(tom, card, "Who answers at night?")).ok
    await company.let(seconds=5)
    assert (await as_it_stands(company)).stage is Stage.OBJECTED
    await choose(mia, card, "revise")
    assert (await fill_in(mia, REVISED, "objectives.revise")).ok
    await passing(company, AGREED, 2)
    running = await as_it_stands(company)
    assert (running.stage, running.ends_on) == (Stage.RUNNING, date(2027, 2, 26))

    # Ana asks, and does not edit. A trial and a win name what they serve: the card tells them.
    await ana.click(card, ids.OBJECTIVE_ASK)
    assert (await ana.submit({"objectives.ask.question": "Qui manque à cette liste ?"})).ok
    await passing(company, WINTER, 1)
    change = "Un prénom en bas de chaque devis"
    await trial_proposed(
        company, tom, company.ventes, change, objective=running.objective_id, ends_on="2027-01-15"
    )
    await luc.command("/win Un client a demandé Mia par son prénom.", company.ventes)
    assert (await luc.submit({"wins.share.objective": REVISED})).ok
    await passing(company, WINTER + timedelta(minutes=10), 2)
    assert change in plain(card)
    assert "a demandé Mia" in plain(card)

    # The quarter is over: those who were in it look back, each alone, then read each other.
    await passing(company, ENDS, 2)
    assert (await as_it_stands(company)).stage is Stage.DEBRIEFING
    for person in (luc, mia):
        await answer(company, person, "Être appelés", "On l’a été", "Le prénom", "La nuit")
    await passing(company, ENDS + timedelta(hours=1), 2)
    assert (await as_it_stands(company)).stage is Stage.CONCLUDING

    # Whoever gave the direction does not conclude; the team does, in words.
    await ana.click(card, ids.CONCLUSION_OPEN)
    assert ana.modal is None
    await mia.click(card, ids.CONCLUSION_OPEN)
    await mia.click(None, ids.CONCLUSION_KEEP)
    assert (await mia.submit({"conclusions.say.lesson": LESSON})).ok
    await passing(company, ENDS + timedelta(hours=2), 2)
    over = await as_it_stands(company)
    assert (over.stage, over.outcome, over.lesson) == (Stage.CONCLUDED, Outcome.KEPT, LESSON)
    assert LESSON in plain(card)

    # Its thread tells all of it.
    said = "\n".join(thread(company, card))
    told = ("Who answers at night?", "la journée", "Qui manque", "Le prénom", LESSON)
    assert not [words for words in told if words not in said]
    assert AIM in said, "before and after"
