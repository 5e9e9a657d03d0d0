"""Somebody says something, the team takes it up, forgets it, is reminded once, and does it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.views import ids
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.follow_ups import WORDS, choose, say, shown, taken_up, written
from tests.support.questions import CLOSING, TUESDAY, TUESDAY_10, answer
from tests.support.rhythms import choose_rhythm

THURSDAY, FRIDAY = 3, 4
HALF_PAST_FOUR = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""In Paris, the first Friday."""


async def days_pass(company: Company, days: int) -> None:
    """Let days pass; at half past four digests come, on a Thursday when Friday is a holiday."""
    start = company.clock.now().replace(hour=15, minute=30)
    for day in (start + timedelta(days=after) for after in range(1, days + 1)):
        if day.weekday() in {THURSDAY, FRIDAY}:
            await company.move_to(day)


def telling(company: Company, words: str) -> list[Message]:
    """Return the messages of the channel that tell some words, oldest first."""
    return [each for each in company.slack.messages(company.ventes) if words in each.text]


@pytest.mark.slow
async def test_what_was_said_is_followed_up(company: Company) -> None:
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(TUESDAY, "10:00")
    )

    # Ana says something, the answers are gathered, and Tom takes it up.
    await company.move_to(TUESDAY_10)
    await answer(company.ana, company.last(company.ventes), WORDS)
    await company.move_to(TUESDAY_10 + CLOSING)
    gathering = company.last(company.ventes)
    card = await taken_up(company, company.tom, gathering)

    # Nobody speaks of it for five weeks. One digest says so, in one line, and no other.
    await company.move_to(HALF_PAST_FOUR)
    await days_pass(company, 41)
    [_, reminder] = telling(company, WORDS)
    assert reminder.ts > gathering.ts
    assert not company.slack.messages(company.ventes, reminder)

    # Then Luc does it, and Ana is told.
    assert (await say(company.luc, card, "Un modèle d’une page.")).ok
    await company.settle()
    [word] = company.slack.dm(company.ana)
    assert "Un modèle d’une page." in shown(word)

    # The next digest begins with it, and those after it are silent.
    await company.tom.command("/win Gamma signed", company.ventes)
    await company.tom.submit()
    await days_pass(company, 15)
    [digest] = telling(company, "Un modèle d’une page.")
    assert WORDS in digest.text
    assert digest.text.index(WORDS) < digest.text.index("Gamma signed")

    # What is corrected, or erased, is so in the digest too.
    await choose(company.luc, card, "correct")
    assert (await written(company.luc, "Un modèle de deux pages.")).ok
    await company.settle()
    assert "Un modèle de deux pages." in digest.text
    outcome = await company.ana.command("/cordee privacy", company.ventes)
    await company.ana.click(outcome.message, ids.PRIVACY_ERASE)
    await company.ana.submit()
    await company.settle()
    await company.let(minutes=1)  # a channel is written to at its own pace
    assert not telling(company, WORDS)
    assert "Gamma signed" in digest.text
