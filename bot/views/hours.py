"""Somebody's hours and pauses as they see them: the form, its reader, what is kept in words."""

from datetime import date, time

from bot.domain.hours import WorkingHours
from bot.domain.people import Person
from bot.domain.workdays import Workdays
from bot.i18n import Translator
from bot.views import fields, ids, kit
from bot.views.countries import country_input, read_country
from bot.views.settings import LANGUAGES, working_days
from bot.views.submissions import Submission


def hours_modal(t: Translator, person: Person, hours: WorkingHours) -> kit.View:
    """Return the form that says when somebody may be written to."""
    form = ids.HOURS_CHANGE
    weekdays = [(str(weekday), t.weekday(weekday).capitalize()) for weekday in range(7)]
    worked = [str(weekday) for weekday in sorted(hours.workdays.weekdays)]
    until = hours.paused_until.isoformat() if hours.paused_until else ""
    blocks = [
        kit.section(
            t(
                "I write to you by myself only on your working days, in your hours, and not while "
                "you want silence in Slack. Whatever you ask me, I answer at once."
            )
        ),
        kit.context(_place(t, person)),
        fields.choices_input(form, "days", t("My working days"), weekdays, initial=worked),
        kit.time_input(form, "opens", t("From"), initial=f"{hours.opens:%H:%M}"),
        kit.time_input(form, "closes", t("To"), initial=f"{hours.closes:%H:%M}"),
        country_input(t, form, "country", initial=hours.workdays.country),
        fields.day_input(
            form,
            "paused_until",
            t("Pause everything until"),
            initial=until,
            hint=t(
                "I say nothing to you by myself before that day. Open questions that come "
                "meanwhile pass you by; what needs your yes waits."
            ),
        ),
    ]
    return kit.modal(
        form,
        t("My hours and pauses"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1},
    )


def read_hours_form(view: kit.View, zone: str) -> WorkingHours:
    """Return what a submitted form says, on the wall clock of a place."""
    submission = Submission(view)
    weekdays = frozenset(int(day) for day in submission.choices("days"))
    until = submission.day("paused_until")
    return WorkingHours(
        zone,
        Workdays(weekdays, read_country(submission, "country")),
        time.fromisoformat(submission.hour("opens")),
        time.fromisoformat(submission.hour("closes")),
        date.fromisoformat(until) if until else None,
    )


def kept_modal(t: Translator, hours: WorkingHours) -> kit.View:
    """Return in words when somebody is written to from now on."""
    lines = [
        t(
            "I write to you by myself on these days: {weekdays}, from {opens} to {closes}.",
            weekdays=working_days(t, hours.workdays.weekdays),
            opens=t.hour(hours.opens),
            closes=t.hour(hours.closes),
        )
    ]
    if country := hours.workdays.country:
        lines.append(t("Public holidays are days off: {country}.", country=t.country(country)))
    if hours.paused_until:
        day = t.date(hours.paused_until)
        lines.append(t("Before {day} I say nothing to you by myself.", day=day))
    sections = [kit.section(line) for line in lines]
    title = t("My hours and pauses")
    return kit.modal(ids.HOURS_CHANGE + ".kept", title, sections, close=t("Close"))


def _place(t: Translator, person: Person) -> str:
    return t(
        "Slack tells me your language ({language}) and your time zone ({zone}): change them in "
        "Slack’s preferences.",
        language=LANGUAGES[person.language],
        zone=kit.escape(person.zone),
    )
