"""Objectives as people see them: the forms of the team, the question of anybody."""

from datetime import date

from bot.domain.directions import Direction
from bot.domain.objectives import Objective, ObjectiveForm
from bot.i18n import Translator
from bot.views import fields, ids, kit
from bot.views.submissions import Submission


def propose_modal(
    t: Translator,
    direction: Direction,
    *,
    ends_on: date,
    typed: ObjectiveForm | None = None,
    remark: str = "",
) -> kit.View:
    """Return the form to propose an objective, with the direction above it.

    `typed` is what somebody had written, and `remark` what is to be said of it.
    """
    form = ids.OBJECTIVES_PROPOSE
    above = kit.prose(direction.why, before=":compass: ")
    if direction.is_open:
        title = t("What is open")
        above += kit.prose(direction.is_open, before=f"*{title}*\n")
    blocks = objective_fields(t, form, typed or _empty(direction, ends_on))
    return kit.modal(
        form,
        t("An objective"),
        [*above, *_remarked(remark), *blocks],
        submit=t("Propose it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "channel": direction.channel_id,
            "direction": direction.direction_id,
            "remarked": bool(remark),
        },
    )


def revise_modal(
    t: Translator, objective: Objective, *, typed: ObjectiveForm | None = None, remark: str = ""
) -> kit.View:
    """Return the form with which the team revises an objective."""
    form = ids.OBJECTIVES_REVISE
    anew = t("Once revised, it is agreed on anew: two working days, unless somebody objects.")
    shown = typed or _form_of(objective)
    return kit.modal(
        form,
        t("Revise it"),
        [kit.context(anew), *_remarked(remark), *objective_fields(t, form, shown)],
        submit=t("Save"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "channel": objective.channel_id,
            "objective": objective.subject,
            "version": shown.seen_version,
            "remarked": bool(remark),
        },
    )


def read_objective_form(view: kit.View) -> tuple[ObjectiveForm, str]:
    """Return what a submitted form says, and the objective it revises (empty for a new one)."""
    submission = Submission(view)
    carried, day = submission.carried, submission.day("ends_on")
    form = ObjectiveForm(
        aim=submission.words("aim"),
        how=submission.words("how"),
        signs=submission.words("signs"),
        ends_on=date.fromisoformat(day) if day else date.min,
        channel_id=carried["channel"],
        direction_id=carried.get("direction", ""),
        is_remarked=bool(carried.get("remarked")),
        seen_version=carried.get("version"),
    )
    return form, carried.get("objective", "")


def many_numbers(t: Translator) -> str:
    """Return the gentle remark on an objective that holds more than one number."""
    return t(
        "Several numbers: it is easy to run after them and lose sight of why. Which one matters, "
        "and what would we notice besides? If this is what you mean, submit it again: it is fine."
    )


def direction_is_new(t: Translator) -> str:
    """Return the remark when another direction was given while somebody wrote."""
    return t(
        "The direction changed while you were writing: here is the new one. Your words are still "
        "below; submit them again if they fit."
    )


def ask_modal(t: Translator, objective: Objective) -> kit.View:
    """Return the form for a question to the team, asked in the thread by name."""
    form = ids.OBJECTIVES_ASK
    question = kit.text_input(
        form,
        "question",
        t("Your question"),
        hint=t("An open one helps most: what, how, who else? It goes to the thread, by name."),
        lines=True,
    )
    return kit.modal(
        form,
        t("Ask a question"),
        [*kit.prose(objective.aim, before=":dart: "), question],
        submit=t("Ask"),
        close=t("Cancel"),
        carried={"v": 1, "objective": objective.subject},
    )


def read_question(view: kit.View) -> tuple[str, str]:
    """Return the objective that is asked about, and the question."""
    submission = Submission(view)
    return str(submission.carried["objective"]), submission.words("question")


def objective_fields(t: Translator, form: str, shown: ObjectiveForm) -> list[kit.Block]:
    """Return the fields of an objective, to propose or to revise it, filled with what is known."""
    day = fields.day_input(
        form,
        "ends_on",
        t("Until when?"),
        initial=shown.ends_on.isoformat(),
        hint=t("That day, those who were in it look back on it together."),
    )
    return [
        kit.text_input(form, "aim", t("What do we aim for?"), initial=shown.aim, lines=True),
        kit.text_input(
            form, "how", t("How?"), initial=shown.how, lines=True, required=False, longest=1500
        ),
        kit.text_input(
            form,
            "signs",
            t("What would we notice?"),
            initial=shown.signs,
            hint=t("The signs, in words: what customers would say, what would be easier."),
            lines=True,
            required=False,
            longest=1500,
        ),
        {**day, "optional": False},
    ]


def _remarked(remark: str) -> list[kit.Block]:
    return [kit.context(f":thought_balloon: {remark}")] if remark else []


def _empty(direction: Direction, ends_on: date) -> ObjectiveForm:
    return ObjectiveForm("", "", "", ends_on, direction.channel_id, direction.direction_id)


def _form_of(objective: Objective) -> ObjectiveForm:
    return ObjectiveForm(
        objective.aim,
        objective.how,
        objective.signs,
        objective.ends_on,
        objective.channel_id,
        objective.direction_id,
        seen_version=objective.version,
    )
