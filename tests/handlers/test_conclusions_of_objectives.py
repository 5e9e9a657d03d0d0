"""What becomes of an objective: the team changes it or closes it, in words; a leader does not."""

from dataclasses import replace

from bot.domain.objectives import Objective, Outcome
from bot.domain.stages import Stage
from bot.services.undertakings import keep
from bot.views import ids
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.objectives import agreed, directed, plain, thread

LESSON = "Un seul nom sur chaque devis suffit."


async def debriefed(company: Company) -> tuple[Objective, Message]:
    """Let Luc's objective, under Ana's direction, have been debriefed; return it and its card."""
    await directed(company)
    card = await agreed(company, company.luc)
    async with company.cordee.services.outbox._database.write(company.slack.team_id) as tx:
        [agreed_on] = await tx.objectives.agreed_in([company.ventes.id])
        ended = replace(
            agreed_on, stage=Stage.CONCLUDING, due_at=None, version=agreed_on.version + 1
        )
        await keep(tx, ended, company.clock.now())
    await company.let(seconds=5)
    return ended, card


async def now_is(company: Company, objective_id: str) -> Objective:
    """Return an objective as it stands."""
    async with company.cordee.services.outbox._database.read(company.slack.team_id) as tx:
        found = await tx.objectives.get(objective_id)
    assert found is not None
    return found


async def test_anybody_of_the_team_closes_it_and_a_leader_does_not(company: Company) -> None:
    objective, card = await debriefed(company)
    await company.ana.click(card, ids.CONCLUSION_OPEN)
    assert company.ana.modal is None
    assert "ceux de l’équipe" in company.ana.ephemerals(company.ventes)[-1].text
    await company.tom.click(card, ids.CONCLUSION_OPEN)
    await company.tom.click(None, ids.CONCLUSION_STOP)
    assert (await company.tom.submit({"conclusions.say.lesson": LESSON})).ok
    for _ in range(2):
        await company.let(seconds=5)
    closed = await now_is(company, objective.objective_id)
    assert (closed.outcome, closed.lesson) == (Outcome.CLOSED, LESSON)
    assert f"Cet objectif est derrière nous : *{objective.aim}*" in plain(
        company.last(company.ventes)
    )
    assert LESSON in thread(company, card)[-1]


async def test_another_one_takes_its_place(company: Company) -> None:
    objective, card = await debriefed(company)
    await company.luc.click(card, ids.CONCLUSION_OPEN)
    await company.luc.click(None, ids.CONCLUSION_ADAPT)
    form = {"lesson": LESSON, "aim": "Que 9 clients sur 10 aient un nom.", "how": "3 par semaine"}
    typed = {ids.field(ids.CONCLUSIONS_CHANGE, name): words for name, words in form.items()}
    await company.luc.submit(typed)
    assert company.luc.modal is not None
    assert "Plusieurs chiffres" in str(company.luc.modal.blocks), "a remark, never a refusal"
    assert (await company.luc.submit()).ok
    for _ in range(3):
        await company.let(seconds=5)
    changed = await now_is(company, objective.objective_id)
    assert (changed.outcome, changed.lesson) == (Outcome.CHANGED, LESSON)
    another = await now_is(company, changed.became.removeprefix("objective:"))
    assert (another.stage, another.how) == (Stage.PROPOSED, "3 par semaine")
    assert (another.signs, another.direction_id) == (objective.signs, objective.direction_id)
    assert "Que 9 clients sur 10" in plain(company.last(company.ventes))
