"""Trials proposed through Bolt: the form, what was tried before, and from where one comes."""

from datetime import date
from string import ascii_letters

from bot.domain.channels import ChannelSettings
from bot.domain.objectives import Objective
from bot.domain.people import Language
from bot.domain.stages import Stage
from bot.domain.workdays import Workdays
from bot.views import ids, kit
from tests.support.agreements import choose as take_back, the_trial
from tests.support.company import Company
from tests.support.conclusions import CHANGE as TO_STOP, LESSON, debriefed, stop
from tests.support.follow_ups import WORDS, choice_beside, gathered
from tests.support.proposals import CHANGE, CHRISTMAS, entered, fields, proposed, said, until
from tests.support.tips import ask, tip, titles
from tests.support.told import choose, shown


async def test_a_trial_is_proposed_with_what_was_typed(company: Company) -> None:
    await company.tom.command(
        f"/trial Call before we quote, with <@{company.mia.id}>", company.ventes
    )
    form = entered(company.tom)
    assert form["change"] == "Call before we quote, with @Mia Stone"
    assert form["people"] == [company.tom.id, company.mia.id]
    assert form["channel"] == company.ventes.id
    assert form["ends_on"] == "2026-12-16"  # three weeks after the two days to object
    assert "objective" not in form
    assert (await company.tom.submit(fields(why="Prices surprise them.", signs="Fewer sighs."))).ok
    assert company.tom.modal is None
    await company.settle()
    card = company.last(company.ventes)
    assert "Call before we quote" in card.text
    assert "Prices surprise them." in card.text


async def test_what_was_tried_is_shown_before_it_is_proposed_again(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes)
    await proposed(company, company.luc, company.marketing)
    await company.luc.command("/essai", company.ventes)
    typed = "Écrire un SMS avant chaque réunion"
    first = await company.luc.submit(fields(change=typed, why="Ils répondent", signs="Des ouis"))
    assert first.action == "update"
    assert "Déjà essayé ici ?" in said(company.luc)
    assert ":bulb: *Un SMS avant la réunion*" in said(company.luc)
    assert ":seedling: *Un SMS avant la première réunion" in said(company.luc)
    assert "Proposé, pas encore commencé." in said(company.luc)
    form = entered(company.luc)
    assert (form["change"], form["why"], form["signs"]) == (typed, "Ils répondent", "Des ouis")
    await company.luc.click(None, ids.PRACTICE_READ)
    assert [view.title for view in company.luc.modals] == ["Essayer ensemble", "Une pratique"]
    await company.luc.close_modal()
    assert (await company.luc.submit({})).ok
    assert not company.luc.modals
    await company.settle()
    assert typed in company.last(company.ventes).text


async def test_what_was_tried_is_shown_at_once_where_it_is_known(company: Company) -> None:
    await tip(company, company.ana, "A text message before the meeting", company.ventes)
    await company.tom.command("/trial A text message before each meeting", company.ventes)
    assert "Already tried here?" in said(company.tom)
    assert (await company.tom.submit({})).action == "clear"


async def test_what_is_private_is_shown_to_its_members_only(company: Company) -> None:
    await proposed(company, company.ana, company.projets, "Appeler le directeur avant l’offre")
    for who, channel in ((company.luc, company.ventes), (company.tom, company.ventes)):
        await who.command("/essai Appeler le directeur avant l’offre", channel)
        assert ("directeur" in said(who)) is (who is company.luc)
        await who.close_modal()


async def test_a_date_that_cannot_be_is_refused_beside_it(company: Company) -> None:
    await company.ana.command(f"/essai {CHANGE}", company.ventes)
    for day, sentence in (
        (date(2026, 11, 20), "une semaine"),
        (date(2027, 3, 1), "Huit semaines"),
        (date(2026, 12, 19), "samedi 19 décembre"),
    ):
        outcome = await company.ana.submit(fields(ends_on=day))
        assert sentence in until(outcome), day
    assert entered(company.ana)["change"] == CHANGE
    nothing = await company.ana.submit(fields(change=" \u200b ", ends_on=date(2026, 12, 18)))
    assert list(nothing.errors) == [ids.field(ids.TRIALS_PROPOSE, "change")]


async def test_a_trial_does_not_end_on_a_holiday_of_its_channel(company: Company) -> None:
    workdays = Workdays(country="FR")
    where = company.slack.team_id, company.ventes.id, Language.FRENCH, "Europe/Paris"
    database = company.cordee.services.outbox._database
    await database.add(ChannelSettings(*where, workdays=workdays))
    for who, command, sentence in (
        (company.ana, "/essai", "vendredi 25 décembre. Le prochain jour travaillé est le lundi 28"),
        (company.tom, "/trial", "on Friday, December 25. The next working day is Monday, December"),
    ):
        await who.command(f"{command} {CHANGE}", company.ventes)
        assert sentence in until(await who.submit(fields(ends_on=CHRISTMAS)))
        await who.close_modal()


async def test_a_trial_comes_from_a_practice(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes, "Écrire.", situation="Devis")
    await choose(company.tom, company.last(company.ventes), "try")
    form = entered(company.tom)
    assert (form["change"], form["why"]) == ("Un SMS avant\nÉcrire.", "Devis")
    found = await company.mia.command("/practices SMS", company.marketing)
    await company.mia.click(found.message, "practices.read")
    await company.mia.click(None, ids.TRIAL_OF_PRACTICE)
    assert entered(company.mia)["channel"] == company.ventes.id
    assert (await company.mia.submit({})).ok
    assert company.mia.modal is None


async def test_trials_are_found_like_the_rest(company_on_both: Company) -> None:
    company = company_on_both
    await proposed(company, company.ana, company.ventes)
    for typed in ("/practices sms", "/practices kind:trial", "/pratiques type:essai réunion"):
        found = await company.tom.command(typed, company.marketing)
        assert len(titles(found, ":seedling:")) == 1, typed
    assert not titles(await company.tom.command("/practices sms kind:win", company.ventes))


async def test_the_card_says_what_a_trial_came_from(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    source = company.last(company.ventes)
    await choose(company.tom, source, "try")
    assert (await company.tom.submit({})).action == "clear"
    await company.settle()
    card = company.last(company.ventes)
    where = f"{source.channel}/p{source.ts.replace('.', '')}"
    assert f"{where}|Un SMS avant>" in shown(card)
    assert "From a practice: <" in shown(card)
    await choose(company.ana, source, "withdraw")
    assert (await company.ana.submit({})).ok
    await company.settle()
    await company.mia.click(card, ids.AGREEMENT_JOIN)
    await company.settle()
    assert "From a practice" not in shown(card)


async def test_a_practice_of_a_private_channel_is_tried_there(company: Company) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    found = await company.luc.command("/pratiques directeur", company.ventes)
    await company.luc.click(found.message, "practices.read")
    await company.luc.click(None, ids.TRIAL_OF_PRACTICE)
    assert entered(company.luc)["channel"] == company.projets.id
    elsewhere = await company.luc.submit(fields(channel=company.ventes))
    assert list(elsewhere.errors) == [ids.field(ids.TRIALS_PROPOSE, "channel")]
    assert (await company.luc.submit(fields(channel=company.projets))).ok


async def test_a_trial_comes_from_an_answer(company: Company) -> None:
    gathering = await gathered(company)
    await company.tom.click(gathering, choice_beside(gathering, WORDS, "try"))
    assert entered(company.tom)["change"] == WORDS
    assert entered(company.tom)["channel"] == company.ventes.id
    assert (await company.tom.submit({})).ok
    await company.settle()
    card = company.last(company.ventes)
    assert "D’après une réponse à une question ouverte" in shown(card)
    assert "Ana" not in shown(card)


async def test_a_stopped_trial_is_found_with_what_it_taught_and_tried_differently(
    company: Company,
) -> None:
    _, card = await debriefed(company)
    [asked] = company.slack.dm(company.ana)
    await stop(company.ana, asked)
    await company.settle()
    found = await company.tom.command("/practices texto kind:trial", company.marketing)
    assert f"Stopped. What it taught us: {LESSON}" in found.text
    await company.tom.click(found.message, ids.TRIAL_AGAIN)
    assert entered(company.tom)["change"] == TO_STOP
    assert (await company.tom.submit(fields(change="Par texto, le soir même"))).ok
    await company.settle()
    assert "From another trial: <" in shown(company.last(company.ventes))
    assert "Try it differently" in str(card.blocks)


async def test_a_channel_without_the_bot_is_named_beside_its_field(company: Company) -> None:
    alone = company.slack.add_channel("seuls", members=[company.tom], with_bot=False)
    await company.tom.command("/trial Call first", company.ventes)
    outcome = await company.tom.submit(fields(channel=alone))
    assert list(outcome.errors) == [ids.field(ids.TRIALS_PROPOSE, "channel")]


async def test_more_people_than_a_field_holds_are_not_lost_in_the_opening(company: Company) -> None:
    crowd = [company.slack.add_person(f"Person {letter}") for letter in ascii_letters]
    for person in crowd:
        company.slack.add_member(company.ventes, person)
    named = " ".join(f"<@{person.id}>" for person in crowd)
    await company.tom.command(f"/trial Call first, with {named}", company.ventes)
    people = entered(company.tom)["people"]
    assert people[0] == company.tom.id
    assert len(people) == kit.MOST_PEOPLE
    assert (await company.tom.submit({})).ok


async def test_a_question_is_answered_with_what_was_tried_until_it_is_taken_back(
    company: Company,
) -> None:
    card = await proposed(company, company.ana, company.marketing)
    [told] = await ask(company, company.tom, "a SMS before a meeting? un SMS avant la réunion ?")
    assert ":seedling: *Un SMS avant la première réunion" in told.text
    assert "Voici ce qui a été essayé ici" in told.text or "This was tried here" in told.text
    await take_back(company.ana, card, "withdraw")
    await company.let(minutes=1)
    assert "SMS avant la première" not in told.text
    assert not titles(await company.tom.command("/practices sms", company.ventes), ":seedling:")


async def test_a_trial_may_serve_what_its_channel_agreed_on(company: Company) -> None:
    now = company.clock.now()
    database = company.cordee.services.outbox._database
    for channel, stage in (
        (company.ventes, Stage.RUNNING),
        (company.marketing, Stage.RUNNING),
        (company.projets, Stage.PROPOSED),
    ):
        said = channel.id, "d", company.ana.id, f"Mieux accueillir {channel.name}", "", ""
        until = date(2027, 2, 26)
        await database.add(
            Objective(channel.name, company.slack.team_id, *said, until, now, None, stage)
        )
    await company.ana.command("/essai", company.projets)
    assert "objective" not in entered(company.ana)
    await company.ana.close_modal()
    await company.ana.command("/essai", company.ventes)
    serving = fields(change=CHANGE, objective="Mieux accueillir ventes")
    elsewhere = await company.ana.submit({**serving, **fields(channel=company.marketing)})
    assert list(elsewhere.errors) == [ids.field(ids.TRIALS_PROPOSE, "objective")]
    assert (await company.ana.submit(fields(channel=company.ventes))).ok
    assert (await the_trial(company, company.ventes)).objective_id == "ventes"


async def test_what_has_nothing_to_do_with_it_is_not_shown(company: Company) -> None:
    await tip(company, company.ana, "Apporter des croissants le lundi", company.ventes)
    await tip(company, company.ana, "Le client d’abord", company.ventes, "Écouter, puis parler.")
    await company.luc.command("/essai Envoyer le devis le jour même, en deux pages", company.ventes)
    assert "Déjà essayé" not in said(company.luc)
    assert (await company.luc.submit({})).action == "clear"


async def test_whoever_is_erased_is_named_nowhere_with_what_was_tried(company: Company) -> None:
    await proposed(company, company.ana, company.marketing, people=[company.luc])
    [told] = await ask(company, company.tom, "un SMS avant la réunion ?")
    assert "Ana Morel et Luc Petit" in told.text
    kept = await company.luc.command("/cordee privacy", company.ventes)
    await company.luc.click(kept.message, ids.PRIVACY_ERASE)
    await company.luc.submit()
    await company.let(minutes=1)
    assert "Luc" not in told.text
    assert "SMS avant la première" in told.text
    found = await company.tom.command("/practices sms", company.ventes)
    assert "Luc" not in found.text


async def test_whoever_is_not_in_the_channel_is_not_named_and_the_words_stay(
    company: Company,
) -> None:
    zoe = company.slack.add_person("Zoé Abel", locale="fr-FR")
    await company.tom.command("/trial", company.ventes)
    people = [company.mia.id, zoe.id]
    refused = await company.tom.submit(fields(change=CHANGE, people=people))
    assert (
        "Not all of them are in this channel"
        in refused.errors[ids.field(ids.TRIALS_PROPOSE, "people")]
    )
    assert entered(company.tom)["change"] == CHANGE
