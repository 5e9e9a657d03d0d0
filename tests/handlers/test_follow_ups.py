"""Follow-ups through Bolt: taken up in the thread, closed, corrected, opened again, listed."""

import asyncio
from datetime import timedelta

from bot.domain.digests import Choice, Item, ItemKind, Period
from bot.domain.follow_ups import WAITS, FollowUp
from bot.views import ids
from bot.views.follow_ups import PAGE
from tests.support.company import Company
from tests.support.follow_ups import (
    WORDS,
    choice_beside,
    choose,
    far_away,
    gathered,
    is_offered,
    listed,
    say,
    shown,
    take_up,
    taken_up,
    thread,
    typed,
    written,
)
from tests.support.questions import answer, asked

SENT = "Un modèle d’une page."


async def test_what_was_answered_is_taken_up_until_something_comes_of_it(
    company_on_both: Company,
) -> None:
    company = company_on_both
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    assert "Suite à donner" in shown(card)
    assert "« Des devis plus courts. » — Ana Morel" in shown(card)
    assert not is_offered(gathering, WORDS)
    assert "Suite à donner" in shown(gathering)
    await company.let(minutes=5)
    assert (await say(company.tom, card, SENT)).ok
    await company.settle()
    told = thread(company, gathering)[-1]
    for message in (card, told):
        assert "Suite donnée" in shown(message)
        assert f"Ce que c’est devenu : {SENT} — Tom Hill" in shown(message)
    assert "Suite donnée" in shown(gathering)
    [word] = company.slack.dm(company.ana)
    assert f"Ce que c’est devenu : {SENT} — Tom Hill" in shown(word)
    assert not company.slack.dm(company.tom)


async def test_two_who_take_it_up_at_once_open_one(company_on_both: Company) -> None:
    company = company_on_both
    gathering = await gathered(company)
    value = choice_beside(gathering, WORDS)
    await asyncio.gather(
        *(who.click(gathering, value) for who in (company.tom, company.luc, company.mia))
    )
    refused = [
        word.text
        for who in (company.tom, company.luc, company.mia)
        for word in who.ephemerals(company.ventes)
    ]
    assert len(refused) == 2
    assert all("thread" in text or "fil" in text for text in refused)
    await company.settle()
    assert len(thread(company, gathering)) == 1


async def test_who_comes_late_is_led_to_the_card(company: Company) -> None:
    gathering = await gathered(company)
    before = list(gathering.blocks)
    card = await taken_up(company, company.tom, gathering)
    gathering.blocks[:] = before  # as somebody sees it whose Slack has not caught up
    await take_up(company.luc, gathering)
    [word] = company.luc.ephemerals(company.ventes)
    assert "https://" in word.text
    assert card.ts.replace(".", "") in word.text


async def test_who_writes_second_sees_what_the_first_wrote(company_on_both: Company) -> None:
    company = company_on_both
    card = await taken_up(company, company.tom, await gathered(company))
    await company.luc.click(card, ids.FOLLOW_UP_SAY)
    assert (await say(company.tom, card, "A one-page template.")).ok
    outcome = await written(company.luc, "Un modèle d’une page.")
    assert "A one-page template." in outcome.errors["follow_ups.close.outcome"]
    assert "Un modèle d’une page." in typed(company.luc)
    await company.luc.close_modal()
    await company.luc.click(card, ids.FOLLOW_UP_SAY)
    assert not typed(company.luc), "there is no form to open any more"
    assert "A one-page template." in company.luc.ephemerals(company.ventes)[-1].text


async def test_two_who_write_at_once_are_not_mixed_up(company_on_both: Company) -> None:
    company = company_on_both
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    for person in (company.luc, company.tom):
        await person.click(card, ids.FOLLOW_UP_SAY)
    outcomes = await asyncio.gather(
        written(company.luc, "Un modèle."), written(company.tom, "A one-page template.", "nothing")
    )
    assert sorted(outcome.ok for outcome in outcomes) == [False, True]
    await company.settle()
    first, second = (outcome.ok for outcome in outcomes)
    assert ("Un modèle." in shown(card), "A one-page template." in shown(card)) == (first, second)
    assert len(thread(company, gathering)) == 2


async def test_a_click_that_slack_tells_twice_is_one(company: Company) -> None:
    gathering = await gathered(company)
    await take_up(company.tom, gathering)
    told = company.slack.deliveries[-1]
    await company.slack.forge(told.kind, told.payload)
    await company.settle()
    assert len(thread(company, gathering)) == 1
    assert not company.tom.ephemerals(company.ventes), "nothing is wrong: it was done"


async def test_nothing_to_see_is_refused_and_why_nothing_will_is_enough(company: Company) -> None:
    card = await taken_up(company, company.tom, await gathered(company))
    outcome = await say(company.luc, card, " \u200b ", "nothing")
    assert "quelques mots" in outcome.errors["follow_ups.close.outcome"]
    assert (await written(company.luc, "Le juridique y tient.", "nothing")).ok
    await company.settle()
    assert "Pourquoi il n’y aura pas de suite : Le juridique y tient. — Luc Petit" in shown(card)


async def test_the_one_who_wrote_it_corrects_it_wherever_it_is_told(company: Company) -> None:
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    await say(company.tom, card, "A one page templte.")
    await company.settle()
    await choose(company.luc, card, "correct")
    assert company.luc.modal is None
    assert "Seule la personne qui l’a écrit" in company.luc.ephemerals(company.ventes)[-1].text
    await choose(company.tom, card, "correct")
    assert "A one page templte." in typed(company.tom)
    assert (await written(company.tom, "A one-page template.")).ok
    await company.settle()
    [word] = company.slack.dm(company.ana)
    for message in (card, thread(company, gathering)[-1], word):
        assert "A one-page template." in shown(message)
        assert "templte" not in shown(message)
    assert len(thread(company, gathering)) == 2


async def test_it_is_opened_again_while_it_is_not_done(company_on_both: Company) -> None:
    company = company_on_both
    gathering = await gathered(company)
    card = await taken_up(company, company.tom, gathering)
    await say(company.tom, card, "A draft.")
    await company.settle()
    told = thread(company, gathering)[-1]
    await choose(company.tom, card, "correct")
    await choose(company.luc, card, "reopen")
    await company.settle()
    assert "Suite à donner" in shown(card)
    assert "Jusqu’ici : A draft. — Tom Hill" in shown(card)
    assert "rouverte" in shown(told)
    assert "Suite à donner" in shown(gathering)
    outcome = await written(company.tom, "A one-page template.")
    assert "opened it again" in outcome.errors["follow_ups.close.outcome"]
    await company.tom.close_modal()
    await company.let(hours=1)
    assert (await say(company.luc, card, SENT)).ok
    await company.settle()
    assert f"Ce que c’est devenu : {SENT} — Luc Petit" in shown(card)
    assert SENT in shown(thread(company, gathering)[-1])
    assert len(thread(company, gathering)) == 3
    [word] = company.slack.dm(company.ana)
    assert "A draft." not in shown(word)


async def test_an_author_is_told_in_their_working_hours_and_of_others_only(
    company: Company,
) -> None:
    nora = await far_away(company)
    prompt = await asked(company)
    await answer(company.ana, prompt, WORDS)
    await answer(nora, prompt, "Fewer slides.")
    await company.let(days=2)
    gathering = company.last(company.ventes)
    mine = await taken_up(company, company.ana, gathering)
    hers = await taken_up(company, company.ana, gathering, "Fewer slides.")
    await say(company.ana, mine, SENT)
    await say(company.ana, hers, "C’est fait.")
    await company.settle()
    assert not company.slack.dm(company.ana), "what one says oneself is no news"
    assert not company.slack.dm(nora), "it is night in New York"
    await company.let(hours=7)
    assert not company.slack.dm(nora), "it is Thanksgiving there"
    await company.let(days=1)
    [word] = company.slack.dm(nora)
    assert "C’est fait." in shown(word)


async def test_the_open_ones_of_a_channel_are_listed(company: Company) -> None:
    prompt = await asked(company)
    await answer(company.ana, prompt, WORDS)
    await company.luc.say(company.ventes, "Moins de diapositives.", prompt)
    await company.slack.quiet()
    await company.let(days=2)
    gathering = company.last(company.ventes)
    await taken_up(company, company.tom, gathering)
    await company.let(minutes=1)
    await taken_up(company, company.tom, gathering, "Moins de diapositives.")
    outcome = await company.mia.command("/cordee checkin", company.ventes)
    assert outcome.message is not None
    await company.mia.click(outcome.message, ids.FOLLOW_UPS_LIST)
    first, second = listed(company.mia)
    assert (WORDS in first, "Moins de diapositives." in second) == (True, True)
    assert company.mia.modal is not None
    value = company.mia.modal.blocks[0]["accessory"]["value"]
    await company.mia.click(None, ids.FOLLOW_UP_SAY, value)
    assert (await written(company.mia, "Done.")).ok
    [left] = listed(company.mia)
    assert "Moins de diapositives." in left


async def test_a_long_list_is_turned_page_by_page(company: Company) -> None:
    many = [
        FollowUp(
            follow_up_id=f"f{at}",
            team_id=company.slack.team_id,
            checkin_id="c1",
            answer_id=f"a{at}",
            channel_id=company.ventes.id,
            author_id="",
            words=f"n° {at}",
            opened_at=company.clock.now() + timedelta(minutes=at),
        )
        for at in range(PAGE + 1)
    ]
    await company.cordee.services.follow_ups._database.add(*many)
    outcome = await company.mia.command("/cordee checkin", company.ventes)
    await company.mia.click(outcome.message, ids.FOLLOW_UPS_LIST)
    await company.mia.click(None, ids.FOLLOW_UPS_NEXT)
    assert f"n° {PAGE}" in listed(company.mia)[0]
    await company.mia.click(None, ids.FOLLOW_UPS_FIRST)
    assert [words for words in listed(company.mia) if "n° 0" in words]


async def test_long_waits_and_what_came_of_it_are_there_for_digests(
    company_on_both: Company,
) -> None:
    company = company_on_both
    card = await taken_up(company, company.tom, await gathered(company))
    database = company.cordee.services.follow_ups._database
    team_id, channel_id = company.slack.team_id, company.ventes.id

    async def waiting() -> list[str]:
        async with database.write(team_id) as tx:
            now = company.clock.now()
            waiting = await tx.follow_ups.to_tell(channel_id, Period(now, now), now - WAITS)
            said = [Item(ItemKind.WAITING, each.follow_up_id) for each in waiting]
            await tx.add(Choice(team_id, channel_id, "2026-W53", tuple(said), now))
            return [each.follow_up_id for each in waiting]

    assert not await waiting()
    company.clock.advance(timedelta(weeks=5))
    assert len(await waiting()) == 1
    assert not await waiting(), "that is said once"
    assert (await say(company.tom, card, SENT)).ok
