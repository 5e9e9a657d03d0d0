"""Everybody says at Home when they may be written to, and pauses what comes to them."""

import pytest

from tests.support.company import Company
from tests.support.hours import FORM, OPEN, local, say_hours
from tests.support.nominated import asked
from tests.support.rhythms import read_in_front


async def asked_privately(company: Company) -> int:
    return len(company.slack.dm(company.mia))


async def test_hours_are_said_and_kept(company_on_both: Company) -> None:
    company = company_on_both
    home = await company.luc.open_home()
    await company.slack.quiet()
    assert home is not None
    await company.luc.click(home, OPEN)
    said = read_in_front(company.luc)
    assert "tout de suite" in said
    assert "Français" in str(company.luc.modal and company.luc.modal.blocks)
    assert "Europe/Paris" in str(company.luc.modal and company.luc.modal.blocks)
    fields = {"days": ["0", "2"], "opens": "09:30", "closes": "16:00", "country": "JP"}
    outcome = await company.luc.submit({f"{FORM}.{name}": v for name, v in fields.items()})
    assert outcome.ok
    told = read_in_front(company.luc)
    assert "lundi et mercredi, de 09:30 à 16:00" in told
    assert "Japon" in told
    await company.luc.close_modal()
    await company.luc.click(company.luc.home, OPEN)
    assert company.luc.modal is not None
    shown = {key: value[key] for key, value in company.luc.modal.values.items()}
    assert shown[f"{FORM}.opens"]["selected_time"] == "09:30"
    assert [o["value"] for o in shown[f"{FORM}.days"]["selected_options"]] == ["0", "2"]
    assert shown[f"{FORM}.country"]["selected_option"]["value"] == "JP"


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("closes", "07:00", "choisis une heure plus tardive"),
        ("closes", "08:00", "choisis une heure plus tardive"),
        ("paused_until", "2031-01-01", "un an au plus"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    company: Company, field: str, value: str, words: str
) -> None:
    outcome = await say_hours(company, company.luc, **{field: value})
    assert list(outcome.errors) == [f"{FORM}.{field}"]
    assert words in outcome.errors[f"{FORM}.{field}"]


async def test_a_pause_in_the_past_is_none(company: Company) -> None:
    assert (await say_hours(company, company.mia, paused_until="2026-11-20")).ok
    await asked(company, company.ventes)
    assert await asked_privately(company) == 1


# ------------------------------------------------------------------ what waits for them


async def test_a_question_waits_for_the_morning(company_on_both: Company) -> None:
    company = company_on_both
    await company.move_to(local("2026-11-23T22:00"))
    await asked(company, company.ventes)
    assert await asked_privately(company) == 0
    await company.move_to(local("2026-11-24T07:59", "Europe/Dublin"))
    assert await asked_privately(company) == 0
    await company.move_to(local("2026-11-24T08:00", "Europe/Dublin"))
    assert await asked_privately(company) == 1


async def test_a_question_waits_for_the_end_of_a_pause(company: Company) -> None:
    await say_hours(company, company.mia, paused_until="2026-11-27")
    await asked(company, company.ventes)
    for hour in range(0, 90, 6):
        await company.let(hours=6)
        assert await asked_privately(company) == (
            company.clock.now() >= local("2026-11-27T08:00", "Europe/Dublin")
        ), hour


async def test_a_pause_that_is_ended_early_holds_nothing_up_for_long(company: Company) -> None:
    await say_hours(company, company.mia, paused_until="2027-06-01")
    await asked(company, company.ventes)
    await company.let(hours=1)
    await say_hours(company, company.mia, paused_until=None)
    await company.let(days=1)
    assert await asked_privately(company) == 1


async def test_what_one_asks_for_is_answered_at_night(company: Company) -> None:
    await say_hours(company, company.luc, paused_until="2026-12-01")
    await company.move_to(local("2026-11-23T23:30"))
    await company.luc.write_to_bot("aide")
    await company.settle()
    assert len(company.slack.dm(company.luc)) == 2


# ------------------------------------------------------------------ silence in Slack


async def test_silence_in_slack_is_kept(company: Company) -> None:
    company.mia.want_silence(local("2026-11-23T15:00"))
    await asked(company, company.ventes)
    await company.move_to(local("2026-11-23T14:59"))
    assert await asked_privately(company) == 0
    await company.move_to(local("2026-11-23T15:00"))
    assert await asked_privately(company) == 1


async def test_silence_until_the_evening_is_until_the_next_morning(company: Company) -> None:
    company.mia.want_silence(local("2026-11-23T21:30"))
    await asked(company, company.ventes)
    await company.move_to(local("2026-11-23T22:00"))
    assert await asked_privately(company) == 0
    await company.move_to(local("2026-11-24T09:00"))
    assert await asked_privately(company) == 1


async def test_where_silence_cannot_be_read_it_holds_nothing_up(company: Company) -> None:
    company.slack.granted_scopes.discard("dnd:read")
    company.mia.want_silence(local("2026-11-23T21:30"))
    await asked(company, company.ventes)
    assert await asked_privately(company) == 1
    await asked(company, company.marketing)
    calls = [call for call in company.slack.calls if call.method == "dnd.info"]
    assert len(calls) == 1, "Slack is not asked about each, in vain"


@pytest.mark.parametrize("error", ["ratelimited", "user_not_found", "http_500"])
async def test_a_slack_in_trouble_holds_nothing_up_for_long(company: Company, error: str) -> None:
    company.slack.will_fail("dnd.info", error)
    await asked(company, company.ventes)
    await company.let(minutes=1)
    assert await asked_privately(company) == 1


# ------------------------------------------------------------------ what is kept of it


async def test_it_is_shown_and_erased_with_the_rest(company: Company) -> None:
    await say_hours(company, company.tom, opens="10:00")
    privacy = company.cordee.services.privacy
    [held] = await privacy.held(company.slack.team_id, company.tom.id)
    assert (held.where, held.words) == ("people", ("10:00", "19:00"))
    outcome = await company.tom.command("/cordee privacy", company.ventes)
    await company.tom.click(outcome.message, "privacy.erase")
    await company.tom.submit()
    assert not await privacy.held(company.slack.team_id, company.tom.id)
    hours = await company.cordee.services.hours.of_person(company.slack.team_id, company.tom.id)
    assert f"{hours.opens:%H:%M}" == "08:00"
