"""What Slack told of people and channels is remembered, but never after it was to be forgotten."""

import asyncio

from tests.support.company import Company


async def test_an_old_answer_that_comes_late_is_not_remembered(company: Company) -> None:
    """Somebody leaves while Slack is being asked who is there."""
    directory, team_id = company.cordee.directory, company.slack.team_id
    luc, projets = company.luc.id, company.projets.id
    company.slack.will_delay("conversations.members", 0.2)
    asking = asyncio.create_task(directory.member_channels(team_id, luc, [projets]))
    await asyncio.sleep(0.05)
    directory.forget_channel(team_id, projets)
    await asking
    company.slack.remove_member(company.projets, company.luc)
    assert await directory.member_channels(team_id, luc, [projets]) == set()


async def test_slack_is_asked_once_in_a_while(company: Company) -> None:
    directory, team_id = company.cordee.directory, company.slack.team_id
    for _ in range(3):
        await directory.has_guests(team_id, company.ventes.id)
        await directory.person(team_id, company.tom.id)
    asked = [call.method for call in company.slack.calls]
    assert asked.count("users.list") == 1
    assert asked.count("conversations.members") == 1
    assert asked.count("users.info") == 1
