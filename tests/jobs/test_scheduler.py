"""What recurs comes once, at its hour, whoever ticks, however often, however late."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.app import assemble, working
from bot.jobs.recurring import Recurring
from bot.jobs.scheduler import Ticker
from bot.views.digest_words import QUIET
from sandbox.nouns import Channel
from storage.tables import schedules
from tests.handlers.test_digests import in_french
from tests.support.company import Company, config_for
from tests.support.rhythms import choose_rhythm, workers_running

FRIDAY = 4
TUESDAY = 1
FRIDAY_1630 = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
WEEK = timedelta(days=7)


def texts(company: Company, channel: Channel | None = None) -> list[str]:
    return [message.text for message in company.slack.messages(channel or company.ventes)]


async def test_a_digest_comes_at_its_hour_and_once(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.move_to(FRIDAY_1630 - timedelta(seconds=1))
    assert texts(company) == []
    await company.move_to(FRIDAY_1630)
    [digest] = texts(company)
    assert digest.startswith(tuple(in_french(QUIET)))
    await company.let(hours=1)
    await company.let(days=3)
    assert texts(company) == [digest]
    await company.move_to(FRIDAY_1630 + WEEK)
    assert len(texts(company)) == 2


async def test_tickers_that_tick_together_fire_once(company_on_both: Company) -> None:
    company = company_on_both
    for channel in (company.ventes, company.marketing, company.projets):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "16:30"))
    company.clock.move_to(FRIDAY_1630)
    services = company.cordee.services
    forget = services.retention.forget_old
    tickers = [
        Ticker(
            services.schedules, [Recurring("retention", forget, timedelta(days=1), company.clock)]
        )
        for _ in range(4)
    ]
    await asyncio.gather(*(ticker.tick() for ticker in tickers))
    await company.settle()
    for channel in (company.ventes, company.marketing, company.projets):
        assert len(texts(company, channel)) == 2


@pytest.mark.postgres
async def test_two_workers_on_one_database_say_everything_once(
    postgres_url: str, company_on_postgres: Company
) -> None:
    company = company_on_postgres
    for channel in (company.ventes, company.marketing, company.projets):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "16:30"))
    for number in range(20):
        await company.luc.command(f"/win n{number}", company.marketing)
        await company.luc.submit()
    company.clock.move_to(FRIDAY_1630)
    config = config_for(company.slack, postgres_url)
    async with (
        assemble(config, company.clock, tick_seconds=0.05) as other,
        working(other),
        working(company.cordee),
    ):
        await asyncio.sleep(0.5)
        company.clock.advance(timedelta(minutes=1))  # so many in a channel take their time
        for _ in range(30):
            # A channel takes a message a second.
            company.clock.advance(timedelta(seconds=1))
            await asyncio.sleep(0.1)
    wins = [text for text in texts(company, company.marketing) if text.startswith("n")]
    assert sorted(text.split("\n")[0] for text in wins) == sorted(f"n{n}" for n in range(20))
    for channel in (company.ventes, company.projets):
        assert len(texts(company, channel)) == 2
    assert len(texts(company, company.marketing)) == 22


async def test_apscheduler_does_tick(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.move_to(FRIDAY_1630)
    async with workers_running(company), asyncio.timeout(5):
        while not texts(company):  # noqa: ASYNC110 - Slack tells nobody
            await asyncio.sleep(0.01)
    assert len(texts(company)) == 1


# ------------------------------------------------------------------ late


async def test_a_worker_back_after_hours_sends_once_what_was_due(company: Company) -> None:
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "15:00")
    )
    await company.move_to(FRIDAY_1630 + timedelta(hours=3))
    assert len(texts(company)) == 2
    await company.let(minutes=1)
    assert len(texts(company)) == 2


async def test_a_worker_back_after_days_makes_nothing_up(company: Company) -> None:
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "15:00")
    )
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630 + 3 * WEEK + timedelta(days=2))
    assert [line["event"] for line in logs] == ["missed", "missed"]
    assert texts(company) == []
    await company.move_to(FRIDAY_1630 + 4 * WEEK)
    assert len(texts(company)) == 2


async def test_what_could_not_be_sent_for_a_day_is_not_sent(company: Company) -> None:
    """The next digest tells it; a question whose time has passed is asked another time."""
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "15:00")
    )
    company.clock.move_to(FRIDAY_1630 - timedelta(hours=1))
    await company.cordee.ticker.tick()
    company.clock.move_to(FRIDAY_1630)
    await company.cordee.ticker.tick()
    with capture_logs() as logs:
        await company.let(days=1)
    assert [line["event"] for line in logs] == ["missed", "missed"]
    assert texts(company) == []
    assert (
        await company.cordee.services.checkins.open_in(
            company.slack.team_id, company.ventes.id, company.clock.now()
        )
        is None
    )


async def test_daylight_saving_does_not_move_the_digest(company: Company) -> None:
    company.clock.move_to(datetime(2027, 3, 20, 9, tzinfo=UTC))
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    seen = []
    for _ in range(24 * 14):
        before = len(texts(company))
        await company.let(hours=1)
        if len(texts(company)) > before:
            seen.append(company.clock.now())
    assert seen == [
        datetime(2027, 3, 26, 16, tzinfo=UTC),
        datetime(2027, 4, 2, 15, tzinfo=UTC),
    ]


# ------------------------------------------------------------------ trouble


async def test_one_schedule_in_trouble_does_not_stop_the_others(company_on_both: Company) -> None:
    """A country gives up its zone, and the new time zone data has it no more."""
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"))
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.execute(
            update(schedules)
            .where(schedules.c.channel_id == company.ventes.id)
            .values(zone="Mars/Base")
        )
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630)
        await company.let(minutes=30)
    assert [line["event"] for line in logs] == ["schedule_in_trouble"]
    assert texts(company) == []
    assert len(texts(company, company.marketing)) == 1
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE schedules SET zone = 'Europe/Paris'")
    await company.let(minutes=31)
    assert len(texts(company)) == 1


async def test_a_database_in_trouble_is_outlived(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.move_to(FRIDAY_1630)
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE schedules RENAME TO away")
    with capture_logs() as logs:
        await company.cordee.ticker.tick()
    assert [line["event"] for line in logs] == ["schedules_in_trouble", "job_in_trouble"]
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE away RENAME TO schedules")
    await company.settle()
    assert len(texts(company)) == 1


async def test_a_channel_that_refuses_stops_and_says_so_once(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "16:30")
    )
    company.slack.archive(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
        await company.let(days=7)
        await company.let(days=7)
    [word] = company.slack.dm(company.ana)
    assert "archivé" in word.text
    planned = await company.cordee.services.schedules.of_channel(
        company.slack.team_id, company.ventes.id
    )
    assert [schedule.trouble for schedule in planned.values()] == ["is_archived"] * 2


async def test_saving_the_settings_again_begins_again(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.archive(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
    company.slack.unarchive(company.ventes)
    await company.ana.click(company.slack.dm(company.ana)[-1], "settings.open")
    await company.ana.click(None, "rhythms.open", f"digest:{company.ventes.id}")
    await company.ana.submit()
    await company.move_to(FRIDAY_1630 + WEEK)
    assert len(texts(company)) == 1


async def test_a_fault_of_ours_does_not_stop_the_rhythm(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.will_fail("chat.postMessage", "no_text")
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630)
    assert [line["event"] for line in logs] == ["notice_refused"]
    await company.move_to(FRIDAY_1630 + WEEK)
    assert len(texts(company)) == 1
    assert company.slack.dm(company.ana) == []


async def test_a_refused_question_was_not_asked(company: Company) -> None:
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"))
    company.slack.restrict(company.ventes)
    with capture_logs():
        await company.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    company.slack.restrict(company.ventes, restricted=False)
    outcome = await company.luc.command("/cordee point", company.ventes)
    assert outcome.text.startswith("La prochaine question")
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT checkin_id FROM checkins")
        assert rows.all() == []
    with capture_logs() as logs:
        await company.let(days=3)
    assert texts(company) == []
    assert {line["event"] for line in logs} == {"notice_dropped"}
