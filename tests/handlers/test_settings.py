"""Settings through Bolt: what they say, where a channel is, who may change them."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.gestures import Gesture
from bot.domain.schedules import ScheduleKind
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm, read_in_front, shown

TUESDAY, FRIDAY = 1, 4
PLACE = "settings.place"


async def rhythm(company: Company, channel: Channel) -> dict[ScheduleKind, str]:
    """Return what recurs in a channel: weekday, hour and zone, by kind."""
    planned = await company.cordee.services.schedules.of_channel(company.slack.team_id, channel.id)
    return {
        kind: f"{min(schedule.rule.weekdays)} {schedule.rule.at:%H:%M} {schedule.rule.zone}"
        for kind, schedule in planned.items()
    }


# ------------------------------------------------------------------ what they say


async def test_one_begins_simply_where_one_is(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/cordee reglages", company.ventes)
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Réglages"
    words = read_in_front(company.ana)
    assert "Je ne poste rien de moi-même" in words
    assert "*Langue* : Français. *Fuseau horaire* : Paris." in words
    assert "Jours fériés : France." in words
    await company.ana.click(None, "rhythms.begin")
    words = read_in_front(company.ana)
    assert "rien de moi-même" not in words
    assert "*Récap* : chaque vendredi à 16:30 (Paris)." in words
    assert (
        "Prochaines dates : vendredi 27 novembre · vendredi 4 décembre · vendredi 11 décembre."
    ) in words
    assert "*Point ouvert* : chaque mardi à 10:00 (Paris)." in words
    assert "Prochaines dates : mardi 24 novembre · mardi 1er décembre · mardi 8 décembre." in words
    assert await rhythm(company, company.ventes) == {
        ScheduleKind.DIGEST: "4 16:30 Europe/Paris",
        ScheduleKind.CHECKIN: "1 10:00 Europe/Paris",
    }


async def test_whoever_begins_second_begins_nothing_anew(company: Company) -> None:
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    for person in (company.ana, company.tom):
        await person.command("/cordee settings", company.ventes)
    await company.ana.click(None, "rhythms.begin")
    await company.tom.click(None, "rhythms.begin")
    assert "Every Friday" not in read_in_front(company.tom)
    assert "*Digest*: every Friday at 4:30" in read_in_front(company.tom)
    assert "in Paris" in read_in_front(company.tom), "Ana's, not London's"


async def test_a_place_opens_as_it_was_saved(company: Company) -> None:
    await choose_rhythm(company, company.ventes, language="en", zone="Asia/Tokyo", country="JP")
    await company.ana.command("/cordee settings", company.ventes)
    words = read_in_front(company.ana)
    assert "*Langue* : English. *Fuseau horaire* : Tokyo." in words
    assert "Jours ouvrés : du lundi au vendredi." in words
    assert "Jours fériés : Japon." in words
    await company.ana.click(None, "settings.open_place")
    assert shown(company.ana, f"{PLACE}.language")["initial_option"]["value"] == "en"
    assert shown(company.ana, f"{PLACE}.zone")["initial_value"] == "Asia/Tokyo"
    assert shown(company.ana, f"{PLACE}.country")["initial_option"]["text"]["text"] == "Japon"
    worked = shown(company.ana, f"{PLACE}.working_days")["initial_options"]
    assert [option["value"] for option in worked] == ["0", "1", "2", "3", "4"]


async def test_a_place_that_moves_takes_along_what_recurs(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), checkin=(TUESDAY, "10:00")
    )
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "settings.open_place")
    sunday_to_thursday = ["6", "0", "1", "2", "3"]
    await company.ana.submit(
        {
            f"{PLACE}.zone": "asia/jerusalem",
            f"{PLACE}.working_days": sunday_to_thursday,
            f"{PLACE}.country": "IL",
        }
    )
    words = read_in_front(company.ana)
    assert "Jours ouvrés : du dimanche au jeudi." in words
    assert "*Point ouvert* : chaque mardi à 10:00 (Jérusalem)." in words
    # A Friday that is not worked comes on the Sunday after, which ends its week.
    assert "Prochaines dates : dimanche 29 novembre" in words
    await company.ana.close_modal()
    assert "chaque vendredi à 16:30 (Jérusalem)" in read_in_front(company.ana)
    await company.move_to(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1
    assert set((await rhythm(company, company.ventes)).values()) == {
        "4 16:30 Asia/Jerusalem",
        "1 10:00 Asia/Jerusalem",
    }


async def test_two_people_who_change_a_place_each_change_what_they_changed(
    company_on_both: Company,
) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    for person in (company.ana, company.tom):
        await person.command("/cordee settings", company.ventes)
        await person.click(None, "settings.open_place")
    await company.ana.submit({f"{PLACE}.language": "fr", f"{PLACE}.country": "BE"})
    await company.tom.submit({f"{PLACE}.zone": "Europe/Brussels"})
    settings = await company.cordee.services.channels.settings(
        company.slack.team_id, company.ventes.id
    )
    assert (settings.language, settings.zone, settings.workdays.country) == (
        "fr",
        "Europe/Brussels",
        "BE",
    )


async def test_a_channel_may_want_nothing(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "rhythms.open", f"digest:{company.ventes.id}")
    await company.ana.click(None, "rhythms.remove")
    assert "Le récap n’arrive plus dans ce canal." in read_in_front(company.ana)
    await company.ana.close_modal()
    assert "rien de moi-même" in read_in_front(company.ana)
    await company.let(days=14)
    assert company.slack.messages(company.ventes) == []


async def test_the_hour_is_the_hour_of_the_place(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(TUESDAY, "09:00"), zone="Asia/Tokyo")
    await company.move_to(datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    assert company.slack.messages(company.ventes) == []
    await company.move_to(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1


async def test_an_unknown_zone_is_said_beside_its_field(company: Company) -> None:
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "settings.open_place")
    for typed in ("Mars/Base", "Paris", "Europe", "../secret", "UTC+1"):
        outcome = await company.ana.submit({f"{PLACE}.zone": typed})
        assert list(outcome.errors) == [f"{PLACE}.zone"]
        assert typed in outcome.errors[f"{PLACE}.zone"]
        assert "Europe/Paris" in outcome.errors[f"{PLACE}.zone"]
    # What was typed is still there, to be mended.
    await company.ana.submit({f"{PLACE}.zone": "europe/london"})
    assert "*Fuseau horaire* : Londres" in read_in_front(company.ana)


async def test_what_no_client_offers_is_refused_beside_its_field(company: Company) -> None:
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "settings.open_place")
    modal = company.ana.modal
    assert modal is not None
    country = modal.values[f"{PLACE}.country"][f"{PLACE}.country"]
    country["selected_option"]["value"] = "XX"
    outcome = await company.ana.submit()
    assert "XX" in outcome.errors[f"{PLACE}.country"]
    country["selected_option"]["value"] = "FR"
    modal.values[f"{PLACE}.working_days"][f"{PLACE}.working_days"]["selected_options"] = []
    payload = company.ana.backend.interactions.submission(company.ana, modal)
    answer: Any = (await company.ana.interact(payload, PLACE))["errors"]
    assert "jour" in answer[f"{PLACE}.working_days"]


async def test_what_is_due_as_they_are_saved_is_not_lost(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.move_to(datetime(2026, 11, 27, 15, 30, 2, tzinfo=UTC))
    await choose_rhythm(
        company, company.ventes, digest=(FRIDAY, "16:30"), language="en", country="FR"
    )
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1


# ------------------------------------------------------------------ who may


async def test_they_are_for_admins_and_those_whom_they_name(company: Company) -> None:
    outcome = await company.luc.command("/cordee réglages", company.ventes)
    assert company.luc.modal is None
    assert "admin" in outcome.text
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await company.ana.command("/cordee réglages", company.ventes)
    assert f"et aussi <@{company.luc.id}>" in read_in_front(company.ana)
    await choose_rhythm(company, company.marketing, digest=(FRIDAY, "16:30"), by=company.luc)
    assert set(await rhythm(company, company.marketing)) == {ScheduleKind.DIGEST}
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.command("/cordee réglages", company.ventes)
    assert "admin" in outcome.text


async def test_who_is_not_named_any_more_can_save_nothing(company: Company) -> None:
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    opened = {
        "rhythms.begin": None,
        "settings.open_place": None,
        "settings.open_keepers": None,
        "rhythms.open": f"digest:{company.marketing.id}",
    }
    await company.luc.command("/cordee settings", company.marketing)
    for name, value in opened.items():
        if name != "rhythms.begin":
            await company.luc.click(None, name, value)
            await choose_rhythm(company, company.ventes, keepers=[])
            assert not (await company.luc.submit()).ok
            await choose_rhythm(company, company.ventes, keepers=[company.luc])
            await company.luc.close_modal()
    await choose_rhythm(company, company.ventes, keepers=[])
    for name, value in opened.items():
        await company.luc.click(None, name, value)
        assert company.luc.modals == [company.luc.modal], "nothing opens any more"
    assert await rhythm(company, company.marketing) == {}
    assert await company.cordee.services.channels.keepers(company.slack.team_id) == ()


async def test_only_admins_and_keepers_of_the_workspace_change_settings(company: Company) -> None:
    abroad = company.slack.add_person("Ada Abroad", admin=True, external=True)
    gone = company.slack.add_person("Gil Gone", admin=True, deactivated=True)
    await company.slack.quiet()
    channels, team_id = company.cordee.services.channels, company.slack.team_id
    for person in (company.ana, company.luc, abroad, gone):
        forged = Gesture("forged", team_id, person.id, company.clock.now())
        assert await channels.may_change(forged) is (person is company.ana), person.name


async def test_who_named_somebody_meanwhile_named_them(company_on_both: Company) -> None:
    """Keepers are the whole workspace's, and stand in the settings of every channel."""
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    for person, channel in ((company.ana, company.ventes), (company.tom, company.marketing)):
        await person.command("/cordee settings", channel)
        await person.click(None, "settings.open_keepers")
    await company.ana.submit({"settings.keepers.keepers": [company.luc]})
    await company.tom.submit({"settings.keepers.keepers": [company.mia]})
    assert f"<@{company.luc.id}>" in read_in_front(company.tom), "and both are shown"
    keepers = await company.cordee.services.channels.keepers(company.slack.team_id)
    assert set(keepers) == {company.luc.id, company.mia.id}


async def test_where_the_bot_cannot_post_there_is_nothing_to_set(company: Company) -> None:
    elsewhere = company.slack.add_channel("autre", members=[company.ana], with_bot=False)
    outcome = await company.ana.command("/cordee settings", elsewhere)
    assert company.ana.modal is None
    assert "/invite" in outcome.text
    assert "/cordee settings" not in outcome.text, "there were no words to lose"
    team = company.slack.add_channel("équipe", members=[company.ana])
    await company.ana.command("/cordee settings", team)
    await company.ana.click(None, "rhythms.open", f"digest:{team.id}")
    company.slack.archive(team)
    company.clock.advance(timedelta(minutes=2))
    outcomes = await company.ana.submit()
    assert list(outcomes.errors.values()) == ["Ce canal est archivé."]
    company.slack.unarchive(team)
    company.slack.remove_bot(team)
    company.clock.advance(timedelta(minutes=2))
    outcomes = await company.ana.submit()
    assert "/invite" in next(iter(outcomes.errors.values()))
    company.slack.invite_bot(team, by=company.ana)
    assert (await company.ana.submit()).ok, "and nothing that was chosen is lost"


async def test_the_same_form_sent_twice_is_saved_once(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command("/cordee settings", company.ventes)
    await company.ana.click(None, "rhythms.open", f"checkin:{company.ventes.id}")
    view = company.ana.modal
    assert view is not None
    payload = company.ana.backend.interactions.submission(company.ana, view)
    sent = [company.ana.backend.courier.ask("interactive", payload) for _ in range(2)]
    first, second = await asyncio.gather(*sent)
    assert (first.status, second.status) == ("acked", "acked")
    planned = await company.cordee.services.schedules.of_channel(
        company.slack.team_id, company.ventes.id
    )
    assert set(planned) == {ScheduleKind.CHECKIN}


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
    await company.ana.click(None, "rhythms.begin")
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
