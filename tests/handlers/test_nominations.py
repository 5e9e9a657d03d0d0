"""Messages that colleagues point at: when their author is asked, and when no more."""

import pytest
from structlog.testing import capture_logs

from tests.support.breaking import Breaking
from tests.support.company import Company, small_company
from tests.support.nominated import (
    EDIT,
    NEVER,
    NOT_NOW,
    PUBLISH,
    buttons,
    point_at,
    pointed,
)

# ------------------------------------------------------------------ asking


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Des collègues aimeraient garder"), ("mia", "Colleagues would like to keep")],
)
async def test_two_others_and_the_author_is_asked_in_private(
    company_on_both: Company, name: str, sentence: str
) -> None:
    company = company_on_both
    who = pointed(company, name)
    message = await who.author.say(company.ventes, "Text first. They answer.")
    await point_at(company, message, who.others[0])
    assert not company.slack.dm(who.author)
    await point_at(company, message, who.others[1])
    [word] = company.slack.dm(who.author)
    assert word.text.startswith(sentence)
    assert buttons(word) == [PUBLISH, EDIT, NOT_NOW, NEVER]
    assert not company.slack.messages(company.ventes, message)


async def test_ones_own_reaction_does_not_count(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.mia, company.tom)
    assert not company.slack.dm(company.mia)


async def test_another_emoji_means_nothing(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    for person in (company.luc, company.tom):
        await person.react(message, "tada")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_skin_tones_are_the_same_reaction(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb::skin-tone-2")
    await company.tom.react(message, "bulb::skin-tone-5")
    await company.settle()
    assert company.slack.dm(company.mia)


async def test_the_same_person_twice_is_one_person(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb")
    await company.luc.react(message, "bulb::skin-tone-3")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_how_many_point_at_it_is_never_told(company: Company) -> None:
    gus = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.ventes, gus)
    first = await company.mia.say(company.ventes, "Text first.")
    second = await company.mia.say(company.ventes, "Call second.")
    await point_at(company, first, company.luc, company.tom)
    await point_at(company, second, company.luc, company.tom, company.ana, gus)
    one, other = company.slack.dm(company.mia)
    assert one.text.replace(first.ts.replace(".", ""), "") == (
        other.text.replace(second.ts.replace(".", ""), "")
    )
    for name in ("Luc", "Tom", "Ana", "Gus"):
        assert name not in str(one.blocks)


async def test_bots_and_other_organisations_neither_ask_nor_are_asked(company: Company) -> None:
    partner = company.slack.add_person("Pat Partner", external=True)
    robot = company.slack.add_person("Robot", bot=True)
    for person in (partner, robot):
        company.slack.add_member(company.ventes, person)
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.tom, partner, robot)
    assert not company.slack.dm(company.mia)
    theirs = await partner.say(company.ventes, "Our secret")
    automatic = await robot.say(company.ventes, "Beep")
    for said in (theirs, automatic):
        await point_at(company, said, company.tom, company.luc)
    assert not company.slack.dm(partner)
    assert not company.slack.dm(robot)


async def test_a_reaction_on_the_bots_own_message_means_nothing(company: Company) -> None:
    await company.ana.command("/reussite Béta", company.ventes)
    await company.ana.submit()
    await company.settle()
    card = company.last(company.ventes)
    await point_at(company, card, company.luc, company.tom)
    asking = [call for call in company.slack.calls if call.method == "conversations.open"]
    assert not asking


async def test_reactions_on_a_deleted_message_ask_nobody(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    company.slack.will_reorder(3)
    await company.luc.react(message, "bulb")
    await company.tom.react(message, "bulb")
    await company.mia.delete(message)
    await company.settle()
    assert not company.slack.dm(company.mia)


@pytest.mark.parametrize("socket_mode", [False, True])
async def test_a_reaction_told_twice_is_one_reaction(sqlite_url: str, socket_mode: bool) -> None:
    async with small_company(sqlite_url, socket_mode=socket_mode) as company:
        message = await company.mia.say(company.ventes, "Text first.")
        for person in (company.luc, company.tom):
            company.slack.will_redeliver("reaction_added")
            await person.react(message, "bulb")
        await company.settle()
        assert len(company.slack.dm(company.mia)) == 1


async def test_when_slack_does_not_answer_the_reaction_comes_again(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.settle()
    company.slack.will_fail("users.info", "ratelimited")
    await point_at(company, message, company.luc, company.tom)
    assert len(company.slack.dm(company.mia)) == 1
    attempts = [d.attempts for d in company.slack.deliveries if d.name == "reaction_added"]
    assert sorted(attempts) == [1, 2]


async def test_when_the_database_fails_the_reaction_comes_again_and_counts_once(
    sqlite_url: str,
) -> None:
    breaking = Breaking(sqlite_url)
    async with small_company(sqlite_url) as company:
        company.slack.backend.courier._retry_delays = (0.2, 0.2, 0.2)
        message = await company.mia.say(company.ventes, "Text first.")
        await company.luc.react(message, "bulb")
        await company.slack.quiet()
        breaking.take("nominations")
        with capture_logs() as logs:
            await company.tom.react(message, "bulb")
            failing = company.slack.deliveries[-1]
            await failing.tried.wait()
            breaking.give_back("nominations")
            await company.settle()
        assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["failed"]
        assert failing.attempts == 2
        assert len(company.slack.dm(company.mia)) == 1


# ------------------------------------------------------------------ taken back


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("ana", "La question sur ton message est retirée\u00a0: rien à faire."),
        ("mia", "The question about your message is withdrawn: nothing to do."),
    ],
)
async def test_reactions_taken_back_withdraw_the_question(
    company: Company, name: str, sentence: str
) -> None:
    who = pointed(company, name)
    message = await who.author.say(company.ventes, "Text first.")
    await point_at(company, message, *who.others)
    await who.others[0].unreact(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(who.author)
    assert word.text.startswith(sentence)
    assert not buttons(word)

    await point_at(company, message, who.others[0])
    [word] = company.slack.dm(who.author)
    assert buttons(word) == [PUBLISH, EDIT, NOT_NOW, NEVER], "the same question stands again"
    await who.author.click(word, PUBLISH)
    await company.settle()
    assert company.slack.messages(company.ventes, message)


async def test_weeks_later_it_is_asked_anew(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.luc, company.tom)
    await company.tom.unreact(message, "bulb")
    await company.let(days=8)
    await point_at(company, message, company.tom)
    old, word = company.slack.dm(company.mia)
    assert not buttons(old)
    assert buttons(word) == [PUBLISH, EDIT, NOT_NOW, NEVER]


async def test_taken_back_before_it_was_asked_nobody_is_disturbed(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    for person in (company.luc, company.tom):
        await person.react(message, "bulb")
    await company.slack.quiet()
    await company.tom.unreact(message, "bulb")
    await company.settle()
    assert not company.slack.dm(company.mia)


async def test_back_again_before_it_was_asked_is_one_question(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Text first.")
    await company.luc.react(message, "bulb")
    for _ in range(3):
        await company.tom.react(message, "bulb")
        await company.slack.quiet()
        await company.tom.unreact(message, "bulb")
        await company.slack.quiet()
    await company.tom.react(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert buttons(word)
    await company.tom.unreact(message, "bulb")
    await company.settle()
    [word] = company.slack.dm(company.mia)
    assert not buttons(word)


async def test_told_in_any_order_the_last_one_counts(company_on_both: Company) -> None:
    company = company_on_both
    message = await company.mia.say(company.ventes, "Text first.")
    await point_at(company, message, company.luc)
    company.slack.will_reorder(3)
    await company.tom.react(message, "bulb")
    await company.tom.unreact(message, "bulb")
    await company.tom.react(message, "bulb")
    await company.settle()
    assert buttons(company.slack.dm(company.mia)[-1]) == [PUBLISH, EDIT, NOT_NOW, NEVER]
    await company.tom.unreact(message, "bulb")
    # Slack tells once more, later, of what it told before.
    told = [d for d in company.slack.deliveries if d.name == "reaction_added"]
    await company.settle()
    await company.slack.forge("events_api", {**told[-1].payload, "event_id": "EvLate"})
    await company.settle()
    assert not buttons(company.slack.dm(company.mia)[-1])
