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


async def test_of_many_channels_slack_is_asked_for_a_list(company: Company) -> None:
    """Slack allows fifty questions a minute about single channels, and a person three seconds."""
    directory, team_id = company.cordee.directory, company.slack.team_id
    everybody = [company.ana, company.tom]
    open_ = [company.slack.add_channel(f"c{n}", members=everybody) for n in range(40)]
    closed = [company.slack.add_channel(f"p{n}", members=[company.ana], private=True) for n in "ab"]
    shared = company.slack.add_channel("clients", members=everybody, shared=True)
    ids = {channel.id for channel in (*open_, *closed, shared)}
    before = len(company.slack.calls)
    assert await directory.public_channels(team_id, ids) == {channel.id for channel in open_}
    assert await directory.member_channels(team_id, company.ana.id, ids) == ids
    theirs = {channel.id for channel in (*open_, shared)}
    assert await directory.member_channels(team_id, company.tom.id, ids) == theirs
    assert len(company.slack.calls) - before == 3


async def test_among_many_channels_who_leaves_one_sees_it_no_more(company: Company) -> None:
    directory, team_id = company.cordee.directory, company.slack.team_id
    closed = [company.slack.add_channel(f"p{n}", [company.ana], private=True) for n in range(40)]
    ids = {channel.id for channel in closed}
    assert await directory.member_channels(team_id, company.ana.id, ids) == ids
    company.slack.remove_member(closed[0], company.ana)
    await company.settle()
    assert await directory.member_channels(team_id, company.ana.id, ids) == ids - {closed[0].id}
