"""What is planned is said once, whatever Slack, the network or the database do."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.gestures import Gesture
from bot.domain.notices import LEASE, SETTLE
from bot.domain.wins import WinForm
from sandbox.rate_limits import RateLimits
from tests.support.cards import cards, tell, waiting
from tests.support.company import Company

# ------------------------------------------------------------------ later


async def test_a_rate_limit_holds_up_its_channel_only(company: Company) -> None:
    company.slack.will_fail(
        "chat.postMessage", "ratelimited", retry_after=30, channel=company.ventes
    )
    await tell(company, "un")
    company.clock.advance(timedelta(seconds=1))
    await tell(company, "deux")
    await tell(company, "ailleurs", company.marketing)
    await company.settle()
    assert cards(company) == [], "the second one would only be refused too"
    assert cards(company, company.marketing) == ["ailleurs"]
    await company.let(seconds=29)
    assert cards(company) == []
    await company.let(seconds=2)
    assert cards(company) == ["un", "deux"]


async def test_what_was_not_tried_counts_no_attempt(company: Company) -> None:
    for _ in range(6):
        company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=1)
    await tell(company, "un")
    company.clock.advance(timedelta(seconds=1))
    await tell(company, "deux")
    for _ in range(8):
        await company.let(seconds=2)
    assert cards(company) == ["un", "deux"]
    assert await attempts(company) == [1, 7]


async def attempts(company: Company) -> list[int]:
    database = company.cordee.services.outbox._database
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT attempts FROM outbox ORDER BY attempts")
        return [row[0] for row in rows]


async def test_a_revoked_token_keeps_what_waits_until_the_cure(company: Company) -> None:
    installation = company.slack.installation
    await company.ana.command("/reussite on a signé Béta", company.ventes)
    await company.ana.submit()
    installation.token_state = "token_revoked"
    with capture_logs() as logs:
        await company.settle()
        await company.let(days=3)
    assert {line["event"] for line in logs} == {"installation_in_trouble"}
    installation.token_state = "live"
    await company.let(hours=1)
    assert cards(company) == ["on a signé Béta"]


async def test_slack_away_is_slack_later(company: Company) -> None:
    """Names are needed for the digest, and Slack does not give them just now."""
    await tell(company, "on a signé Béta")
    await company.let(minutes=1)
    await company.ana.command("/cordee recap", company.ventes)
    await company.ana.click(company.ana.ephemerals(company.ventes)[-1], "digests.send")
    company.cordee.directory.forget_person(company.slack.team_id, company.ana.id)
    company.slack.will_fail("users.info", "internal_error")
    await company.settle()
    assert len(cards(company)) == 1
    await company.let(seconds=10)
    assert len(cards(company)) == 2


# ------------------------------------------------------------------ our own trouble


async def test_a_database_that_fails_after_the_post_does_not_double_it(company: Company) -> None:
    await tell(company, "on a signé Béta")
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER disk_full BEFORE UPDATE OF posted_ts ON outbox "
            "WHEN NEW.posted_ts IS NOT NULL BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with capture_logs() as logs:
        await company.settle()
    assert [line["event"] for line in logs] == ["notice_failed"]
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TRIGGER disk_full")
    await company.let(seconds=SETTLE.total_seconds())
    assert cards(company) == ["on a signé Béta"]
    assert await waiting(company) == [("sent", "")]


async def test_a_card_that_cannot_be_rendered_does_not_stop_the_others(company: Company) -> None:
    await tell(company, "un")
    await tell(company, "deux")
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            """UPDATE outbox SET payload = '{}' WHERE rowid = (SELECT min(rowid) FROM outbox)"""
        )
    with capture_logs() as logs:
        await company.settle()
    assert [line["event"] for line in logs] == ["notice_not_rendered"]
    assert cards(company) == ["deux"]


async def test_what_is_gone_is_not_said(company: Company) -> None:
    await tell(company, "on a signé Béta")
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM wins")
    with capture_logs() as logs:
        await company.settle()
    assert [(line["event"], line["reason"]) for line in logs] == [("notice_dropped", "WinUnknown")]
    assert cards(company) == []


# ------------------------------------------------------------------ changes


async def test_a_change_waits_for_a_card_that_may_have_been_posted(company: Company) -> None:
    company.slack.will_drop("chat.postMessage")
    await tell(company, "on a signé Béta")
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.settle()
    await company.let(seconds=SETTLE.total_seconds())
    await company.let(minutes=1)
    [card] = company.slack.messages(company.ventes)
    assert "Béta" not in card.text


async def test_what_did_not_fit_is_withdrawn_too(company: Company) -> None:
    await company.ana.command("/reussite début", company.ventes)
    await company.ana.submit({"wins.share.story": "&" * 3000})
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    assert len(company.slack.messages(company.ventes, card)) >= 1
    await company.ana.click(card, "wins.menu", value="Withdraw it")
    await company.ana.submit()
    await company.settle()
    assert company.slack.messages(company.ventes, card) == []
    assert "&" not in card.text


async def test_the_end_of_a_run_is_the_end_of_what_is_being_sent(company: Company) -> None:
    await tell(company, "on a signé Béta")
    company.slack.will_delay("chat.postMessage", 0.3, work_first=False)
    running = asyncio.create_task(company.cordee.worker.run())
    await asyncio.sleep(0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert cards(company) == ["on a signé Béta"]
    assert await waiting(company) == [("sent", "")]


def test_doubt_lasts_less_than_a_lease() -> None:
    assert SETTLE < LEASE
    assert timedelta(seconds=10) < SETTLE


# ------------------------------------------------------------------ Slack's own limits


async def test_a_burst_keeps_slacks_pace_and_its_order(company: Company) -> None:
    """One message a second in a channel, with short bursts: the rest waits for its turn."""
    company.slack._web_api._rate_limits = RateLimits(company.clock)
    for number in range(15):
        await _share(company, f"n{number:02d}")
    await company.settle()
    assert cards(company) == [f"n{number:02d}" for number in range(5)]
    await _share(company, "n15")
    for _ in range(11):
        await company.let(seconds=1)
    assert cards(company) == [f"n{number:02d}" for number in range(16)]
    refused = [call for call in company.slack.calls if call.answer.get("error") == "ratelimited"]
    assert refused == [], "nothing is tried that Slack would refuse"
    assert await attempts(company) == [1] * 16


async def _share(company: Company, words: str) -> None:
    gesture = Gesture(words, company.slack.team_id, company.ana.id, company.clock.now())
    form = WinForm(words, (company.ana.id,), "", "", company.ventes.id)
    await company.cordee.services.wins.share(gesture, form)
    company.clock.advance(timedelta(milliseconds=10))


async def test_a_slack_that_takes_less_than_it_says_gets_everything_in_order(
    company: Company,
) -> None:
    """Two channels that are refused at once: it is the workspace that must rest."""
    for channel in (company.ventes, company.marketing):
        company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=30, channel=channel)
        await tell(company, "un", channel)
        company.clock.advance(timedelta(seconds=1))
        await tell(company, "deux", channel)
    await company.settle()
    await tell(company, "ailleurs", company.projets)
    await company.let(seconds=10)
    assert cards(company, company.projets) == []
    for _ in range(3):
        await company.let(seconds=10)
    assert [cards(company, c) for c in (company.ventes, company.marketing)] == [["un", "deux"]] * 2
    assert cards(company, company.projets) == ["ailleurs"]


async def test_a_place_that_hangs_holds_nobody_up(company: Company) -> None:
    company.slack.will_delay("chat.postMessage", 1.0, work_first=False)
    await tell(company, "lent")
    sending = asyncio.create_task(company.cordee.worker.send_due())
    await asyncio.sleep(0.1)
    await tell(company, "derrière")
    await tell(company, "ailleurs", company.marketing)
    running = asyncio.create_task(company.cordee.worker.run())
    await asyncio.sleep(0.3)
    assert (cards(company), cards(company, company.marketing)) == ([], ["ailleurs"])
    await sending
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert cards(company) == ["lent", "derrière"]
