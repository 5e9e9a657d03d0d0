"""Six weeks of a trial, told end to end, and every step of its way in each of two languages."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.people import Language
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion
from bot.views import ids
from tests.support.agreements import standing, the_trial, thread
from tests.support.company import Company
from tests.support.conclusions import now_is
from tests.support.debriefs import answer
from tests.support.progress import PARIS, in_france, passing
from tests.support.proposals import proposed

CHANGE = "Rappeler les devis par texto"
WHY = "Le salon nous a pris une semaine."
LESSON = "Un texto court, le matin."

BEGINS = datetime(2026, 11, 25, 10, tzinfo=PARIS)
MIDDLE = datetime(2026, 12, 14, 8, tzinfo=PARIS)
ENDS = datetime(2026, 12, 31, 10, tzinfo=PARIS)
LATER = datetime(2027, 1, 8, 10, tzinfo=PARIS)

TOLD = {
    Language.FRENCH: (
        "Pas d’objection",
        "mi-chemin",
        "Le salon",
        "C’est terminé",
        "Qu’est-ce qui a marché",
        LESSON,
    ),
    Language.ENGLISH: (
        "Nobody objects",
        "halfway",
        "Le salon",
        "The time is up",
        "What worked",
        LESSON,
    ),
}


@pytest.mark.parametrize("language", Language)
async def test_six_weeks_of_a_trial(company: Company, language: Language) -> None:
    ana, luc, tom = company.ana, company.luc, company.tom
    if language is Language.FRENCH:
        await in_france(company, company.ventes)

    # Ana proposes it to the team, until the end of the year.
    card = await proposed(company, ana, company.ventes, CHANGE, ends_on="2026-12-31", people=[luc])
    trial = await the_trial(company, company.ventes)
    await tom.click(card, ids.AGREEMENT_JOIN)

    # Nobody objects for two working days: it begins, and its card says so.
    before = standing(card)
    await passing(company, BEGINS, 1)
    assert (await now_is(company, trial)).stage is Stage.RUNNING
    assert standing(card) != before

    # Its middle is a Sunday: the question comes on Monday morning, not before.
    await passing(company, MIDDLE - timedelta(hours=20), 0)
    assert len(thread(company, card)) == 1
    await passing(company, MIDDLE, 1)
    assert len(thread(company, card)) == 2

    # The fair took a week: Ana gives it another one.
    await ana.click(card, ids.TRIAL_MENU, f"extend:{trial.subject}")
    longer = {"trials.extend.ends_on": "2027-01-08", "trials.extend.reason": WHY}
    assert (await ana.submit(longer)).ok
    await passing(company, ENDS, 1)
    running = await now_is(company, trial)
    assert (running.stage, running.ends_on) == (Stage.RUNNING, date(2027, 1, 8))

    # It ends; Tom has left the company meanwhile, Ana and Luc look back, each alone.
    company.slack.change_person(tom, deactivated=True)
    await passing(company, LATER)
    assert (await now_is(company, trial)).stage is Stage.DEBRIEFING
    for person in (ana, luc):
        await answer(company, person, "Être rappelés", "On l’a été", "Le texto", "Le matin")
    await passing(company, LATER + timedelta(hours=1))
    assert (await now_is(company, trial)).stage is Stage.CONCLUDING

    # Ana says nothing for days. She is asked once more, then anybody who was in it may conclude.
    await passing(company, LATER + timedelta(days=7), 1)
    assert (await now_is(company, trial)).is_owner_asked
    await luc.click(card, ids.CONCLUSION_OPEN)
    await luc.click(None, ids.CONCLUSION_STOP)
    assert (await luc.submit({"conclusions.say.lesson": LESSON})).ok
    await passing(company, LATER + timedelta(days=8), 2)
    over = await now_is(company, trial)
    assert (over.conclusion, over.lesson, over.due_at) == (Conclusion.STOPPED, LESSON, None)
    assert LESSON in standing(card)

    # The thread tells all of it, each thing once, in order.
    said = thread(company, card)
    assert len(said) == len(TOLD[language])
    for words, told in zip(TOLD[language], said, strict=True):
        assert words in told
