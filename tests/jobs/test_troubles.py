"""Where Slack refuses the bot: it rests, says so once, and goes on by itself when that is over."""

from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.domain.schedules import Schedule, ScheduleKind
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

FRIDAY = 4
FRIDAY_1630 = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
WEEK = timedelta(days=7)


def said(company: Company, channel: Channel) -> list[str]:
    return [message.text for message in company.slack.messages(channel)]


async def recurring(company: Company, channel: Channel) -> dict[ScheduleKind, Schedule]:
    return await company.cordee.services.schedules.of_channel(company.slack.team_id, channel.id)


# ------------------------------------------------------------------ the whole workspace


async def test_a_revoked_token_stops_everything_and_is_told_once_it_is_cured(
    company_on_both: Company,
) -> None:
    company = company_on_both
    for channel in (company.ventes, company.marketing):
        await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    await choose_rhythm(company, company.projets, checkin=(FRIDAY, "16:45"))
    company.slack.will_fail("chat.postMessage", "token_revoked", times=3)
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630)
        posts = len(company.slack.calls)
        await company.let(minutes=9)
        assert len(company.slack.calls) == posts, "nothing is tried while it rests"
        await company.let(minutes=1)
        # What comes due meanwhile is left out; after ten minutes one notice alone finds out.
        await company.let(minutes=6)
        assert said(company, company.ventes) == said(company, company.marketing) == []
        await company.let(minutes=4)
    told = [line for line in logs if line["log_level"] != "debug"]
    assert [line["event"] for line in told] == ["installation_in_trouble", "installation_works"]
    assert len(said(company, company.ventes)) == len(said(company, company.marketing)) == 1
    await company.let(minutes=5)
    assert said(company, company.projets) == []
    [word] = company.slack.dm(company.ana)
    assert word.text.startswith(
        "Du vendredi 27 novembre à 16:30 au vendredi 27 novembre à 16:50, Slack a refusé mes"
    )
    assert "désactivée" in word.text
    await company.let(days=7)
    assert len(said(company, company.projets)) == 1
    assert company.slack.dm(company.ana) == [word]


async def test_the_longer_it_lasts_the_less_often_it_is_tried(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.will_fail("chat.postMessage", "account_inactive", times=1000)
    with capture_logs() as logs:
        await company.move_to(FRIDAY_1630)
        tried = []
        for _ in range(6 * 12):
            before = len(company.slack.calls)
            await company.let(minutes=5)
            if len(company.slack.calls) > before:
                tried.append(company.clock.now() - FRIDAY_1630)
    assert [int(after / timedelta(minutes=1)) for after in tried] == [
        10,
        20,
        40,
        80,
        140,
        200,
        260,
        320,
    ]
    assert [line["event"] for line in logs] == ["installation_in_trouble"]


async def test_a_change_of_what_was_told_may_find_out_that_it_is_over(company: Company) -> None:
    await company.luc.command("/win On a signé !", company.ventes)
    await company.luc.submit()
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    company.slack.will_fail("chat.update", "token_revoked")
    with capture_logs() as logs:
        await company.luc.click(card, "wins.menu", value="Withdraw it")
        await company.luc.submit()
        await company.settle()
        await company.let(minutes=10)
    assert [line["event"] for line in logs] == ["installation_in_trouble", "installation_works"]
    assert "signé" not in company.last(company.ventes).text


async def test_a_clock_that_is_set_back_holds_nothing(company: Company) -> None:
    installations = company.cordee.services.installations
    await installations.troubled(company.slack.team_id, "token_revoked")
    company.clock.advance(timedelta(hours=-1))
    await company.luc.command("/win On a signé !", company.ventes)
    await company.luc.submit()
    await company.settle()
    assert len(said(company, company.ventes)) == 1


async def test_a_permission_that_is_missing_stops_only_what_needs_it(company: Company) -> None:
    company.slack.remove_bot(company.projets)
    company.slack.invite_bot(company.projets, by=company.luc)
    company.slack.will_fail("conversations.open", "missing_scope", times=2)
    await company.luc.command("/win On a signé !", company.ventes)
    await company.luc.submit()
    with capture_logs() as logs:
        await company.settle()
        assert len(said(company, company.ventes)) == 1
        assert company.slack.dm(company.luc) == []
        await company.let(minutes=10)
    assert [line["event"] for line in logs] == ["permission_missing"] * 2
    await company.let(minutes=10)
    assert len(company.slack.dm(company.luc)) == 1
    assert company.slack.dm(company.ana) == []


# ------------------------------------------------------------------ one channel


async def test_an_archived_channel_goes_on_by_itself_and_its_next_trouble_is_told(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.archive(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
        await company.let(days=7)
    assert len(company.slack.dm(company.ana)) == 1
    company.slack.unarchive(company.ventes)
    await company.settle()
    assert [each.trouble for each in (await recurring(company, company.ventes)).values()] == [""]
    await company.let(days=7)
    assert len(said(company, company.ventes)) == 1
    company.slack.archive(company.ventes)
    with capture_logs():
        await company.let(days=7)
    assert len(company.slack.dm(company.ana)) == 2


async def test_a_bot_that_is_invited_again_goes_on(company: Company) -> None:
    await choose_rhythm(company, company.projets, digest=(FRIDAY, "16:30"))
    company.slack.remove_bot(company.projets)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
    [trouble] = (await recurring(company, company.projets)).values()
    assert trouble.trouble in {"not_in_channel", "channel_not_found"}
    company.slack.invite_bot(company.projets, by=company.luc)
    await company.settle()
    [cured] = (await recurring(company, company.projets)).values()
    assert cured.trouble == ""
    before = len(said(company, company.projets))
    await company.move_to(FRIDAY_1630 + WEEK)
    assert len(said(company, company.projets)) == before + 1


async def test_a_channel_that_takes_posts_again_is_cured_by_the_next_one(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.slack.restrict(company.ventes)
    with capture_logs():
        await company.move_to(FRIDAY_1630)
    company.slack.restrict(company.ventes, restricted=False)
    await company.let(days=7)
    assert [each.trouble for each in (await recurring(company, company.ventes)).values()] == [""]
    assert len(said(company, company.ventes)) == 1
