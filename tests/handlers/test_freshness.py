"""Freshness through Bolt: six months without an echo, and those who know are asked, once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from sandbox.gestures import Acting
from tests.support.company import Company
from tests.support.echoes import passed_on, practice_of, shown, tried
from tests.support.freshness import HALF_A_YEAR, asked, stale


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("ana", "Tu as transmis cette pratique, et personne n’a raconté l’avoir essayée"),
        ("tom", "You passed this practice on, and nobody has told of trying it for six months."),
    ],
)
async def test_the_author_is_asked_after_six_months(
    company_on_both: Company, name: str, sentence: str
) -> None:
    company = company_on_both
    who: Acting = getattr(company, name)
    await passed_on(company, "Un SMS la veille", who=who)
    await company.let(days=182)
    assert not asked(company, who)
    await company.let(days=2)
    [question] = asked(company, who)
    assert sentence in shown(question)
    assert "Un SMS la veille" in shown(question)


async def test_whoever_tried_it_last_is_asked_too(company_on_both: Company) -> None:
    company = company_on_both
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.luc, card, "Oui")
    await company.let(days=30)
    await tried(company, company.tom, card, "They answered")
    await company.let(days=170)
    assert not asked(company, company.ana)
    await company.let(days=14)
    [question] = asked(company, company.tom)
    assert "You tried this practice more than six months ago" in shown(question)
    assert len(asked(company, company.ana)) == 1
    assert not asked(company, company.luc)


async def test_nobody_is_reminded(company: Company) -> None:
    await stale(company)
    for _ in range(30):
        await company.let(days=14)
    assert len(company.slack.dm(company.ana)) == 1


# ------------------------------------------------------------------ when


async def test_nobody_is_asked_outside_working_hours(company: Company) -> None:
    company.slack.change_person(company.mia, tz="America/New_York")
    await passed_on(company, "Text first", who=company.mia)
    await company.let(days=HALF_A_YEAR)  # five in the morning in New York
    assert not asked(company, company.mia)
    await company.let(hours=2.9)
    assert not asked(company, company.mia)
    await company.let(hours=0.2)
    assert len(asked(company, company.mia)) == 1


async def test_nobody_is_asked_at_the_weekend(company: Company) -> None:
    await stale(company, days=187)  # a Saturday
    await company.let(days=1)
    assert not asked(company, company.ana)
    await company.let(days=1)
    assert len(asked(company, company.ana)) == 1


async def test_a_question_that_comes_too_late_waits_for_the_next_morning(company: Company) -> None:
    await passed_on(company, "Un SMS la veille")
    company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=9 * 3600)
    await company.let(days=HALF_A_YEAR)
    await company.let(hours=10)  # nine in the evening
    assert not asked(company, company.ana)
    await company.move_to(datetime(2027, 5, 27, 5, 59, tzinfo=UTC))
    assert not asked(company, company.ana)
    await company.move_to(datetime(2027, 5, 27, 6, 1, tzinfo=UTC))
    assert len(asked(company, company.ana)) == 1


async def test_one_question_a_day_the_oldest_first(company_on_both: Company) -> None:
    company = company_on_both
    titles = ["Alpha", "Beta", "Gamma"]
    for title in titles:
        await passed_on(company, title)
        await company.let(minutes=1)
    await company.let(days=HALF_A_YEAR)
    for day in range(3):
        for _ in range(8):
            await company.let(hours=3)
        questions = asked(company, company.ana)
        assert len(questions) == day + 2 if day < 2 else len(questions) == 3
    told = [shown(question) for question in asked(company, company.ana)]
    assert [next(t for t in titles if t in words) for words in told] == titles


async def test_two_workers_ask_once(company_on_both: Company) -> None:
    company = company_on_both
    await passed_on(company, "Un SMS la veille")
    company.clock.advance(timedelta(days=HALF_A_YEAR))
    staleness = company.cordee.services.staleness
    await asyncio.gather(*(staleness.ask_stale() for _ in range(4)))
    await company.settle()
    assert len(asked(company, company.ana)) == 1


# ------------------------------------------------------------------ who


async def test_who_left_is_not_asked(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    company.slack.change_person(company.ana, deactivated=True)
    await company.let(days=HALF_A_YEAR)
    assert not company.slack.dm(company.ana)[1:]
    assert len(asked(company, company.tom)) == 1


async def test_when_nobody_can_be_asked_nothing_happens(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    company.slack.change_person(company.ana, deactivated=True)
    await company.let(days=HALF_A_YEAR)
    await company.let(days=30)
    assert not company.slack.dm(company.ana)
    assert "Un SMS la veille" in shown(card)


async def test_whoever_left_a_private_channel_is_not_asked(company: Company) -> None:
    card = await passed_on(company, "Parler au directeur", company.projets)
    await tried(company, company.luc, card, "Il a dit oui")
    company.slack.remove_member(company.projets, company.luc, by=company.ana)
    await company.let(days=HALF_A_YEAR)
    assert not asked(company, company.luc)
    assert len(asked(company, company.ana)) == 1


async def test_a_slack_that_does_not_answer_puts_it_off(company: Company) -> None:
    await passed_on(company, "Un SMS la veille")
    company.slack.will_fail("users.info", "internal_error", times=1)
    await company.let(days=HALF_A_YEAR)
    assert not asked(company, company.ana)
    await company.let(hours=1)
    assert len(asked(company, company.ana)) == 1


async def test_what_was_withdrawn_is_not_asked_about(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    await company.ana.click(card, "practices.menu", f"withdraw:{practice_of(card)}")
    await company.ana.submit()
    await company.let(days=HALF_A_YEAR)
    assert not company.slack.dm(company.ana)


async def test_what_was_brought_from_elsewhere_without_an_author(company: Company) -> None:
    card = await passed_on(company, "Un SMS la veille")
    async with company.cordee.services.outbox._database.write(company.slack.team_id) as tx:
        practice = await tx.practices.get(practice_of(card))
        assert practice is not None
        assert await tx.practices.save(replace(practice, author_id="", people=(), version=2))
    await tried(company, company.tom, card, "They answered")
    await company.let(days=HALF_A_YEAR)
    assert len(asked(company, company.tom)) == 1


async def test_a_whole_library_is_asked_about_little_by_little(company_on_both: Company) -> None:
    """Fifty practices of two authors, and thirty of as many authors who have all left."""
    company = company_on_both
    team_id, now = company.slack.team_id, company.clock.now()
    authors = [company.ana.id] * 25 + [company.tom.id] * 25 + [f"UGONE{n}" for n in range(30)]
    old = [
        Practice(
            practice_id=f"{place:032x}",
            team_id=team_id,
            author_id=author,
            title=f"Practice {place}",
            what="Write first",
            situation="",
            tags=(),
            audience=Audience.EVERYONE,
            channel_id=company.ventes.id,
            created_at=now - timedelta(days=200, minutes=80 - place),
            fresh_at=now - timedelta(days=200, minutes=80 - place),
        )
        for place, author in enumerate(authors)
    ]
    await company.cordee.services.outbox._database.add(*old)
    for day in range(1, 4):
        for _ in range(5):
            await company.settle()
        for who in (company.ana, company.tom):
            assert len(asked(company, who)) == day
        await company.let(days=1)
    assert "Practice 0" in shown(asked(company, company.ana)[0])
    waiting = await company.cordee.services.staleness._due(company.clock.now(), None)
    assert {stale.author_id for stale in waiting} == {company.ana.id, company.tom.id}


async def test_those_whom_slack_does_not_tell_of_hold_nobody_up(company: Company) -> None:
    for place in range(25):
        gone = company.slack.add_person(f"Gone {place}")
        company.slack.add_member(company.ventes, gone)
        await passed_on(company, f"Practice {place}", who=gone)
    await company.let(hours=1)
    await passed_on(company, "Un SMS la veille")
    company.slack.will_fail("users.info", "internal_error", times=20)
    await company.let(days=HALF_A_YEAR)
    asked_slack = len([call for call in company.slack.calls if call.method == "users.info"])
    await company.settle()
    await company.settle()
    assert len(asked(company, company.ana)) == 1
    later = len([call for call in company.slack.calls if call.method == "users.info"])
    assert later - asked_slack < 20
