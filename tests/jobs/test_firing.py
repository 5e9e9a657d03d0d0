"""Clocks that go wrong, zones and days off that change: nothing comes twice, nothing is lost."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select, update
from structlog.testing import capture_logs

from sandbox.nouns import Channel
from storage.tables import schedules
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

MONDAY, FRIDAY = 0, 4
FRIDAY_1630 = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
WEEK = timedelta(days=7)


def said(company: Company, channel: Channel | None = None) -> int:
    return len(company.slack.messages(channel or company.ventes))


async def change(company: Company, channel: Channel, **values: object) -> None:
    """Change a schedule behind the bot's back."""
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.execute(
            update(schedules).where(schedules.c.channel_id == channel.id).values(**values)
        )


async def next_at(company: Company, channel: Channel) -> datetime:
    database = company.cordee.services.outbox._database
    query = select(schedules.c.next_at).where(schedules.c.channel_id == channel.id)
    async with database.engine.connect() as connection:
        found: datetime = (await connection.execute(query)).scalar_one()
        return found


# ------------------------------------------------------------------ stops and clocks


async def test_a_worker_that_stopped_for_weeks_sends_what_came_due_today(
    company: Company,
) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.marketing, checkin=([MONDAY, FRIDAY], "16:30"))
    await company.move_to(FRIDAY_1630 + 3 * WEEK + timedelta(hours=2))
    assert said(company) == said(company, company.marketing) == 1
    await company.move_to(FRIDAY_1630 + 4 * WEEK)
    assert said(company) == 2


async def test_a_clock_set_back_by_an_hour_or_a_week_repeats_nothing(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(FRIDAY, "16:30")
    )
    await company.move_to(FRIDAY_1630)
    assert said(company) == 2
    for back in (timedelta(hours=1), WEEK):
        company.clock.move_to(FRIDAY_1630 - back)
        await company.settle()
        await company.cordee.services.schedules.realign()
        await company.move_to(FRIDAY_1630)
        await company.let(hours=2)
        assert said(company) == 2
    company.clock.move_to(FRIDAY_1630 + WEEK - timedelta(minutes=1))
    await company.settle()
    gathered = said(company)
    await company.move_to(FRIDAY_1630 + WEEK)
    assert said(company) == gathered + 2


# ------------------------------------------------------------------ what cannot come


async def test_a_rhythm_that_no_day_fits_stops_no_other_and_makes_no_storm(
    company: Company,
) -> None:
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    await change(company, company.ventes, working_days=0)
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630)
        for _ in range(20):
            await company.let(hours=1)
    assert [line["event"] for line in logs] == ["never_comes"]
    assert said(company) == 0
    assert said(company, company.marketing) == 1
    await change(company, company.ventes, working_days=31)
    with capture_logs():
        await company.let(days=1)
    await company.move_to(FRIDAY_1630 + WEEK)
    assert said(company) == 1


# ------------------------------------------------------------------ places and days off


async def test_a_channel_that_moves_has_one_digest_a_week(company: Company) -> None:
    """To the west its hour comes again, to the east it has passed."""
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.move_to(FRIDAY_1630)
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), zone="America/New_York")
    await company.move_to(FRIDAY_1630 + timedelta(hours=6))
    assert said(company) == 1
    await company.move_to(FRIDAY_1630 + WEEK + timedelta(hours=6))
    assert said(company) == 2


async def test_a_channel_that_moves_before_its_digest_has_it_at_its_new_hour(
    company: Company,
) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.move_to(FRIDAY_1630 - timedelta(hours=1))
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), zone="America/New_York")
    await company.move_to(FRIDAY_1630)
    assert said(company) == 0
    await company.move_to(FRIDAY_1630 + timedelta(hours=6))
    assert said(company) == 1


async def test_new_time_zone_data_moves_what_is_planned_once_a_day(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.projets, digest=(FRIDAY, "16:30"))
    # As it was planned with the data of last month.
    await change(company, company.ventes, next_at=FRIDAY_1630 + timedelta(hours=1))
    await change(company, company.projets, zone="Mars/Base")
    with capture_logs() as logs:
        await company.let(days=1)
    assert [line["event"] for line in logs] == ["realigned"]
    for channel in (company.ventes, company.marketing, company.projets):
        assert await next_at(company, channel) == FRIDAY_1630


async def test_what_was_skipped_or_is_due_is_not_realigned(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await change(company, company.ventes, next_at=FRIDAY_1630 + WEEK)
    services = company.cordee.services
    await services.schedules.realign()
    assert await next_at(company, company.ventes) == FRIDAY_1630 + WEEK
    await change(company, company.ventes, next_at=FRIDAY_1630 - timedelta(hours=1))
    company.clock.move_to(FRIDAY_1630)
    await services.schedules.realign()
    await company.settle()
    assert said(company) == 1
    assert await next_at(company, company.ventes) == FRIDAY_1630 + WEEK


async def test_a_new_holiday_moves_what_is_planned_and_a_pause_stays(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"))
    # The first of January 2027 is a Friday.
    await change(
        company,
        company.ventes,
        country="FR",
        next_at=datetime(2027, 1, 1, 15, 30, tzinfo=UTC),
    )
    await change(
        company,
        company.marketing,
        paused_until=date(2027, 1, 1),
        next_at=datetime(2027, 1, 1, 15, 30, tzinfo=UTC),
    )
    await company.cordee.services.schedules.realign()
    assert await next_at(company, company.ventes) == datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert await next_at(company, company.marketing) == datetime(2027, 1, 1, 15, 30, tzinfo=UTC)
