"""A story: what nobody had written down is asked, answered, kept, and found the next time."""

from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.tips import ask, labels, tip, titles


async def test_a_question_finds_its_answer(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, language="fr")

    # Luc looks for something that nobody has passed on, and lets the channel be asked.
    nothing = await company.luc.command("/pratiques devis sans réponse", company.ventes)
    assert labels(nothing) == ["Demander au canal"]
    await company.luc.click(nothing.message, "library.ask_channel")
    await company.settle()
    question = company.last(company.ventes)
    assert question.text.startswith(f"<@{company.luc.id}> cherche\u00a0: *devis sans réponse*")

    # Ana answers in the thread; two colleagues find it worth keeping, and she agrees.
    reply = await company.ana.say(
        company.ventes, "Devis sans réponse : un SMS, deux dates.", thread=question
    )
    await company.luc.react(reply, "bulb")
    await company.tom.react(reply, "bulb")
    await company.settle()
    await company.ana.click(company.slack.dm(company.ana)[-1], "nominations.publish")
    await company.settle()

    # Weeks later Mia wonders aloud elsewhere, and the thread has its answer.
    await company.let(days=20)
    [told] = await ask(company, company.mia, "what if a quote gets no réponse?", company.marketing)
    assert titles(told) == ["Devis sans réponse : un SMS, deux dates."]
    assert told.text.startswith("This has worked for colleagues:")
    await company.mia.click(told, "practices.read")
    assert company.mia.modal is not None

    # Tom hands over what he does himself, in a message of his own.
    await company.tom.write_to_bot("I ring the assistant first, she knows when he answers.")
    await company.settle()
    offered = company.slack.dm(company.tom)[-1]
    await company.tom.click(offered, "asking.pass_on")
    assert (await company.tom.submit({"practices.share.channel": company.marketing})).ok
    await company.settle()
    found = await company.luc.command("/pratiques assistante", company.ventes)
    assert titles(found) == ["I ring the assistant first, she knows when he answers."]

    # What another says in private stays there.
    await tip(company, company.ana, "Devis sans réponse : le directeur", company.projets)
    [told] = await ask(company, company.luc, "devis sans réponse ?", company.marketing)
    assert titles(told) == ["Devis sans réponse : un SMS, deux dates."]
