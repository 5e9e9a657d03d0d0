"""Settings through Bolt: who may change them, what they say back, what they refuse."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.schedules import ScheduleKind
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

TUESDAY, FRIDAY = 1, 4


def said(person: Acting) -> str:
    """Return the words of the modal in front of somebody."""
    assert person.modal is not None
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in person.modal.blocks)


def shown(person: Acting, name: str) -> dict[str, Any]:
    """Return what a field of the settings shows at first."""
    assert person.modal is not None
    address = f"settings.change.{name}"
    [block] = [block for block in person.modal.blocks if block.get("block_id") == address]
    element: dict[str, Any] = block["element"]
    return element


async def rhythm(company: Company, channel: Channel) -> dict[ScheduleKind, str]:
    """Return what recurs in a channel: weekday, hour and zone, by kind."""
    planned = await company.cordee.services.schedules.of_channel(company.slack.team_id, channel.id)
    return {
        kind: f"{min(schedule.rule.weekdays)} {schedule.rule.at:%H:%M} {schedule.rule.zone}"
        for kind, schedule in planned.items()
    }


# ------------------------------------------------------------------ what they say


async def test_what_is_agreed_is_said_back_in_words(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/cordee reglages", company.ventes)
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Réglages"
    assert shown(company.ana, "zone")["initial_value"] == "Europe/Paris", "hers, to begin with"
    assert shown(company.ana, "language")["initial_option"]["value"] == "fr"
    await company.ana.submit({"settings.change.checkin_at": "09:15"})
    where, digest, checkin = said(company.ana).replace("\u00a0", " ").split("\n")
    assert where == f"Pour <#{company.ventes.id}>"
    assert digest.startswith("*Récap* : chaque vendredi à 16:30 (Europe/Paris)")
    assert digest.endswith("vendredi 27 novembre.")
    assert checkin.startswith("*Point ouvert* : chaque mardi à 09:15 (Europe/Paris)")
    assert checkin.endswith("mardi 24 novembre.")
    assert await rhythm(company, company.ventes) == {
        ScheduleKind.DIGEST: "4 16:30 Europe/Paris",
        ScheduleKind.CHECKIN: "1 09:15 Europe/Paris",
    }


async def test_they_open_as_they_were_saved(company: Company) -> None:
    await choose_rhythm(
        company, company.ventes, digest=(0, "08:05"), language="en", zone="Asia/Tokyo"
    )
    await company.ana.command("/cordee settings", company.ventes)
    assert shown(company.ana, "digest_day")["initial_option"]["value"] == "0"
    assert shown(company.ana, "digest_at")["initial_time"] == "08:05"
    assert shown(company.ana, "checkin_day")["initial_option"]["value"] == "never"
    assert shown(company.ana, "language")["initial_option"]["value"] == "en"
    assert shown(company.ana, "zone")["initial_value"] == "Asia/Tokyo"


async def test_a_channel_may_want_nothing(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.submit({"settings.change.digest_day": "never"})
    assert "rien de moi-même" in said(company.ana)
    await company.let(days=14)
    assert company.slack.messages(company.ventes) == []


async def test_the_hour_is_the_hour_of_the_place(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(TUESDAY, "09:00"), zone="Asia/Tokyo")
    await company.move_to(datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    assert company.slack.messages(company.ventes) == []
    await company.move_to(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1


@pytest.mark.parametrize("typed", ["Mars/Base", "Paris", "Europe", "../secret", "UTC+1"])
async def test_an_unknown_zone_is_said_beside_its_field(company: Company, typed: str) -> None:
    outcome = await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), zone=typed)
    assert list(outcome.errors) == ["settings.change.zone"]
    assert typed in outcome.errors["settings.change.zone"]
    assert "Europe/Paris" in outcome.errors["settings.change.zone"]
    assert await rhythm(company, company.ventes) == {}
    # What was typed is still there, to be mended.
    await company.ana.submit({"settings.change.zone": "europe/paris"})
    assert await rhythm(company, company.ventes) == {ScheduleKind.DIGEST: "4 16:30 Europe/Paris"}


async def test_what_is_due_as_they_are_saved_is_not_lost(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.move_to(datetime(2026, 11, 27, 15, 30, 2, tzinfo=UTC))
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), language="en")
    await company.settle()
    [digest] = company.slack.messages(company.ventes)
    assert digest.text.startswith("A quiet week")


# ------------------------------------------------------------------ who may


async def test_they_are_for_admins_and_those_whom_they_name(company: Company) -> None:
    outcome = await company.luc.command("/cordee réglages", company.ventes)
    assert company.luc.modal is None
    assert "admin" in outcome.text
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"), by=company.luc)
    assert set(await rhythm(company, company.marketing)) == {ScheduleKind.DIGEST}
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.command("/cordee réglages", company.ventes)
    assert "admin" in outcome.text


async def test_who_is_not_named_any_more_cannot_save_an_open_form(company: Company) -> None:
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await company.luc.command("/cordee settings", company.marketing)
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.submit()
    assert not outcome.ok
    assert await rhythm(company, company.marketing) == {}


async def test_who_named_somebody_meanwhile_named_them(company_on_both: Company) -> None:
    """Keepers are the whole workspace's, and stand in the form of every channel."""
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await company.ana.command("/cordee settings", company.ventes)
    await company.tom.command("/cordee settings", company.marketing)
    await company.ana.submit({"settings.change.keepers": [company.luc]})
    await company.tom.submit({"settings.change.keepers": [company.mia]})
    keepers = await company.cordee.services.channels.keepers(company.slack.team_id)
    assert set(keepers) == {company.luc.id, company.mia.id}


async def test_where_the_bot_is_not_there_is_nothing_to_set(company: Company) -> None:
    elsewhere = company.slack.add_channel("autre", members=[company.ana], with_bot=False)
    outcome = await company.ana.command("/cordee settings", elsewhere)
    assert company.ana.modal is None
    assert "/invite" in outcome.text


# ------------------------------------------------------------------ at once


async def test_two_people_who_save_at_once_leave_one_rhythm(company_on_both: Company) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    for person in (company.ana, company.tom):
        await person.command("/cordee settings", company.ventes)
    outcomes = await asyncio.gather(
        company.ana.submit(
            {"settings.change.digest_day": "0", "settings.change.keepers": [company.luc]}
        ),
        company.tom.submit(
            {"settings.change.digest_day": "3", "settings.change.keepers": [company.luc]}
        ),
    )
    assert all(outcome.ok for outcome in outcomes)
    found = await rhythm(company, company.ventes)
    assert found[ScheduleKind.DIGEST][0] in {"0", "3"}
    assert len(found) == 2
    assert await company.cordee.services.channels.keepers(company.slack.team_id) == (
        company.luc.id,
    )


async def test_the_same_form_sent_twice_is_saved_once(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/cordee settings", company.ventes)
    view = company.ana.modal
    assert view is not None
    payload = company.ana.backend.interactions.submission(company.ana, view)
    sent = [company.ana.backend.courier.ask("interactive", payload) for _ in range(2)]
    first, second = await asyncio.gather(*sent)
    assert (first.status, second.status) == ("acked", "acked")
    assert len(await rhythm(company, company.ventes)) == 2


# ------------------------------------------------------------------ the welcome


async def test_whoever_invites_the_bot_is_thanked_once_and_can_choose(company: Company) -> None:
    team = company.slack.add_channel("équipe", members=[company.ana, company.luc], with_bot=False)
    company.slack.will_redeliver("member_joined_channel")
    company.slack.invite_bot(team, by=company.ana)
    await company.settle()
    [word] = company.slack.dm(company.ana)
    assert word.text.startswith("Merci pour l’invitation")
    posted = [m for m in company.slack.messages(team) if m.bot_id]
    assert posted == [], "nothing is posted unasked"
    company.slack.remove_bot(team)
    company.slack.invite_bot(team, by=company.luc)
    await company.settle()
    assert company.slack.dm(company.luc) == []
    await company.ana.click(word, "settings.open")
    await company.ana.submit()
    assert len(await rhythm(company, team)) == 2


async def test_people_who_join_are_not_written_to(company: Company) -> None:
    team = company.slack.add_channel("équipe", members=[company.ana])
    company.slack.add_member(team, company.luc, by=company.ana)
    await company.settle()
    assert company.slack.dm(company.luc) == []
    assert company.slack.dm(company.ana) == []


async def test_a_person_who_changes_their_language_is_spoken_to_in_it(company: Company) -> None:
    outcome = await company.luc.command("/cordee settings", company.ventes)
    assert "réglages" in outcome.text
    company.slack.change_person(company.luc, locale="en-GB")
    await company.slack.quiet()
    outcome = await company.luc.command("/cordee settings", company.ventes)
    assert outcome.text.startswith("Settings are changed by")


async def test_a_rhythm_that_was_forgotten_meanwhile_is_not_fired(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.advance(timedelta(days=4, hours=7))
    await choose_rhythm(company, company.ventes)
    await company.settle()
    assert company.slack.messages(company.ventes) == []
