"""What becomes of answers: late, changed, taken back, erased; and who may answer."""

import json

from bot.domain.notices import NoticeKind
from bot.views import ids
from tests.support.answers import (
    AUDIENCE,
    SINCE,
    TEXT,
    close,
    coached,
    entered,
    offered,
    whole,
)
from tests.support.company import Company
from tests.support.questions import CLOSING, TUESDAY_10, answer, asked, spoken, words_kept

# ------------------------------------------------------------------ late


async def test_late_answers_are_added_to_what_is_gathered(company_on_both: Company) -> None:
    company = company_on_both
    prompt = await asked(company)
    await answer(company.luc, prompt, "à l’heure")
    await company.ana.click(prompt, "checkins.open_answer")
    gathering = await close(company)
    company.clock.advance(CLOSING)
    updates = [call.method for call in company.slack.calls].count("chat.update")
    assert (await company.ana.submit({TEXT: "en retard"})).ok
    reply = await company.tom.say(company.ventes, "late too", prompt)
    await company.settle()
    assert company.last(company.ventes) is gathering
    after = [call.method for call in company.slack.calls].count("chat.update")
    assert after == updates + 1, "told together"
    in_time = "*Luc Petit*\nà l’heure"
    assert spoken(gathering) == [
        in_time,
        SINCE,
        "*Ana Morel*\nen retard",
        "*Tom Hill*\nlate too",
    ]
    company.clock.advance(CLOSING)
    await company.tom.edit(reply, "late indeed")
    await answer(company.luc, gathering, "à l’heure, vraiment")
    await company.settle()
    assert spoken(gathering)[0] == "*Luc Petit*\nà l’heure, vraiment"
    assert spoken(gathering)[-1] == "*Tom Hill*\nlate indeed"
    await company.tom.delete(reply)
    await company.settle()
    assert "late" not in gathering.text


async def test_the_first_late_answer_is_told_in_a_message_of_its_own(
    company_on_both: Company,
) -> None:
    company = company_on_both
    prompt = await asked(company)
    await company.luc.click(prompt, "checkins.open_answer")
    assert await close(company) is prompt
    await company.let(hours=1)
    await company.luc.submit({TEXT: "mieux vaut tard"})
    await company.settle()
    gathering = company.last(company.ventes)
    assert spoken(gathering) == [SINCE, "*Luc Petit*\nmieux vaut tard"]
    await answer(company.ana, gathering, "moi aussi")
    await company.settle()
    assert company.last(company.ventes) is gathering
    assert spoken(gathering)[-1] == "*Ana Morel*\nmoi aussi"


async def test_an_answer_that_comes_while_nothing_is_gathered_is_not_lost(
    company_on_both: Company,
) -> None:
    """A worker found nothing to tell, and has not said so yet."""
    company = company_on_both
    prompt = await asked(company)
    await company.luc.click(prompt, "checkins.open_answer")
    assert company.luc.modal is not None
    checkin_id = json.loads(company.luc.modal.body["private_metadata"])["checkin"]
    company.clock.move_to(TUESDAY_10 + CLOSING)
    [claim] = [
        claim
        for claim in await company.cordee.services.outbox.claim(9)
        if claim.notice.kind is NoticeKind.CHECKIN_GATHERING
    ]
    gatherings = company.cordee.services.gatherings
    told = await gatherings.gather(company.slack.team_id, checkin_id, company.clock.now())
    assert told.is_empty
    await company.luc.submit({TEXT: "juste après"})
    await company.cordee.services.outbox.dropped(claim)
    await company.settle()
    assert spoken(company.last(company.ventes)) == [SINCE, "*Luc Petit*\njuste après"]


async def test_after_two_weeks_it_is_over(company: Company) -> None:
    prompt = await asked(company)
    await company.luc.click(prompt, "checkins.open_answer")
    await close(company)
    await company.let(days=14)
    outcome = await company.luc.submit({TEXT: "un peu tard"})
    assert "deux semaines" in outcome.errors[TEXT]
    assert entered(company.luc, TEXT) == "un peu tard"
    await company.ana.say(company.ventes, "moi aussi", prompt)
    await company.settle()
    assert await words_kept(company) == []
    assert company.last(company.ventes) is prompt


# ------------------------------------------------------------------ changed, taken back, erased


async def test_an_answer_and_its_audience_can_be_changed_and_taken_back(company: Company) -> None:
    prompt = await asked(company)
    await answer(company.luc, prompt, "sans nom", "unnamed")
    await company.luc.click(prompt, "checkins.open_answer")
    assert entered(company.luc, TEXT) == "sans nom"
    assert entered(company.luc, AUDIENCE) == "unnamed"
    await company.luc.submit({TEXT: "avec mon nom", AUDIENCE: "team"})
    await answer(company.ana, prompt, "oups")
    await company.ana.click(prompt, "checkins.open_answer")
    await company.ana.click(None, "answers.take_back")
    assert company.ana.modal is not None
    assert "C’est repris" in str(company.ana.modal.blocks)
    gathering = await close(company)
    assert spoken(gathering) == ["*Luc Petit*\navec mon nom"]
    assert "oups" not in whole(company)


async def test_what_is_taken_back_after_the_gathering_leaves_it(company: Company) -> None:
    prompt = await asked(company)
    await answer(company.luc, prompt, "à retirer")
    gathering = await close(company)
    assert "à retirer" in gathering.text
    await company.luc.click(gathering, "checkins.open_answer")
    assert entered(company.luc, TEXT) == "à retirer"
    assert set(offered(company.luc)) == set(), "it is too late to leave one's name out"
    await company.luc.click(None, "answers.take_back")
    await company.settle()
    assert spoken(gathering) == ["Ce qui avait été dit ici a été repris."]
    assert "à retirer" not in str(gathering.blocks)


async def test_an_erased_person_leaves_what_was_gathered(company_on_both: Company) -> None:
    company = company_on_both
    await coached(company, company.luc)
    prompt = await asked(company)
    await answer(company.tom, prompt, "Tom’s word")
    await answer(company.mia, prompt, "Mia’s word")
    await answer(company.ana, prompt, "pour Luc", "coach")
    gathering = await close(company)
    [private] = company.slack.dm(company.luc)
    for person in (company.tom, company.ana):
        outcome = await person.command("/cordee privacy", company.ventes)
        await person.click(outcome.message, ids.PRIVACY_ERASE)
        await person.submit()
    await company.settle()
    assert spoken(gathering) == ["*Mia Stone*\nMia’s word"]
    assert "pour Luc" not in private.text
    assert "Tom’s word" not in whole(company)


# ------------------------------------------------------------------ who may


async def test_who_is_not_in_the_channel_may_not_answer(company: Company) -> None:
    prompt = await asked(company)
    await company.luc.click(prompt, "checkins.open_answer")
    await company.tom.click(prompt, "checkins.open_answer")
    company.slack.remove_member(company.ventes, company.luc)
    company.slack.change_person(company.tom, deactivated=True)
    await company.slack.quiet()
    for person, words in ((company.luc, "je suis parti"), (company.tom, "so did I")):
        outcome = await person.submit({TEXT: words})
        assert "chann" in outcome.errors[TEXT] or "canal" in outcome.errors[TEXT]
        assert entered(person, TEXT) == words
    assert await words_kept(company) == []


async def test_a_guest_answers_the_team_by_name(company: Company) -> None:
    await coached(company, company.ana)
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.ventes, guest)
    prompt = await asked(company)
    await guest.click(prompt, "checkins.open_answer")
    assert offered(guest) == {}
    await guest.submit({TEXT: "seen from outside"})
    assert spoken(await close(company)) == ["*Gus Guest*\nseen from outside"]


async def test_who_became_a_guest_meanwhile_may_not_leave_their_name_out(company: Company) -> None:
    prompt = await asked(company)
    await company.tom.click(prompt, "checkins.open_answer")
    company.slack.change_person(company.tom, guest=True)
    await company.slack.quiet()
    outcome = await company.tom.submit({TEXT: "me", AUDIENCE: "unnamed"})
    assert "with their name" in outcome.errors[AUDIENCE]
    assert await words_kept(company) == []


async def test_replies_of_bots_and_of_other_organisations_are_no_answers(company: Company) -> None:
    stranger = company.slack.add_person("Eve Else", external=True)
    robot = company.slack.add_person("Robot", bot=True)
    shared = company.slack.add_channel("partenaires", [company.ana, stranger, robot], shared=True)
    prompt = await asked(company, shared)
    await stranger.say(shared, "from afar", prompt)
    await robot.say(shared, "beep", prompt)
    await company.ana.say(shared, "ici", prompt)
    await company.settle()
    assert await words_kept(company) == ["ici"]
