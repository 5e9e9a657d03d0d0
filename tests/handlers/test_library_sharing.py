"""Searches through Bolt: what is shared from there, and what is asked of a channel."""

import pytest
from sqlalchemy import select

from storage.tables import channel_questions
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
from tests.support.tips import labels, somebody, tip, titles


async def test_what_is_found_can_be_shared_once_a_day(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert [m.text[:6] for m in company.slack.messages(company.marketing)] == ["Un SMS"]
    assert company.tom.ephemerals(company.marketing)[-1].text == (
        "This practice was shared here today already."
    )
    await company.let(days=1)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert len(company.slack.messages(company.marketing)) == 2


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne suis pas dans ce canal."), ("tom", "I am not in this channel.")],
)
async def test_what_cannot_be_shared_here_says_so(
    company: Company, name: str, sentence: str
) -> None:
    person = somebody(company, name)
    outside = company.slack.add_channel("dehors", members=[person], with_bot=False)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await person.command("/practices sms", outside)
    await person.click(outcome.message, "practices.share_here")
    assert person.ephemerals(outside)[-1].text.startswith(sentence)


async def test_in_a_direct_message_there_is_nobody_to_share_with(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    message = await company.tom.write_to_bot("hello")
    outcome = await company.tom.command("/practices sms", message.channel)
    assert labels(outcome) == ["Read", "I tried it"]


async def test_what_is_ours_is_not_shared_with_another_organisation(company: Company) -> None:
    shared = company.slack.add_channel("partenaires", members=[company.tom], shared=True)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", shared)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert company.tom.ephemerals(shared)[-1].text == (
        "This channel is shared with another organisation: what was passed on elsewhere stays "
        "among us."
    )
    assert not company.slack.messages(shared)


async def test_a_colleague_may_show_a_guest_what_is_open(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert company.last(company.marketing).text.startswith("Un SMS")


@pytest.mark.parametrize("french", [True, False])
async def test_what_nobody_has_told_is_asked_of_the_channel(
    company_on_both: Company, french: bool
) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, language="fr" if french else "en")
    outcome = await company.tom.command("/practices <fax> & pigeons", company.ventes)
    assert labels(outcome) == ["Ask the channel"]
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    asked = company.last(company.ventes)
    looked_for = f"<@{company.tom.id}> cherche\u00a0: *&lt;fax&gt; &amp; pigeons*"
    if not french:
        looked_for = f"<@{company.tom.id}> is looking for: *&lt;fax&gt; &amp; pigeons*"
    assert asked.text.startswith(looked_for)
    assert ":bulb:" in asked.text
    [told] = company.tom.ephemerals(company.ventes)
    assert told.text == "I am asking everybody here: the answers come in the thread."


async def test_a_channel_is_asked_in_words_without_filters(company: Company) -> None:
    outcome = await company.tom.command("/practices Fax à #prix since:2020", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    assert "*Fax à*" in company.last(company.ventes).text


async def test_a_channel_is_asked_the_same_once_a_day(company: Company) -> None:
    for _ in range(2):
        outcome = await company.tom.command("/practices fax", company.ventes)
        await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
    assert company.tom.ephemerals(company.ventes)[-1].text == (
        "You have asked this channel that today: the answers come in the thread."
    )
    outcome = await company.mia.command("/practices FAX", company.ventes)
    await company.mia.click(outcome.message, "library.ask_channel")
    await company.let(days=1)
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 3


async def test_what_is_answered_there_can_be_nominated(company: Company) -> None:
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    asked = company.last(company.ventes)
    reply = await company.mia.say(company.ventes, "A fax the day before.", thread=asked)
    await company.tom.react(reply, "bulb")
    await company.luc.react(reply, "bulb")
    await company.settle()
    [question] = company.slack.dm(company.mia)
    await company.mia.click(question, "nominations.publish")
    await company.settle()
    assert company.slack.messages(company.ventes, asked)[-1].text.startswith("A fax the day")
    found = await company.tom.command("/practices fax", company.ventes)
    assert titles(found) == ["A fax the day before."]


async def test_nobody_is_asked_where_nobody_would_answer(company: Company) -> None:
    message = await company.tom.write_to_bot("hello")
    outside = company.slack.add_channel("dehors", members=[company.tom], with_bot=False)
    for where in (message.channel, outside):
        outcome = await company.tom.command("/practices fax", where)
        assert labels(outcome) == []
    there = await company.tom.command("/practices fax", company.ventes)
    company.slack.remove_bot(company.ventes)
    await company.settle()
    await company.tom.click(there.message, "library.ask_channel")
    assert company.tom.ephemerals(company.ventes)[-1].text.startswith("I am not in this channel.")


async def test_an_empty_library_invites_and_asks_nobody(company: Company) -> None:
    outcome = await company.tom.command("/practices", company.ventes)
    assert labels(outcome) == []
    assert outcome.text.startswith("No practice has been passed on yet.")


async def test_a_question_that_was_asked_is_forgotten_after_a_month(company: Company) -> None:
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    await company.let(days=29)
    assert await asked_of_channels(company)
    await company.let(days=2)
    assert not await asked_of_channels(company)


async def asked_of_channels(company: Company) -> list[str]:
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return list((await connection.execute(select(channel_questions.c.words))).scalars())
