"""What Slack tells twice happens once, by signed HTTP and by Socket Mode."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from sandbox.errors import OperationTimeout
from sandbox.nouns import Message
from tests.support.company import Company, small_company


@pytest.fixture(params=["http", "socket"])
async def company(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[Company]:
    """Give the company with the bot reached either way."""
    async with small_company(sqlite_url, socket_mode=request.param == "socket") as found:
        if request.param == "socket":
            await found.slack.connected()
        yield found


def twice(company: Company, event_type: str) -> list[str]:
    """Return the events of a type that were delivered, by their ids."""
    return [
        delivery.payload["event_id"]
        for delivery in company.slack.deliveries
        if delivery.kind == "events_api" and delivery.name == event_type
    ]


async def question_of(company: Company, message: Message) -> list[Message]:
    """Let two people nominate a message, each told twice; return what its author was asked."""
    for person in (company.luc, company.tom):
        company.slack.will_redeliver("reaction_added")
        await person.react(message, "bulb")
    await company.settle()
    return company.slack.dm(company.ana)


async def test_a_nomination_told_twice_is_one(company: Company) -> None:
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    company.slack.will_redeliver("reaction_added")
    await company.luc.react(message, "bulb")
    await company.settle()
    first, second = twice(company, "reaction_added")
    assert first == second
    assert company.slack.dm(company.ana) == [], "one person is not two"


async def test_the_author_is_asked_once(company: Company) -> None:
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    assert len(await question_of(company, message)) == 1


async def test_a_withdrawal_told_twice_is_one(company: Company) -> None:
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    [question] = await question_of(company, message)
    company.slack.will_redeliver("reaction_removed")
    await company.luc.unreact(message, "bulb")
    await company.settle()
    assert not [block for block in question.blocks if block["type"] == "actions"]
    await company.luc.react(message, "bulb")
    await company.settle()
    assert company.slack.dm(company.ana) == [question]
    assert [block for block in question.blocks if block["type"] == "actions"], "it stands again"


async def test_a_deletion_told_twice_is_one(company: Company) -> None:
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    [question] = await question_of(company, message)
    company.slack.will_redeliver("message")
    await company.ana.delete(message)
    await company.settle()
    assert not [block for block in question.blocks if block["type"] == "actions"]
    assert len(company.slack.dm(company.ana)) == 1


@pytest.mark.parametrize("turns", [1, 3])
async def test_a_word_to_the_bot_is_answered_once(company: Company, turns: int) -> None:
    for _ in range(turns):
        company.slack.will_redeliver("message")
    asked = await company.luc.write_to_bot("aide")
    await company.settle()
    assert [message for message in company.slack.dm(company.luc) if message is not asked][1:] == []


async def test_a_mention_is_answered_once(company: Company) -> None:
    company.slack.will_redeliver("app_mention")
    said = await company.luc.say(company.ventes, f"<@{company.slack.bot_user_id}> aide")
    await company.settle()
    assert len(company.slack.messages(company.ventes, said)) == 1


async def test_a_form_sent_twice_at_once_is_one_win(company: Company) -> None:
    await company.ana.command("/reussite on a signé Béta", company.ventes)
    view = company.ana.modal
    assert view is not None
    payload = company.ana.backend.interactions.submission(company.ana, view)
    sent = [company.ana.backend.courier.ask("interactive", payload) for _ in range(3)]
    assert {delivery.status for delivery in await asyncio.gather(*sent)} == {"acked"}
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1


async def test_an_event_that_failed_is_told_again_and_done(company: Company) -> None:
    """The database refuses the first time: Slack gets no answer, and tells it again at once."""
    database = company.cordee.services.outbox._database
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE nominations RENAME TO away")
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    company.slack.backend.courier._retry_delays = (0.3, 0.3)
    await company.luc.react(message, "bulb")
    await asyncio.sleep(0.1)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE away RENAME TO nominations")
    await company.slack.quiet(timeout=10)
    await company.tom.react(message, "bulb")
    await company.settle()
    assert len(company.slack.dm(company.ana)) == 1


async def test_reactions_told_out_of_order_count_as_they_happened(company: Company) -> None:
    message = await company.ana.say(company.ventes, "Un SMS avant d’appeler")
    await company.tom.react(message, "bulb")
    await company.slack.quiet()
    company.slack.will_reorder(2)
    await company.luc.react(message, "bulb")
    await company.luc.unreact(message, "bulb")
    await company.settle()
    assert company.slack.dm(company.ana) == [], "Luc has taken his back"


async def test_a_command_that_timed_out_leaves_nothing_half_done(company: Company) -> None:
    company.slack.will_delay("views.open", 3.2)
    with pytest.raises(OperationTimeout):
        await company.ana.command("/reussite on a signé Béta", company.ventes)
    assert company.ana.modal is not None
    await company.ana.submit()
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
