"""What recurs, through Bolt: its form follows what is chosen, says it back, and loses nothing."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.domain.schedules import Schedule, ScheduleKind, Way
from sandbox.gestures import Acting
from sandbox.submissions import Submission
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm, read_in_front, set_one, shown

MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4
FORM = "rhythms.change"


async def running(company: Company) -> dict[ScheduleKind, Schedule]:
    """Return what recurs in #ventes."""
    planned = company.cordee.services.schedules
    return await planned.of_channel(company.slack.team_id, company.ventes.id)


async def opened(company: Company, kind: str, by: Acting | None = None) -> Acting:
    """Open the form of what recurs in #ventes, from its settings."""
    person = by or company.ana
    await person.command("/cordee settings", company.ventes)
    await person.click(None, "rhythms.open", f"{kind}:{company.ventes.id}")
    return person


async def sent(person: Acting, **forged: Any) -> Submission:
    """Submit the form in front as a client would that is not Slack's."""
    modal = person.modal
    assert modal is not None
    for name, state in forged.items():
        modal.values[f"{FORM}.{name}"][f"{FORM}.{name}"] = state
    payload = person.backend.interactions.submission(person, modal)
    answer: Any = await person.interact(payload, FORM)
    return Submission(answer["response_action"], answer.get("errors", {}))


# ------------------------------------------------------------------ the words


async def test_words_follow_what_is_chosen_while_it_is_chosen(company_on_both: Company) -> None:
    company = company_on_both
    ana = await opened(company, "checkin")
    assert ana.modal is not None
    assert ana.modal.title == "Point ouvert"
    assert "*Point ouvert* : chaque mardi à 10:00 (Paris)." in read_in_front(ana)
    await ana.click(None, f"{FORM}.weekdays", ["1", "3"])
    assert "chaque mardi et jeudi à 10:00 (Paris)" in read_in_front(ana)
    assert "mardi 24 novembre · jeudi 26 novembre · mardi 1er décembre." in read_in_front(ana)
    await ana.click(None, f"{FORM}.every", "two_weeks")
    assert "toutes les deux semaines le mardi et jeudi à 10:00" in read_in_front(ana)
    assert "mardi 24 novembre · jeudi 26 novembre · mardi 8 décembre." in read_in_front(ana)
    await ana.click(None, f"{FORM}.paused_until", "2026-12-14")
    assert "En pause jusqu’au lundi 14 décembre." in read_in_front(ana)
    assert "mardi 15 décembre · jeudi 17 décembre · mardi 29 décembre." in read_in_front(ana)
    await ana.click(None, f"{FORM}.every", "month")
    await ana.click(None, f"{FORM}.paused_until", "")
    await ana.click(None, f"{FORM}.at", "09:05")
    assert "le premier mardi et le premier jeudi de chaque mois à 09:05" in read_in_front(ana)
    assert "mardi 1er décembre · jeudi 3 décembre · mardi 5 janvier." in read_in_front(ana)
    await ana.click(None, f"{FORM}.way", "each")
    assert "à chaque personne à 09:05 chez elle" in read_in_front(ana)
    await ana.click(None, f"{FORM}.weekdays", [])
    assert "Choisis au moins un jour de la semaine." in read_in_front(ana)
    await ana.click(None, f"{FORM}.weekdays", ["1"])
    assert await running(company) == {}, "nothing is set before it is saved"
    await ana.submit()
    assert "*Point ouvert* : le premier mardi de chaque mois, à chaque personne" in read_in_front(
        ana
    )
    [schedule] = (await running(company)).values()
    assert schedule.way is Way.EACH
    assert schedule.next_at == datetime(2026, 11, 30, 19, 5, tzinfo=UTC), "where it is first"
    await ana.close_modal()
    assert "le premier mardi de chaque mois" in read_in_front(ana), "the settings behind say it too"


async def test_words_are_in_the_language_of_whoever_reads(company: Company) -> None:
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await choose_rhythm(
        company, company.ventes, checkin=((TUESDAY, THURSDAY), "10:00"), every="two_weeks"
    )
    tom = await opened(company, "checkin", company.tom)
    words = read_in_front(tom)
    assert "*Open question*: every two weeks on Tuesday and Thursday at 10:00 AM in Paris." in words
    assert "Next: Tuesday, November 24 · Thursday, November 26 · Tuesday, December 8." in words
    await tom.click(None, f"{FORM}.every", "four_weeks")
    assert "every four weeks on Tuesday and Thursday" in read_in_front(tom)
    await tom.click(None, f"{FORM}.every", "month")
    assert "on the first Tuesday and the first Thursday of each month" in read_in_front(tom)
    await tom.click(None, f"{FORM}.way", "each")
    assert "to each person at 10:00 AM where they are" in read_in_front(tom)


async def test_a_form_opens_as_it_was_saved(company: Company) -> None:
    await choose_rhythm(
        company,
        company.ventes,
        digest=(MONDAY, "08:05"),
        every="four_weeks",
        starts_on="2026-12-07",
        paused_until="2026-12-10",
    )
    ana = await opened(company, "digest")
    assert shown(ana, f"{FORM}.weekday")["initial_option"]["value"] == "0"
    assert shown(ana, f"{FORM}.at")["initial_time"] == "08:05"
    assert shown(ana, f"{FORM}.every")["initial_option"]["value"] == "four_weeks"
    assert shown(ana, f"{FORM}.starts_on")["initial_date"] == "2026-12-07"
    assert shown(ana, f"{FORM}.paused_until")["initial_date"] == "2026-12-10"
    assert "Prochaines dates : lundi 4 janvier" in read_in_front(ana)
    company.clock.move_to(datetime(2027, 1, 2, 9, 0, tzinfo=UTC))
    ana = await opened(company, "digest")
    assert "initial_date" not in shown(ana, f"{FORM}.paused_until"), "that pause is over"
    before = (await running(company))[ScheduleKind.DIGEST]
    await ana.submit()
    assert (await running(company))[ScheduleKind.DIGEST] == before, "and nothing has changed"


async def test_every_second_week_begins_with_the_next_day_that_fits(company: Company) -> None:
    """Not with a week that nobody chose, in which that day has passed."""
    company.clock.move_to(datetime(2026, 11, 27, 18, 0, tzinfo=UTC))
    ana = await opened(company, "digest")
    await ana.click(None, f"{FORM}.every", "two_weeks")
    assert "vendredi 4 décembre · vendredi 18 décembre" in read_in_front(ana)
    await ana.submit()
    assert "vendredi 4 décembre · vendredi 18 décembre" in read_in_front(ana)
    company.clock.move_to(datetime(2026, 12, 7, 18, 0, tzinfo=UTC))
    ana = await opened(company, "digest")
    await ana.submit()
    assert "vendredi 18 décembre" in read_in_front(ana), "as it was counted then"


async def test_public_holidays_move_what_is_told(company: Company) -> None:
    await choose_rhythm(company, company.ventes, country="FR", digest=(FRIDAY, "16:30"))
    company.clock.move_to(datetime(2026, 12, 19, 9, 0, tzinfo=UTC))
    await company.ana.command("/cordee settings", company.ventes)
    company.clock.move_to(datetime(2026, 12, 19, 9, 0, tzinfo=UTC))
    ana = await opened(company, "checkin")
    await ana.click(None, f"{FORM}.weekdays", ["4"])
    words = read_in_front(ana)
    assert "jeudi 24 décembre · jeudi 31 décembre · vendredi 8 janvier." in words


async def test_a_channel_that_refused_says_so_in_its_settings(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(TUESDAY, "10:00"))
    company.slack.restrict(company.ventes)
    await company.move_to(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    await company.ana.command("/cordee settings", company.ventes)
    assert (
        "La dernière fois, je n’ai pas pu y poster. Ce canal ne me laisse pas écrire."
        in read_in_front(company.ana)
    )
    await company.ana.click(None, "rhythms.open", f"digest:{company.ventes.id}")
    await company.ana.submit()
    assert "je n’ai pas pu" not in read_in_front(company.ana)


# ------------------------------------------------------------------ bad input


async def test_an_hour_that_no_clock_shows_is_refused(company: Company) -> None:
    ana = await opened(company, "checkin")
    await ana.click(None, f"{FORM}.weekdays", ["2"])
    for typed in ("25:00", "24:00", "10:60", "10h", "1:00", "10:00:00", None):
        outcome = await sent(ana, at={"type": "timepicker", "selected_time": typed})
        assert list(outcome.errors) == [f"{FORM}.at"]
        assert (typed or "16:30") in outcome.errors[f"{FORM}.at"]
    assert await running(company) == {}
    await ana.submit({f"{FORM}.at": "11:00"})
    assert "chaque mercredi à 11:00" in read_in_front(ana), "what else was chosen is still there"


async def test_days_that_cannot_be_are_refused_beside_their_field(company: Company) -> None:
    ana = await opened(company, "checkin")
    outcome = await sent(ana, weekdays={"type": "checkboxes", "selected_options": []})
    assert outcome.errors == {f"{FORM}.weekdays": "Choisis au moins un jour de la semaine."}
    await ana.click(None, f"{FORM}.weekdays", ["2"])
    for name in ("starts_on", "paused_until"):
        for typed in ("2026-02-30", "9999-12-31", "demain"):
            outcome = await sent(ana, **{name: {"type": "datepicker", "selected_date": typed}})
            assert list(outcome.errors) == [f"{FORM}.{name}"]
            assert typed in outcome.errors[f"{FORM}.{name}"]
        await ana.click(None, f"{FORM}.{name}", "2019-03-04")
    await ana.submit()
    assert "Prochaines dates : mercredi 25 novembre" in read_in_front(ana), "the past is past"
    assert "pause" not in read_in_front(ana)


# ------------------------------------------------------------------ at once


async def test_who_saves_second_is_told_who_was_first_and_may_insist(
    company_on_both: Company,
) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    ana, tom = await opened(company, "digest"), await opened(company, "digest", company.tom)
    await ana.submit({f"{FORM}.weekday": "0", f"{FORM}.at": "09:00"})
    await tom.submit({f"{FORM}.weekday": "3", f"{FORM}.at": "11:15"})
    words = read_in_front(tom)
    assert f"<@{ana.id}> changed it while you were choosing." in words
    assert "*Digest*: every Monday at 9:00 AM in Paris." in words
    assert "*Digest*: every Thursday at 11:15 AM in Paris." in words, "what Tom would set"
    assert min((await running(company))[ScheduleKind.DIGEST].rule.weekdays) == MONDAY
    await tom.submit()
    assert "every Thursday at 11:15" in read_in_front(tom)
    schedule = (await running(company))[ScheduleKind.DIGEST]
    assert (min(schedule.rule.weekdays), schedule.set_by) == (THURSDAY, tom.id)


async def test_who_wants_the_same_is_told_nothing(company: Company) -> None:
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    ana, tom = await opened(company, "digest"), await opened(company, "digest", company.tom)
    await ana.submit()
    await tom.submit()
    assert "while you were choosing" not in read_in_front(tom)


async def test_what_was_taken_out_meanwhile_is_said(company: Company) -> None:
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    ana, tom = await opened(company, "digest"), await opened(company, "digest", company.tom)
    await tom.click(None, f"{FORM}.weekday", "2")
    await ana.click(None, "rhythms.remove")
    await tom.submit()
    assert "took it out of this channel" in read_in_front(tom)
    assert await running(company) == {}
    await tom.submit()
    assert "every Wednesday" in read_in_front(tom)
    assert set(await running(company)) == {ScheduleKind.DIGEST}


async def test_what_was_taken_out_and_set_anew_meanwhile_is_another(company: Company) -> None:
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    tom = await opened(company, "digest", company.tom)
    await choose_rhythm(company, company.ventes)
    await choose_rhythm(company, company.ventes, digest=(MONDAY, "09:00"))
    await tom.submit({f"{FORM}.weekday": "2"})
    assert "changed it while you were choosing" in read_in_front(tom)


async def test_two_people_who_save_at_once_leave_one_rhythm(company_on_both: Company) -> None:
    company = company_on_both
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    ana, tom = await opened(company, "digest"), await opened(company, "digest", company.tom)
    await asyncio.gather(ana.submit({f"{FORM}.weekday": "0"}), tom.submit({f"{FORM}.weekday": "3"}))
    assert len(await running(company)) == 1
    told = [person for person in (ana, tom) if person.modal and person.modal.callback_id == FORM]
    assert len(told) == 1, "one of them chooses again"


# ------------------------------------------------------------------ what is due


async def test_a_week_that_was_told_is_not_told_again(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(TUESDAY, "10:00"))
    await company.move_to(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1
    await company.ana.command("/cordee settings", company.ventes)
    await set_one(company.ana, "digest", company.ventes, (THURSDAY, "10:00"), {})
    assert "Prochaines dates : jeudi 3 décembre" in read_in_front(company.ana)
    await company.move_to(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1
    await company.move_to(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 2


async def test_a_pause_comes_to_its_end_by_itself(company: Company) -> None:
    await choose_rhythm(
        company, company.ventes, digest=(TUESDAY, "10:00"), paused_until="2026-12-07"
    )
    await company.ana.command("/cordee settings", company.ventes)
    assert "En pause jusqu’au lundi 7 décembre." in read_in_front(company.ana)
    await company.move_to(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    assert company.slack.messages(company.ventes) == []
    await company.move_to(datetime(2026, 12, 8, 9, 0, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1
    await company.ana.command("/cordee settings", company.ventes)
    assert "En pause" not in read_in_front(company.ana)
