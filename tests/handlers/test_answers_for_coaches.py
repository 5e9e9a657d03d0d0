"""What is answered for the coach reaches the coach, and nobody else."""

from tests.support.answers import (
    AUDIENCE,
    SINCE,
    TEXT,
    close,
    coached,
    entered,
    everything,
    offered,
)
from tests.support.company import Company
from tests.support.questions import answer, asked, spoken, words_kept


async def test_what_is_for_the_coach_reaches_the_coach_only(company_on_both: Company) -> None:
    company = company_on_both
    await coached(company, company.ana)
    prompt = await asked(company)
    await company.tom.click(prompt, "checkins.open_answer")
    assert offered(company.tom) == {
        "team": "The team",
        "coach": "My coach only: Ana Morel",
        "unnamed": "The team, without my name",
    }
    await company.tom.submit({TEXT: "The price list <old> & gone", AUDIENCE: "coach"})
    await answer(company.luc, prompt, "Un client patient.")
    await company.settle()
    assert company.slack.dm(company.ana) == [], "nothing is told before the closing"
    gathering = await close(company)
    assert spoken(gathering) == ["*Luc Petit*\nUn client patient."]
    [word] = company.slack.dm(company.ana)
    assert word.text.startswith("Rien que pour toi")
    assert "*Tom Hill*\nThe price list &lt;old&gt; &amp; gone" in word.text
    elsewhere = [m for m in everything(company) if m is not word]
    assert not [m for m in elsewhere if "price list" in f"{m.text}{m.blocks}"]


async def test_a_late_word_for_the_coach_comes_by_itself_and_follows(company: Company) -> None:
    await coached(company, company.ana)
    prompt = await asked(company)
    await answer(company.tom, prompt, "one", "coach")
    await answer(company.mia, prompt, "hello")
    await close(company)
    gathering = company.last(company.ventes)
    await answer(company.luc, gathering, "deux", "coach")
    await company.settle()
    first, late = company.slack.dm(company.ana)
    assert "one" in first.text
    assert "deux" not in first.text
    assert "deux" in late.text
    await answer(company.luc, gathering, "deux et demi", "coach")
    await answer(company.tom, gathering, "to everybody", "team")
    await company.settle()
    assert "deux et demi" in late.text
    assert "one" not in first.text
    assert spoken(company.last(company.ventes))[-1] == "*Tom Hill*\nto everybody"
    assert len(company.slack.dm(company.ana)) == 2


async def test_who_has_no_coach_is_not_offered_one(company: Company) -> None:
    await coached(company, company.ana)
    prompt = await asked(company)
    await company.ana.click(prompt, "checkins.open_answer")
    assert set(offered(company.ana)) == {"team", "unnamed"}, "nobody is their own coach"
    await company.tom.click(prompt, "checkins.open_answer")
    await coached(company, company.tom)
    outcome = await company.tom.submit({TEXT: "psst", AUDIENCE: "coach"})
    assert "coach" in outcome.errors[AUDIENCE]
    assert entered(company.tom, TEXT) == "psst"
    assert await words_kept(company) == []


async def test_a_coach_who_has_left_reads_nothing_and_the_author_decides(company: Company) -> None:
    await coached(company, company.mia)
    prompt = await asked(company)
    await answer(company.luc, prompt, "pour Mia", "coach")
    await answer(company.ana, prompt, "pour Mia aussi", "coach")
    company.slack.change_person(company.mia, deactivated=True)
    await company.slack.quiet()
    await close(company)
    assert "pour Mia" not in "".join(m.text for m in company.slack.messages(company.ventes))
    [word] = company.slack.dm(company.luc)
    assert "aucune de tes équipes n’a plus de coach" in word.text
    await company.luc.click(word, "answers.tell_team")
    assert entered(company.luc, TEXT) == "pour Mia"
    await company.luc.submit()
    [other] = company.slack.dm(company.ana)
    await company.ana.click(other, "answers.leave")
    await company.settle()
    assert spoken(company.last(company.ventes)) == [SINCE, "*Luc Petit*\npour Mia"]
    assert await words_kept(company) == ["pour Mia"]
