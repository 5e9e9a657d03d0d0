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
    company.slack.add_person("Gil Roy", guest=True)
    for _ in range(3):
        assert not await directory.has_guests(team_id, company.ventes.id)
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


async def test_where_there_is_no_guest_slack_is_not_asked_about_each_channel(
    company: Company,
) -> None:
    directory, team_id = company.cordee.directory, company.slack.team_id
    for channel in (company.ventes, company.marketing, company.projets):
        assert not await directory.has_guests(team_id, channel.id)
    assert "conversations.members" not in [call.method for call in company.slack.calls]


async def test_channels_that_come_one_by_one_are_many_too(company: Company) -> None:
    """The digests of a large workspace come at the same minute, each on its own."""
    directory, team_id = company.cordee.directory, company.slack.team_id
    ids = [company.slack.add_channel(f"c{n}").id for n in range(60)]
    for channel_id in ids:
        found = await directory.channel(team_id, channel_id)
        assert found is not None
        assert found.channel_id == channel_id
    assert await directory.channel(team_id, "C0NOWHERE") is None
    asked = [call.method for call in company.slack.calls]
    assert asked.count("conversations.list") == 1
    assert asked.count("conversations.info") == 15 + 1


async def test_the_many_people_of_a_channel_are_learnt_in_a_few_calls(company: Company) -> None:
    directory, team_id = company.cordee.directory, company.slack.team_id
    for number in range(60):
        tz = "Asia/Tokyo" if number % 2 else "Europe/Paris"
        person = company.slack.add_person(f"Person {number}", locale="fr-FR", tz=tz)
        company.slack.add_member(company.marketing, person)
    await company.settle()
    before = len(company.slack.calls)
    members = await directory.members(team_id, company.marketing.id)
    assert len(company.slack.calls) - before == 2
    assert {member.user_id for member in members} == set(company.marketing.members)
    assert {member.zone for member in members} > {"Asia/Tokyo", "Europe/Paris"}
    assert [member.name for member in members if member.is_bot] == ["Cordée"]
    few = await directory.members(team_id, company.projets.id)
    assert {member.name for member in few} == {"Ana Morel", "Luc Petit", "Cordée"}


async def test_of_a_channel_without_the_bot_nobody_is_told(company: Company) -> None:
    directory, team_id = company.cordee.directory, company.slack.team_id
    closed = company.slack.add_channel("secret", [company.ana], private=True, with_bot=False)
    assert await directory.members(team_id, closed.id) == []
