"""A nominated message whose author said yes: published once, whatever happens to the workers."""

import asyncio

import pytest

from bot.domain.nominations import Proposed
from bot.domain.wins import Source
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.nominated import PUBLISH, asked, found, question


async def agreed(company: Company) -> Message:
    """Let Mia say something that two colleagues nominate, and agree; nothing is published yet."""
    message = await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), PUBLISH)
    return message


async def publish(company: Company, message: Message) -> None:
    proposed = Proposed(Source(company.ventes.id, message.ts))
    team_id, now = company.slack.team_id, company.clock.now()
    await company.cordee.services.nominations.publish(team_id, proposed, now)


@pytest.mark.parametrize("has_published", [True, False])
async def test_a_worker_dies_on_the_way(company_on_both: Company, has_published: bool) -> None:
    company = company_on_both
    message = await agreed(company)
    taken = await company.cordee.services.outbox.claim(20)
    assert [claim.notice.kind for claim in taken if not claim.notice.edits] == [
        "nomination.publish"
    ]
    if has_published:
        await publish(company, message)
    # Nothing was posted by it, so nothing is looked for: another worker does it again.
    company.slack.will_fail("conversations.replies", "missing_scope", times=100)
    await company.let(minutes=5)
    assert len(company.slack.messages(company.ventes, message)) == 1
    assert "Text first" in await found(company, "text")


async def test_two_workers_at_once_publish_once(company_on_both: Company) -> None:
    company = company_on_both
    message = await agreed(company)
    await asyncio.gather(*(publish(company, message) for _ in range(4)), company.settle())
    await company.settle()
    assert len(company.slack.messages(company.ventes, message)) == 1


async def test_while_slack_does_not_answer_it_waits(company: Company) -> None:
    message = await agreed(company)
    company.slack.will_fail("conversations.history", "internal_error", times=3)
    await company.settle()
    assert not company.slack.messages(company.ventes, message)
    for _ in range(5):
        await company.let(minutes=2)
    assert len(company.slack.messages(company.ventes, message)) == 1


async def test_what_changes_later_is_found_on_its_card(company: Company) -> None:
    message = await agreed(company)
    await company.settle()
    [card] = company.slack.messages(company.ventes, message)
    await company.mia.click(card, "practices.menu", "Withdraw it")
    await company.mia.submit()
    await company.settle()
    assert "withdrawn" in card.text


async def test_a_channel_that_refuses_its_card_loses_no_practice(company: Company) -> None:
    await agreed(company)
    company.slack.restrict(company.ventes)
    await company.settle()
    assert question(company, company.mia).text.startswith("I could not post in")
    assert "Text first" in await found(company, "text")
