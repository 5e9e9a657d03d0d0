"""Open questions to each person, at their own hour, on their own working days, once."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.hours import local, questions, say_hours
from tests.support.questions import answer, spoken, words_kept
from tests.support.rhythms import choose_rhythm

MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4
TOKYO, NEW_YORK = "Asia/Tokyo", "America/New_York"


async def far_apart(company: Company, weekday: int, at: str = "10:00") -> tuple[Acting, Acting]:
    """Bring in Kei from Tokyo, let Mia live in New York, and ask everybody each week."""
    kei = company.slack.add_person("Kei Sato", locale="en-US", tz=TOKYO)
    company.slack.add_member(company.ventes, kei)
    company.slack.change_person(company.mia, tz=NEW_YORK)
    await company.settle()
    await choose_rhythm(company, company.ventes, checkin=(weekday, at), way="each")
    await company.settle()
    return kei, company.mia


async def test_each_is_asked_at_their_own_hour(company_on_both: Company) -> None:
    company = company_on_both
    kei, mia = await far_apart(company, TUESDAY)
    everybody = [company.ana, company.luc, company.tom, mia, kei]
    await company.move_to(local("2026-11-24T09:59", TOKYO))
    assert not any(questions(company, who) for who in everybody)
    await company.move_to(local("2026-11-24T10:00", TOKYO))
    assert [who for who in everybody if questions(company, who)] == [kei]
    await company.move_to(local("2026-11-24T10:00"))
    assert [who for who in everybody if questions(company, who)] == [company.ana, company.luc, kei]
    await company.move_to(local("2026-11-24T10:00", NEW_YORK))
    prompts = [questions(company, who) for who in everybody]
    assert [len(asked) for asked in prompts] == [1] * 5
    said = [message.subtype for message in company.slack.messages(company.ventes)]
    assert said == ["channel_join"], "the channel sees the gathering only"
    [[hers], *_] = prompts
    assert f"<#{company.ventes.id}>" in hers.text
    assert "jeudi 26 novembre à 10:00" in hers.text
    [[his]] = prompts[-1:]
    assert "Thursday, November 26 at 6:00" in his.text, "the hour is the reader's"

    await answer(company.ana, hers, "Un client nous a tout raconté.")
    reply = await kei.say(his.channel, "Someone listened.", his)
    await company.settle()
    assert await words_kept(company) == ["Un client nous a tout raconté.", "Someone listened."]
    assert not company.slack.messages(his.channel, his)[1:], "a reply is no call for help"
    await kei.edit(reply, "Someone really listened.")
    await company.settle()
    await company.move_to(local("2026-11-26T10:00"))
    gathering = company.last(company.ventes)
    assert spoken(gathering) == [
        "*Ana Morel*\nUn client nous a tout raconté.",
        "*Kei Sato*\nSomeone really listened.",
    ]


async def test_days_off_holidays_pauses_and_silence_are_kept(company: Company) -> None:
    """The Thursday is Thanksgiving in New York; the Monday is a holiday in Tokyo."""
    kei, mia = await far_apart(company, THURSDAY)
    await say_hours(company, company.luc, paused_until="2026-12-01")
    await say_hours(company, company.tom, opens="14:00", closes="18:00")
    await company.move_to(local("2026-11-26T08:00"))
    company.ana.want_silence(local("2026-11-26T11:30"))
    for hour in range(8, 24):
        await company.move_to(local(f"2026-11-26T{hour:02}:00"))
        if hour == 11:
            assert not questions(company, company.ana)
        if hour == 14:
            assert not questions(company, company.tom), "two in the afternoon comes later there"
    assert len(questions(company, kei)) == 1
    assert len(questions(company, company.ana)) == 1
    assert len(questions(company, company.tom)) == 1
    for days in range(6):
        await company.move_to(local("2026-11-27T15:00") + timedelta(days=days))
    assert not questions(company, mia), "what falls on a holiday is not made up"
    assert not questions(company, company.luc), "nor what falls into a pause"


@pytest.mark.parametrize("way", ["channel", "each"])
async def test_a_question_gives_way_to_the_next_one_of_its_rhythm(
    company: Company, way: str
) -> None:
    """Between two of them there are no two days of work: what was promised comes all the same."""
    days = [MONDAY, TUESDAY, FRIDAY]
    await choose_rhythm(company, company.ventes, checkin=(days, "10:00"), way=way)
    asked = set()
    for days_later in range(8):
        await company.move_to(local("2026-11-24T10:00") + timedelta(days=days_later))
        seen = questions(company, company.ana) if way == "each" else open_in(company)
        asked |= {message.text.split("\n")[0] for message in seen}
    assert len(asked) == 4


def open_in(company: Company) -> list[Message]:
    """Return the questions in the channel that can be answered."""
    said = company.slack.messages(company.ventes)
    return [message for message in said if "10:00" in message.text]


async def test_a_weekend_begins_earlier_in_the_east(company: Company) -> None:
    """Asked at eight on Friday evening, somebody whose day ends at seven is not asked."""
    kei, _ = await far_apart(company, FRIDAY, at="20:00")
    await say_hours(company, company.tom, closes="21:00")
    for hours in range(96):
        await company.move_to(local("2026-11-26T12:00") + timedelta(hours=hours))
    assert len(questions(company, company.tom)) == 1
    assert not questions(company, kei)
    assert not questions(company, company.ana)


async def test_bots_guests_from_elsewhere_and_who_left_are_not_asked(company: Company) -> None:
    kei, _ = await far_apart(company, TUESDAY)
    robot = company.slack.add_person("Robot", bot=True, tz=TOKYO)
    other = company.slack.add_person("Olga Other", external=True, tz=TOKYO)
    gone = company.slack.add_person("Gil Gone", tz=TOKYO)
    leaving = company.slack.add_person("Lea Leaving")
    for person in (robot, other, gone, leaving):
        company.slack.add_member(company.ventes, person)
    company.slack.change_person(gone, deactivated=True)
    await company.move_to(local("2026-11-24T10:00", TOKYO))
    company.slack.remove_member(company.ventes, leaving)
    await company.settle()
    await company.move_to(local("2026-11-24T10:00"))
    assert questions(company, kei)
    assert not any(company.slack.dm(who) for who in (robot, other, gone, leaving))


async def test_a_worker_that_dies_and_many_workers_ask_once(company_on_both: Company) -> None:
    company = company_on_both
    kei, _ = await far_apart(company, TUESDAY)
    rounds, outbox = company.cordee.services.rounds, company.cordee.services.outbox
    company.clock.move_to(local("2026-11-24T10:00", "Etc/GMT-14"))
    await company.cordee.ticker.tick()
    claims = await outbox.claim(9)
    [claim] = [claim for claim in claims if claim.notice.key.endswith("checkin.round")]
    await asyncio.gather(*(rounds.ask_each(claim.notice) for _ in range(4)))
    await company.let(minutes=2)  # whoever had claimed it is given up for dead
    await company.move_to(local("2026-11-24T10:00"))
    assert len(questions(company, kei)) == len(questions(company, company.ana)) == 1


async def test_while_nobody_tells_who_is_there_it_waits_but_not_too_long(company: Company) -> None:
    kei, _ = await far_apart(company, TUESDAY)
    company.slack.will_fail("conversations.members", "internal_error")
    await company.move_to(local("2026-11-24T10:00", TOKYO))
    assert not questions(company, kei)
    await company.let(hours=1)
    assert len(questions(company, kei)) == 1, "an hour late is better than not"
    await company.move_to(local("2026-11-24T10:00"))
    assert len(questions(company, company.ana)) == 1


async def test_a_channel_without_the_bot_asks_nobody_and_says_so_once(company: Company) -> None:
    kei, _ = await far_apart(company, TUESDAY)
    company.slack.remove_bot(company.ventes)
    await company.settle()
    for days in range(10):
        await company.move_to(local("2026-11-24T11:00") + timedelta(days=days))
    assert not any(questions(company, who) for who in (kei, company.luc, company.tom))
    assert len(company.slack.dm(company.ana)) == 1


@pytest.mark.parametrize("hour, is_asked", [("12:00", True), ("20:30", False)])
async def test_a_question_asked_now_comes_to_each_who_works_now(
    company: Company, hour: str, is_asked: bool
) -> None:
    kei, mia = await far_apart(company, TUESDAY)
    await company.move_to(local(f"2026-11-23T{hour}"))
    outcome = await company.ana.command("/cordee point", company.ventes)
    assert "chez chacun mardi 24 novembre, à 10:00 heure locale" in outcome.text
    await company.ana.click(outcome.message, "checkins.ask_now")
    await company.settle()
    assert bool(questions(company, company.ana)) is is_asked
    assert not questions(company, kei)
    await company.move_to(local("2026-11-23T23:00"))
    assert len(questions(company, mia)) == 1, "in New York the working day goes on"
    assert bool(questions(company, company.luc)) is is_asked


async def test_what_is_answered_privately_and_late_is_added_to_what_was_gathered(
    company: Company,
) -> None:
    await far_apart(company, TUESDAY)
    await company.move_to(local("2026-11-24T10:00"))
    [hers], [his] = questions(company, company.ana), questions(company, company.luc)
    await answer(company.ana, hers, "Une porte s’est ouverte.")
    await company.move_to(local("2026-11-26T10:00"))
    await company.luc.say(his.channel, "Et une autre ensuite.", his)
    await company.settle()
    gathering = company.last(company.ventes)
    assert "Et une autre ensuite." in gathering.text
    assert not [m for m in company.slack.dm(company.luc) if m is not his]


async def test_another_thread_of_the_private_conversation_is_for_whoever_helps(
    company: Company,
) -> None:
    await far_apart(company, TUESDAY)
    await company.move_to(local("2026-11-24T10:00"))
    call = await company.luc.write_to_bot("aide")
    await company.settle()
    await company.luc.say(call.channel, "aide", call)
    await company.settle()
    assert await words_kept(company) == []
