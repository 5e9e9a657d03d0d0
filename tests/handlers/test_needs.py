"""What a trial needs, through Bolt: it reaches those who coach, and their words its thread."""

from typing import Any

import pytest

from bot.domain.gestures import Gesture
from bot.services.needs import NotAddressed
from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Message
from sandbox.submissions import Submission
from tests.support.agreements import amend, choose, the_trial, thread
from tests.support.answers import coached
from tests.support.company import Company
from tests.support.proposals import proposed
from tests.support.told import shown

NEED = "Un deuxième téléphone."


def words_of_need(company: Company, who: Acting) -> list[Message]:
    return [message for message in company.slack.dm(who) if NEED in message.text]


async def needed(company: Company) -> tuple[Message, Message]:
    """Let Luc, whom Ana coaches, propose what needs something; return its card, and her word."""
    await coached(company, company.ana)
    card = await proposed(company, company.luc, company.ventes, needs=NEED)
    [word] = words_of_need(company, company.ana)
    return card, word


async def reply(who: Acting, word: Message, button: str, **said: Any) -> Submission:
    form = {ids.NEED_ANSWER: ids.NEEDS_ANSWER, ids.NEED_ASK: ids.NEEDS_ASK}[button]
    await who.click(word, button)
    return await who.submit({ids.field(form, name): value for name, value in said.items()})


async def test_the_coach_answers_in_words_and_the_thread_tells_them(
    company_on_both: Company,
) -> None:
    company = company_on_both
    card, word = await needed(company)
    assert not words_of_need(company, company.tom)
    empty = await reply(company.ana, word, ids.NEED_ANSWER, words=" ")
    assert "écris quelques mots" in str(empty.errors)
    given = {ids.field(ids.NEEDS_ANSWER, "words"): "Prends le mien le matin."}
    assert (await company.ana.submit(given)).ok
    await company.settle()
    assert thread(company, card)[-1].endswith("&gt; Prends le mien le matin.")
    assert "Prends le mien le matin." in shown(word)


async def test_a_question_is_chosen_or_written_and_a_verdict_earns_one_remark(
    company: Company,
) -> None:
    card, word = await needed(company)
    verdict = "Tu devrais demander à l’accueil."
    warned = await reply(company.ana, word, ids.NEED_ASK, words=verdict)
    assert warned.action == "update"
    assert company.ana.modal is not None
    chosen = {ids.field(ids.NEEDS_ASK, "words"): "", ids.field(ids.NEEDS_ASK, "offered"): HALF}
    assert (await company.ana.submit(chosen)).ok
    await company.settle()
    asked = "What could be tried at half the size?"
    assert thread(company, card)[-1].endswith(asked), "as the channel speaks"
    await reply(company.ana, word, ids.NEED_ASK, words=verdict)
    assert (await company.ana.submit()).ok, "never a refusal"
    await company.let(seconds=5)
    assert thread(company, card)[-1].endswith(verdict)


HALF = "options-half"


async def test_the_same_need_is_asked_once_and_another_one_anew(company: Company) -> None:
    card, _ = await needed(company)
    await choose(company.luc, card, "amend")
    assert (await amend(company.luc, why="Ils ne lisent plus.")).ok
    await company.settle()
    assert len(words_of_need(company, company.ana)) == 1
    await choose(company.luc, card, "amend")
    assert (await amend(company.luc, needs=f"{NEED} Et deux matinées.")).ok
    await company.settle()
    assert "deux matinées" in words_of_need(company, company.ana)[-1].text


async def test_only_those_who_were_asked_reply(company: Company) -> None:
    card, _ = await needed(company)
    trial = await the_trial(company, company.ventes)
    forged = Gesture("forged", company.slack.team_id, company.tom.id, company.clock.now())
    needs = company.cordee.services.needs
    with pytest.raises(NotAddressed):
        await needs.to_reply(forged, trial.trial_id)
    with pytest.raises(NotAddressed):
        await needs.reply(forged, trial.trial_id, "Non.", is_question=False)
    assert thread(company, card) == []


async def test_who_coaches_no_more_replies_no_more(company: Company) -> None:
    card, word = await needed(company)
    await company.ana.click(word, ids.NEED_ANSWER)
    await coached(company, company.tom)
    late = {ids.field(ids.NEEDS_ANSWER, "words"): "Prends le mien."}
    assert not (await company.ana.submit(late)).ok
    await company.let(seconds=5)
    assert thread(company, card) == []


async def test_nobody_coaches_yet_and_its_owner_is_told_so(company: Company) -> None:
    await proposed(company, company.luc, company.ventes, needs=NEED)
    assert "Personne n’est encore coach" in company.slack.dm(company.luc)[-1].text
