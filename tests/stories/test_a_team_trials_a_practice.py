"""A win gives a practice, a team tries it its own way, looks back, and keeps what it learnt."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.i18n import translator
from bot.views import digest_words as words, ids
from sandbox.nouns import Message
from tests.support.agreements import amend, choose, object_to, the_trial
from tests.support.company import Company
from tests.support.debriefs import answer
from tests.support.progress import passing, trial_now
from tests.support.rhythms import choose_rhythm
from tests.support.told import choose as choose_of_practice, shown

FRIDAY = 4
DIGEST = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
LESSON = "The evening before, not the same day: people plan at breakfast."

SAYS = {
    "en": {
        "kept": "We tried it, and we keep it:",
        "back": "See the trial",
    },
    "fr": {
        "kept": "On l’a essayé, on le garde :",
        "back": "Voir l’essai",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_team_trials_a_practice(company: Company, language: str) -> None:
    says, t = SAYS[language], translator(language)
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), language=language)
    practice = await told_of_a_win(company)
    trial, card = await agreed_on(company, practice)

    # Friday tells that it began. Halfway the thread asks; at the end those in it look back alone.
    await passing(company, DIGEST)
    day = t.day(trial.ends_on)
    assert any(t(way, day=day) in shown(company.last(company.ventes)) for way in words.BEGUN)
    await until(company, trial, Stage.DEBRIEFING)
    await looked_back_on(company, card)

    # Luc, whose trial it is, is asked what becomes of it, and keeps it in a few words of his own.
    word = company.slack.dm(company.luc)[-1]
    await company.luc.click(word, ids.CONCLUSION_KEEP)
    said = {"lesson": LESSON, "title": "A text the evening before a demo", "situation": "Builders"}
    kept = {ids.field(ids.CONCLUSIONS_KEEP, name): typed for name, typed in said.items()}
    assert (await company.luc.submit(kept)).ok
    for _ in range(3):
        await company.let(seconds=61)
    tried = await trial_now(company, trial)
    assert (tried.stage, tried.conclusion) == (Stage.CONCLUDED, Conclusion.KEPT)
    told = "\n".join(plain(message) for message in company.slack.messages(company.ventes))
    assert says["kept"] in told
    assert says["back"] in told, "the practice leads back to its trial"

    # The week's digest tells what it taught; whoever looks for it finds all that came before.
    await passing(company, DIGEST + timedelta(weeks=3))
    digest = shown(company.last(company.ventes))
    assert any(t(way, taught=LESSON) in digest for way in words.KEPT)
    assert "A text the evening before a demo" in digest
    found = await company.mia.command("/practices evening demo", company.marketing)
    assert "A text the evening before a demo" in found.text
    assert LESSON in found.text, "the trial itself is found, with what it taught"
    await company.mia.click(card, ids.STORY_OPEN)
    assert company.mia.modal is not None
    story = str(company.mia.modal.blocks)
    assert "Some are asleep" in story
    assert LESSON in story


async def told_of_a_win(company: Company) -> Message:
    """Let Ana tell a win and Tom say how; two colleagues want that kept. Return its card."""
    await company.ana.command("/reussite Béta a signé", company.ventes)
    await company.ana.submit()
    await company.settle()
    win = company.last(company.ventes)
    how = await company.tom.say(company.ventes, "I text the day before a demo.", thread=win)
    await company.luc.react(how, "bulb")
    await company.mia.react(how, "bulb")
    await company.settle()
    await company.tom.click(company.slack.dm(company.tom)[-1], ids.NOMINATION_PUBLISH)
    for _ in range(2):
        await company.let(seconds=61)
    return company.slack.messages(company.ventes, win)[-1]


async def agreed_on(company: Company, practice: Message) -> tuple[Trial, Message]:
    """Let Luc propose to try the practice; Mia objects, he amends, and nobody objects any more."""
    luc, mia = company.luc, company.mia
    await choose_of_practice(luc, practice, "try")
    said = {"why": "Some forget", "signs": "They are all there", "people": [company.tom]}
    form = {ids.field(ids.TRIALS_PROPOSE, name): typed for name, typed in said.items()}
    assert (await luc.submit(form)).ok
    await company.let(seconds=61)
    card = company.last(company.ventes)
    assert "I text the day before a demo." in plain(card)
    assert (await object_to(mia, card, "Some are asleep at nine in the evening")).ok
    await company.let(seconds=61)
    await choose(luc, card, "amend")
    assert (await amend(luc, change="A text before seven, the evening before a demo.")).ok
    await company.let(seconds=61)
    trial = await the_trial(company, company.ventes)
    assert (trial.stage, trial.owner_id) == (Stage.PROPOSED, luc.id)
    await until(company, trial, Stage.RUNNING)
    return trial, card


async def looked_back_on(company: Company, card: Message) -> None:
    """Let both who were in it answer alone; what they said comes together in the thread."""
    await company.let(seconds=61)
    await answer(company, company.tom, "Fewer empty chairs", "They all came", "Texting early", "")
    assert "They all came" not in str(company.slack.messages(company.ventes, card))
    await answer(company, company.luc, "", "", "", "Before seven, always")
    for _ in range(3):
        await company.let(seconds=61)
    thread = str([reply.text for reply in company.slack.messages(company.ventes, card)])
    assert "They all came" in thread
    assert "Before seven, always" in thread


async def until(company: Company, trial: Trial, stage: Stage) -> None:
    """Let time pass, from one moment at which something is due to the next, up to a stage."""
    for _ in range(4):
        now = await trial_now(company, trial)
        if now.stage is stage:
            return
        assert now.due_at is not None
        await passing(company, now.due_at)


def plain(message: Message) -> str:
    """Return all that a message shows, its no-break spaces as those that one types."""
    return shown(message).replace("\u00a0", " ")
