"""A message that Slack may have posted is looked for before anything is sent again."""

import pytest
from structlog.testing import capture_logs

from bot.domain.notices import LEASE, SETTLE
from tests.support.cards import cards, tell, waiting
from tests.support.company import Company

# ------------------------------------------------------------------ in doubt


async def test_a_message_whose_answer_was_lost_is_not_sent_again(company_on_both: Company) -> None:
    company = company_on_both
    company.slack.will_drop("chat.postMessage")
    await tell(company, "on a signé Béta")
    await company.settle()
    assert cards(company) == ["on a signé Béta"]
    assert [state for state, _ in await waiting(company)] == ["pending"]
    await company.let(seconds=SETTLE.total_seconds())
    assert cards(company) == ["on a signé Béta"]
    assert await waiting(company) == [("sent", "")]
    posts = [call for call in company.slack.calls if call.method == "chat.postMessage"]
    assert len(posts) == 1


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "http_500", "http_503"])
async def test_a_message_that_slack_lost_is_sent_again(company: Company, error: str) -> None:
    company.slack.will_fail("chat.postMessage", error)
    await tell(company, "on a signé Béta")
    await company.settle()
    assert cards(company) == []
    await company.let(seconds=SETTLE.total_seconds() - 1)
    assert cards(company) == [], "it may still appear"
    await company.let(seconds=1)
    assert cards(company) == ["on a signé Béta"]


async def test_late_twins_are_deleted(company: Company) -> None:
    company.slack.will_drop("chat.postMessage")
    await tell(company, "on a signé Béta")
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    await company.cordee.slack.posting.chat_postMessage(
        channel=card.channel, text=card.text, blocks=card.blocks, metadata=card.metadata
    )
    assert len(cards(company)) == 2
    await company.let(seconds=SETTLE.total_seconds())
    assert company.slack.messages(company.ventes) == [card]


async def test_where_history_cannot_be_read_it_is_not_sent_again(company: Company) -> None:
    company.slack.granted_scopes.discard("channels:history")
    company.slack.will_fail("chat.postMessage", "internal_error")
    await tell(company, "on a signé Béta")
    await company.settle()
    with capture_logs() as logs:
        await company.let(seconds=SETTLE.total_seconds())
    assert [(line["event"], line["error"]) for line in logs] == [
        ("notice_uncertain", "missing_scope")
    ]
    await company.let(days=1)
    assert cards(company) == []
    assert await waiting(company) == [("uncertain", "missing_scope")]


async def test_a_history_that_never_answers_ends_the_search(company: Company) -> None:
    company.slack.will_fail("chat.postMessage", "internal_error")
    company.slack.will_fail("conversations.history", "internal_error", times=1000)
    await tell(company, "on a signé Béta")
    with capture_logs() as logs:
        for _ in range(60):
            await company.let(hours=1)
    assert [line["event"] for line in logs] == ["notice_uncertain"]
    assert [state for state, _ in await waiting(company)] == ["uncertain"]


async def test_a_worker_that_died_while_sending_is_looked_into(company_on_both: Company) -> None:
    company = company_on_both
    await tell(company, "on a signé Béta")
    [claim] = await company.cordee.services.outbox.claim(10)
    await company.settle()
    assert cards(company) == [], "it is somebody else's"
    await company.let(seconds=LEASE.total_seconds())
    assert cards(company) == ["on a signé Béta"]
    # The first worker was only slow: what it reports now changes nothing any more.
    with capture_logs() as logs:
        await company.cordee.services.outbox.refused(claim, "is_archived")
    assert [line["event"] for line in logs] == ["notice_taken_over"]
    assert await waiting(company) == [("sent", "")]


async def test_a_worker_that_was_slow_does_not_post_what_another_took(company: Company) -> None:
    await tell(company, "on a signé Béta")
    outbox = company.cordee.services.outbox
    [slow] = await outbox.claim(10)
    assert await outbox.is_mine(slow)
    company.clock.advance(LEASE / 2)
    assert await outbox.is_mine(slow), "renewed"
    company.clock.advance(LEASE / 2)
    assert await outbox.claim(10) == [], "so that nobody takes it"
    company.clock.advance(LEASE / 2)
    [quick] = await outbox.claim(10)
    assert quick.in_doubt
    assert not await outbox.is_mine(slow)


async def test_a_claim_is_for_one_worker(company_on_both: Company) -> None:
    company = company_on_both
    for number in range(5):
        await tell(company, f"n° {number}")
    first = await company.cordee.services.outbox.claim(3)
    second = await company.cordee.services.outbox.claim(10)
    assert len(first) == 3
    assert len(second) == 2
    assert {c.notice.key for c in first}.isdisjoint(c.notice.key for c in second)
