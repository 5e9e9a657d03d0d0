"""What Slack will not take: said elsewhere, said later, or left, and nobody else waits for it."""

import pytest
from structlog.testing import capture_logs

from tests.support.cards import cards, tell, waiting
from tests.support.company import Company
from tests.support.nominated import PUBLISH, asked, found, question


@pytest.mark.parametrize("error", ["message_not_found", "cannot_reply_to_message"])
async def test_a_card_whose_message_is_gone_stands_alone(company: Company, error: str) -> None:
    await asked(company, company.ventes)
    await company.mia.click(question(company, company.mia), PUBLISH)
    company.slack.will_fail("chat.postMessage", error, channel=company.ventes)
    with capture_logs() as logs:
        await company.settle()
    assert "thread_gone" in [line["event"] for line in logs]
    assert "Text first" in company.last(company.ventes).text
    assert not company.last(company.ventes).is_reply
    assert "Text first" in await found(company, "text")


async def test_the_rest_of_what_was_deleted_goes_with_it(company: Company) -> None:
    for number in range(4):
        await tell(company, f"n{number}")
    await company.ana.command("/reussite début", company.ventes)
    await company.ana.submit({"wins.share.story": "&" * 3000})
    await company.settle()
    assert len(cards(company)) == 5, "what goes on in the thread waits a second"
    company.slack.will_fail("chat.postMessage", "message_not_found")
    await company.let(seconds=2)
    assert len(cards(company)) == 5
    assert company.slack.messages(company.ventes, company.last(company.ventes)) == []
    assert ("refused", "message_not_found") in await waiting(company)


async def test_a_workspace_that_takes_no_more_messages_is_asked_once(company: Company) -> None:
    company.slack.will_fail("chat.postMessage", "message_limit_exceeded")
    await tell(company, "un")
    with capture_logs() as logs:
        await company.settle()
        await tell(company, "deux", company.marketing)
        await company.let(minutes=50)
    assert [line["event"] for line in logs] == ["workspace_takes_nothing"]
    assert cards(company, company.marketing) == []
    await company.let(minutes=15)
    assert (cards(company), cards(company, company.marketing)) == (["un"], ["deux"])


async def test_somebody_who_cannot_be_written_to_is_left_alone(company: Company) -> None:
    company.slack.will_fail("conversations.open", "user_disabled", times=9)
    company.slack.restrict(company.ventes)
    await tell(company, "un")
    await company.settle()
    await company.let(hours=3)
    assert sorted(await waiting(company)) == [
        ("refused", "restricted_action"),
        ("refused", "user_disabled"),
    ]
    opened = [call for call in company.slack.calls if call.method == "conversations.open"]
    assert len(opened) == 1
