"""Freshness: let a practice go stale, and see who was asked whether it holds."""

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.echoes import passed_on, tried

HOLDS, UPDATE, RETIRE = "freshness.holds", "freshness.update", "freshness.retire"
HALF_A_YEAR = 184
"""Days: it is a Wednesday then, eleven o'clock in Paris."""


def asked(company: Company, who: Acting) -> list[Message]:
    """Return what somebody was asked by now."""
    return [word for word in company.slack.dm(who) if HOLDS in str(word.blocks)]


async def stale(
    company: Company, title: str = "Un SMS la veille", days: int = HALF_A_YEAR
) -> Message:
    """Let Ana pass on a practice that nobody tells of for long; return its card."""
    card = await passed_on(company, title)
    await company.let(days=days)
    return card


async def tried_and_stale(company: Company) -> Message:
    """Let Tom try at once what nobody tells of for long afterwards; return its card."""
    card = await passed_on(company, "Un SMS la veille")
    await tried(company, company.tom, card, "They answered")
    await company.let(days=HALF_A_YEAR)
    return card
