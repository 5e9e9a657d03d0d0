"""A week of a team, told from end to end: nobody but the clock and people do anything."""

import asyncio
from datetime import UTC, datetime

import pytest

from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm, workers_running

TUESDAY, THURSDAY, FRIDAY = 1, 3, 4


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the week of 23 November 2026 in Paris."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


async def until_seen(company: Company, words: str) -> Message:
    """Wait until the channel shows some words: the workers run by themselves."""
    async with asyncio.timeout(10):
        while True:
            for message in company.slack.messages(company.ventes):
                if words in message.text:
                    return message
            await asyncio.sleep(0.02)


@pytest.mark.slow
async def test_a_week_of_a_team(company_on_both: Company) -> None:
    company = company_on_both
    ana, luc, tom, mia = company.ana, company.luc, company.tom, company.mia

    # Monday: Ana chooses a rhythm for the sales channel, in French.
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(TUESDAY, "10:00")
    )

    async with workers_running(company):
        # A win, by people of both teams; the card is there without anybody doing more.
        await luc.command(f"/reussite Béta a signé grâce à <@{mia.id}>", company.ventes)
        await luc.submit({"wins.share.customer": "ils reçoivent un SMS, et répondent"})
        card = await until_seen(company, "Béta a signé")
        assert mia.id in card.text

        # Tuesday, ten o'clock: the question comes by itself.
        company.clock.move_to(paris(24, 10))
        prompt = await until_seen(company, "Je rassemble les réponses")
        await ana.click(prompt, "checkins.open_answer")
        await ana.submit({"checkins.answer.text": "Le marketing a écrit à ma place."})
        company.clock.move_to(paris(24, 11))
        await tom.say(company.ventes, "Mia's list of questions", prompt)
        await company.slack.quiet()
        await mia.click(prompt, "checkins.pass")

        # Wednesday: a message is nominated twice, its author says yes.
        company.clock.move_to(paris(25, 9))
        said = await mia.say(company.ventes, "I text first, and call within the hour.")
        await ana.react(said, "bulb")
        await luc.react(said, "bulb")
        async with asyncio.timeout(10):
            while not company.slack.dm(mia):  # noqa: ASYNC110 - Slack tells nobody
                await asyncio.sleep(0.02)
        await mia.click(company.slack.dm(mia)[0], "Publish")
        async with asyncio.timeout(10):
            while not company.slack.messages(company.ventes, said):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)

        # Thursday, ten o'clock: the answers are gathered, in order; who passed is not named.
        company.clock.move_to(paris(26, 10))
        gathering = await until_seen(company, "Le marketing a écrit à ma place.")
        assert gathering.text.index("Ana Morel") < gathering.text.index("Tom Hill")
        assert "Mia Stone" not in gathering.text

        # Friday, half past four: the week as a story, in the channel's language.
        company.clock.move_to(paris(27, 16, 30))
        digest = await until_seen(company, "Une semaine avec nos mots")
        assert "Béta a signé" in digest.text
        assert "ils reçoivent un SMS" in digest.text
        assert "I text first" in digest.text
        assert "Luc Petit et Mia Stone" in digest.text

    # Nothing was said twice, and nothing more than this.
    by_the_bot = [m for m in company.slack.messages(company.ventes) if m.bot_id]
    assert by_the_bot == [card, prompt, gathering, digest]
    assert len(company.slack.dm(mia)) == 1
    assert [company.slack.dm(person) for person in (ana, luc, tom)] == [[], [], []]
