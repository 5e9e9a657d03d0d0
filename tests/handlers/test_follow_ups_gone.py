"""Follow-ups follow the words that they were opened from: edited, deleted, erased, out of sight."""

from datetime import timedelta

import pytest

from bot.views import ids
from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.follow_ups import (
    WORDS,
    choose,
    far_away,
    gathered,
    is_offered,
    say,
    shown,
    take_up,
    taken_up,
    thread,
    written,
)
from tests.support.questions import answer, asked

WITHDRAWN = "Ces mots ont été retirés."
UNTOLD = "There is a discount that nobody knows."


async def replied(company: Company, who: Acting, words: str = WORDS) -> tuple[Message, Message]:
    """Let somebody answer in the thread; return the reply and the gathering."""
    prompt = await asked(company)
    reply = await who.say(company.ventes, words, prompt)
    await company.slack.quiet()
    await company.let(days=2)
    return reply, company.last(company.ventes)


async def erase(company: Company, who: Acting) -> None:
    outcome = await who.command("/cordee privacy", company.ventes)
    await who.click(outcome.message, ids.PRIVACY_ERASE)
    await who.submit()
    await company.settle()


async def test_an_edit_is_followed_while_it_is_open(company_on_both: Company) -> None:
    company = company_on_both
    reply, gathering = await replied(company, company.ana)
    card = await taken_up(company, company.tom, gathering)
    await company.let(minutes=1)
    await company.ana.edit(reply, "Des devis d’une page.")
    await company.settle()
    assert "« Des devis d’une page. » — Ana Morel" in shown(card)
    await say(company.tom, card, "Done.")
    await company.settle()
    await company.let(minutes=1)
    await company.ana.edit(reply, "Je n’ai rien dit.")
    await company.settle()
    assert "« Des devis d’une page. » — Ana Morel" in shown(card)


@pytest.mark.parametrize("gone", ["deleted", "emptied", "erased"])
async def test_words_that_are_withdrawn_are_shown_nowhere(company: Company, gone: str) -> None:
    reply, gathering = await replied(company, company.ana)
    card = await taken_up(company, company.tom, gathering)
    await company.let(minutes=1)
    if gone == "erased":
        await erase(company, company.ana)
    elif gone == "emptied":
        await company.ana.edit(reply, "\u200b")
    else:
        await company.ana.delete(reply)
    await company.settle()
    assert shown(card).strip() == WITHDRAWN
    assert not [block for block in card.blocks if block["type"] == "actions"]
    assert WORDS not in shown(gathering)


async def test_an_answer_of_the_form_is_followed_too(company: Company) -> None:
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    await company.let(minutes=1)
    assert (await answer(company.ana, gathering, "Des devis d’une page.")).ok
    await company.settle()
    assert "« Des devis d’une page. » — Ana Morel" in shown(card)
    await company.ana.click(gathering, "checkins.open_answer")
    await company.ana.click(None, ids.ANSWER_TAKE_BACK)
    await company.settle()
    assert shown(card).strip() == WITHDRAWN


async def test_what_came_of_it_stays_without_the_words(company_on_both: Company) -> None:
    company = company_on_both
    reply, gathering = await replied(company, company.ana)
    card = await taken_up(company, company.tom, gathering)
    await say(company.tom, card, "A one-page template.")
    await company.settle()
    told = thread(company, gathering)[-1]
    await company.let(minutes=1)
    await company.ana.delete(reply)
    await company.settle()
    for message in (card, told):
        assert WITHDRAWN in shown(message)
        assert "A one-page template." in shown(message)
        assert WORDS not in shown(message)
    [word] = company.slack.dm(company.ana)
    assert WORDS not in shown(word)


async def test_what_somebody_wrote_of_it_goes_with_them(company: Company) -> None:
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    await say(company.tom, card, "A one-page template.")
    await company.settle()
    told = thread(company, gathering)[-1]
    [word] = company.slack.dm(company.ana)
    await company.let(minutes=1)
    await erase(company, company.tom)
    for message in (card, told, word):
        assert "A one-page template." not in shown(message)
        assert "Tom Hill" not in shown(message)
    assert "Suite à donner" in shown(card), "nobody has said it any more"
    assert (await say(company.luc, card, "Un modèle.")).ok


async def test_a_word_that_waits_for_the_morning_is_not_said_of_what_is_open_again(
    company: Company,
) -> None:
    nora = await far_away(company)
    prompt = await asked(company)
    await answer(nora, prompt, "Fewer slides.")
    await company.let(days=2)
    gathering = company.last(company.ventes)
    card = await taken_up(company, company.luc, gathering, "Fewer slides.")
    await say(company.luc, card, "C’est fait.")
    await company.settle()
    await choose(company.luc, card, "reopen")
    await company.let(days=2)
    assert not company.slack.dm(nora)
    await company.let(days=2)
    assert (await say(company.luc, card, "Fait pour de bon.")).ok
    await company.let(hours=12)
    [word] = company.slack.dm(nora)
    assert "Fait pour de bon." in shown(word)


# ------------------------------------------------------------------ who may, and where


async def test_who_left_a_private_channel_follows_nothing_up_there(company: Company) -> None:
    gathering = await gathered(company, channel=company.projets)
    card = await taken_up(company, company.ana, gathering)
    await company.luc.click(card, ids.FOLLOW_UP_SAY)
    company.slack.remove_member(company.projets, company.luc)
    await company.slack.quiet()
    outcome = await written(company.luc, "Un modèle.")
    assert "Seuls ceux qui lisent" in str(outcome.errors)
    company.slack.remove_member(company.projets, company.ana)
    company.slack.add_member(company.projets, company.luc)
    await company.slack.quiet()
    await company.luc.close_modal()
    assert (await say(company.luc, card, "Un modèle.")).ok
    await company.settle()
    assert not company.slack.dm(company.ana), "she may not read it any more"


async def test_a_guest_of_the_channel_may_and_another_organisation_may_not(
    company: Company,
) -> None:
    gia = company.slack.add_person("Gia Guest", locale="en-US", guest=True)
    eve = company.slack.add_person("Eve Else", locale="en-US", external=True)
    for person in (gia, eve):
        company.slack.add_member(company.ventes, person)
    gathering = await gathered(company)
    await take_up(eve, gathering)
    await company.settle()
    assert not thread(company, gathering)
    card = await taken_up(company, gia, gathering)
    assert "Suite à donner" in shown(card)


async def test_an_old_gathering_of_somebody_who_is_erased(company: Company) -> None:
    gathering = await gathered(company)
    blocks = list(gathering.blocks)
    await erase(company, company.ana)
    gathering.blocks[:] = blocks
    await take_up(company.luc, gathering)
    assert "retirés" in company.luc.ephemerals(company.ventes)[-1].text
    await company.settle()
    assert not thread(company, gathering)


async def test_in_an_archived_channel_nothing_is_taken_up(company: Company) -> None:
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    await company.tom.click(card, ids.FOLLOW_UP_SAY)
    company.slack.archive(company.ventes)
    company.clock.advance(timedelta(minutes=2))
    outcome = await written(company.tom, "Done.")
    assert "cannot write in that channel" in str(outcome.errors)
    assert company.tom.modal is not None, "the words are still there"


async def test_a_long_answer_is_short_on_its_card_and_whole_in_the_form(company: Company) -> None:
    words = "encore un mot " * 700
    _, gathering = await replied(company, company.ana, words)
    parts = thread(company, gathering)
    card = await taken_up(company, company.tom, gathering, "encore un mot")
    assert thread(company, gathering) == [*parts, card], "what did not fit stays where it was"
    assert "Suite à donner" in shown(thread(company, gathering)[-2])
    assert "…" in shown(card)
    await company.tom.click(card, ids.FOLLOW_UP_SAY)
    assert company.tom.modal is not None
    said = " ".join(
        block["text"]["text"] for block in company.tom.modal.blocks if block["type"] == "section"
    )
    assert said.count("encore") == 700


# ------------------------------------------------------------------ without a name


async def test_what_has_no_name_is_taken_up_without_one(company: Company) -> None:
    people = [
        *(company.ana, company.luc, company.tom, company.mia),
        company.slack.add_person("Zoé Blanc", locale="fr-FR"),
    ]
    company.slack.add_member(company.ventes, people[-1])
    prompt = await asked(company)
    for person in people:
        words = UNTOLD if person is company.tom else f"Rien de {person.name[0]}"
        await person.click(prompt, "checkins.open_answer")
        form = {"checkins.answer.text": words, "checkins.answer.audience": "unnamed"}
        assert (await person.submit(form)).ok
    await company.let(days=2)
    gathering = company.last(company.ventes)
    assert is_offered(gathering, UNTOLD)
    card = await taken_up(company, company.ana, gathering, UNTOLD)
    assert shown(card).strip().endswith(f"« {UNTOLD} »")
    assert (await say(company.luc, card, "On en parle lundi.")).ok
    await company.let(days=2)
    assert not company.slack.dm(company.tom), "nobody knows whom to tell"
