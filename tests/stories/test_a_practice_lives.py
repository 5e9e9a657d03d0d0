"""A practice is tried by others, told of, asked about when nobody speaks of it, and renewed."""

from tests.support.company import Company
from tests.support.echoes import filled, page_of, passed_on, shown
from tests.support.freshness import HOLDS, RETIRE, UPDATE, asked


async def test_a_practice_lives(company_on_both: Company) -> None:
    company = company_on_both
    ana, luc, tom, mia = company.ana, company.luc, company.tom, company.mia

    # Ana passes on what works. Tom finds it in English, tries it, and tells how it went.
    card = await passed_on(company, "Un SMS la veille d’une démo")
    await company.let(days=3)
    await page_of(company, tom, "sms")
    await tom.click(None, "echoes.try")
    told = filled(
        situation="A buyer in Leeds, before a second demo",
        happened="She had read it, and came with her questions.",
        changed="I sent it at lunchtime.",
    )
    assert (await tom.submit(told)).ok
    assert "She had read it" in shown(tom.modal), "the page behind the form follows"
    await company.settle()
    assert "Tom Hill tried it: She had read it" in shown(card)
    [word] = company.slack.dm(ana)
    assert "I sent it at lunchtime." in shown(word)

    # What he told is found, too; Mia makes something of it, and it did not work.
    await page_of(company, mia, "lunchtime")
    await mia.click(None, "echoes.try")
    await mia.submit(filled(happened="No answer: they do not read texts at work."))
    await company.settle()
    page = shown(await page_of(company, luc, "sms"))
    assert page.index("No answer") < page.index("She had read it"), "all of it, latest first"

    # Half a year goes by without a word: Ana and Mia, who know it best, are asked, and nobody else.
    await company.let(days=183)
    for _ in range(10):
        await company.let(hours=1)
    [to_ana], [to_mia] = asked(company, ana), asked(company, mia)
    assert not asked(company, tom) + asked(company, luc)

    # Mia has her doubts, which retires nothing: Ana is told, and makes it better.
    await mia.click(to_mia, RETIRE)
    await company.settle()
    await company.let(days=2, hours=14)  # it is Monday morning
    doubt = asked(company, ana)[-1]
    assert f"<@{mia.id}>, qui l’a essayée" in shown(doubt)
    await ana.click(doubt, UPDATE)
    assert (await ana.submit({"practices.revise.situation": "Qui lit ses SMS"})).ok
    await company.settle()
    assert "Qui lit ses SMS" in shown(card)
    for settled in (to_ana, doubt, to_mia):
        assert HOLDS not in str(settled.blocks)

    # It has another half year before anybody is asked again; then Ana lets it go, and it is gone.
    await company.let(days=180)
    assert not asked(company, ana)
    await company.let(days=10)
    await ana.click(asked(company, ana)[0], RETIRE)
    assert (await ana.submit()).ok
    await company.settle()
    assert shown(card) == "This practice was withdrawn."
    outcome = await luc.command("/pratiques sms", company.marketing)
    assert "Un SMS la veille" not in outcome.text
