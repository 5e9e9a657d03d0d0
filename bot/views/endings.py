"""The forms by which the owner of a trial lets it go on for a while, or ends it before its time."""

from datetime import date

from bot.domain.trials import Trial
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission


def extend_modal(t: Translator, trial: Trial, suggested: date) -> kit.View:
    """Return the form to let a trial go on; `suggested` is the day it holds at first."""
    form = ids.TRIALS_EXTEND
    day: kit.Element = {
        "type": "datepicker",
        "action_id": f"{form}.ends_on",
        "initial_date": suggested.isoformat(),
    }
    fields = [
        kit.field(
            form,
            "ends_on",
            t("Until when?"),
            day,
            hint=t("Once, and for eight weeks from today at most."),
        ),
        _why(t, form),
    ]
    return _modal(t, form, trial, t("Go on for a while"), fields)


def end_modal(t: Translator, trial: Trial) -> kit.View:
    """Return the form to end a trial before its time."""
    form = ids.TRIALS_END
    note = kit.context(t("Those who are in it will then look back on it, as at any end."))
    return _modal(t, form, trial, t("End it now"), [_why(t, form), note])


def read_extend_form(view: kit.View) -> tuple[str, date | None, str]:
    """Return what is extended, until when, and why."""
    submission = Submission(view)
    day = submission.day("ends_on")
    ends_on = date.fromisoformat(day) if day else None
    return submission.carried["about"], ends_on, submission.words("reason")


def read_end_form(view: kit.View) -> tuple[str, str]:
    """Return what ends before its time, and why."""
    submission = Submission(view)
    return submission.carried["about"], submission.words("reason")


def _why(t: Translator, form: str) -> kit.Block:
    hint = t("The others read it in the thread.")
    return kit.text_input(form, "reason", t("Why?"), hint=hint, lines=True)


def _modal(t: Translator, form: str, trial: Trial, title: str, fields: list[kit.Block]) -> kit.View:
    return kit.modal(
        form,
        title,
        [*kit.prose(trial.change, before=":seedling: "), *fields],
        submit=t("Say it"),
        close=t("Cancel"),
        carried={"v": 1, "about": trial.subject},
    )
