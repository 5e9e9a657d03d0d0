"""What a person, and everybody who reads a channel, may see: asked of Slack, never assumed."""

import pytest

from bot.domain.visibility import NOTHING, Audience, Sight
from bot.errors import SlackUnavailable
from bot.services.visibility import Visibility
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.company import Company


def reach(sight: Sight, channel: Channel) -> dict[str, bool]:
    return {audience.value: sight.reaches(audience, channel.id) for audience in Audience}


ALL = {"everyone": True, "readers": True, "channel": True}
OPEN = {"everyone": True, "readers": True, "channel": False}
FOR_EVERYONE = {"everyone": True, "readers": False, "channel": False}
NONE = {"everyone": False, "readers": False, "channel": False}


async def seen_by(company: Company, person: Acting, channel: Channel) -> dict[str, bool]:
    visibility = Visibility(company.cordee.directory)
    sight = await visibility.of_person(company.slack.team_id, person.id, {channel.id})
    return reach(sight, channel)


async def seen_in(company: Company, channel: Channel, from_: Channel) -> dict[str, bool]:
    visibility = Visibility(company.cordee.directory)
    among = {channel.id, from_.id}
    return reach(await visibility.of_channel(company.slack.team_id, channel.id, among), from_)


async def test_a_member_sees_all_that_was_told_there(company: Company) -> None:
    assert await seen_by(company, company.luc, company.projets) == ALL
    assert await seen_by(company, company.tom, company.ventes) == ALL


async def test_who_is_not_a_member_sees_what_is_open(company: Company) -> None:
    apart = company.slack.add_channel("apart", members=[company.luc])
    assert await seen_by(company, company.tom, apart) == OPEN
    assert await seen_by(company, company.tom, company.projets) == FOR_EVERYONE


async def test_a_guest_sees_their_channels_only(company: Company) -> None:
    guest = company.slack.add_person("Gil", guest=True)
    company.slack.add_member(company.marketing, guest)
    assert await seen_by(company, guest, company.marketing) == ALL
    assert await seen_by(company, guest, company.ventes) == NONE
    assert await seen_by(company, guest, company.projets) == NONE


@pytest.mark.parametrize("kind", ["external", "deactivated", "bot"])
async def test_who_is_not_of_the_workspace_sees_nothing(company: Company, kind: str) -> None:
    stranger = company.slack.add_person(
        "Sue",
        external=kind == "external",
        deactivated=kind == "deactivated",
        bot=kind == "bot",
    )
    company.slack.add_member(company.ventes, stranger)
    visibility = Visibility(company.cordee.directory)
    team_id, among = company.slack.team_id, {company.ventes.id}
    assert await visibility.of_person(team_id, stranger.id, among) == NOTHING


async def test_nobody_sees_a_channel_that_the_bot_was_taken_out_of(company: Company) -> None:
    company.slack.remove_bot(company.projets)
    await company.settle()
    assert await seen_by(company, company.luc, company.projets) == FOR_EVERYONE


async def test_who_leaves_sees_no_more_and_who_joins_sees_at_once(company: Company) -> None:
    assert await seen_by(company, company.luc, company.projets) == ALL
    assert await seen_by(company, company.tom, company.projets) == FOR_EVERYONE
    company.slack.remove_member(company.projets, company.luc)
    company.slack.add_member(company.projets, company.tom)
    await company.settle()
    assert await seen_by(company, company.luc, company.projets) == FOR_EVERYONE
    assert await seen_by(company, company.tom, company.projets) == ALL


async def test_a_channel_shows_what_all_who_read_it_may_see(company: Company) -> None:
    assert await seen_in(company, company.ventes, company.marketing) == OPEN
    assert await seen_in(company, company.ventes, company.projets) == FOR_EVERYONE
    assert await seen_in(company, company.projets, company.projets) == ALL


async def test_where_a_guest_reads_only_what_was_told_there_is_shown(company: Company) -> None:
    company.slack.add_member(company.ventes, company.slack.add_person("Gil", guest=True))
    await company.settle()
    assert await seen_in(company, company.ventes, company.marketing) == NONE
    assert await seen_in(company, company.ventes, company.ventes) == ALL


async def test_where_another_organisation_reads_only_what_was_told_there(
    company: Company,
) -> None:
    shared = company.slack.add_channel("clients", members=[company.ana], shared=True)
    assert await seen_in(company, shared, company.marketing) == NONE
    assert await seen_in(company, shared, shared) == ALL


async def test_what_slack_does_not_tell_is_not_guessed(company: Company) -> None:
    company.slack.will_fail("users.info", "internal_error", times=9)
    with pytest.raises(SlackUnavailable):
        await seen_by(company, company.tom, company.ventes)
