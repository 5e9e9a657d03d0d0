"""Objectives as people see them: the card, the forms of the team, the question of anybody."""

from collections.abc import Sequence
from datetime import date

from bot.domain.agreements import Stance, Voice, objections
from bot.domain.directions import Direction
from bot.domain.objectives import Objective, ObjectiveForm, Outcome, people_of
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.wins import Win
from bot.i18n import Translator
from bot.views import fields, ids, kit
from bot.views.submissions import Submission

STILL_OPEN = frozenset({Stage.PROPOSED, Stage.OBJECTED})
_JOINED = STILL_OPEN | {Stage.RUNNING}
REVISE, WITHDRAW = "revise", "withdraw"
"""What the menu of a card offers."""
SHOWN = 120
"""So much of what serves an objective, or of its aim, is told in one line."""
NONE = "none"
MOST_CHOICES = 99
"""Slack offers a hundred choices; one of them is none."""


def objective_card(
    t: Translator,
    objective: Objective,
    voices: Sequence[Voice],
    serving: Sequence[Win | Trial],
    zone: str,
) -> kit.Message:
    """Return the card of an objective as it stands: what we aim for first, and what serves it."""
    if objective.stage is Stage.WITHDRAWN:
        line = t("This objective was withdrawn.")
        return kit.Message(line, (kit.context(line),))
    items = [
        (kit.escape(objective.aim), _aim(t, objective)),
        *(_told(title, words) for title, words in details(t, objective) if words),
        *_people(t, objective, voices),
        *_serving(t, serving),
        kit.words_item(f"*{standing(t, objective, voices, zone)}*"),
    ]
    buttons = _buttons(t, objective)
    return kit.in_parts([*items, ("", [kit.actions(*buttons)])] if buttons else items)


def standing(t: Translator, objective: Objective, voices: Sequence[Voice], zone: str) -> str:
    """Return in one line where an objective stands, and what comes next."""
    match objective.stage:
        case Stage.PROPOSED if objective.due_at:
            return t(
                "It is agreed on {day} at {hour}, unless somebody objects.",
                day=t.day(objective.due_at, zone),
                hour=t.hour(objective.due_at, zone),
            )
        case Stage.PROPOSED | Stage.OBJECTED:
            return _objected(t, voices)
        case Stage.RUNNING:
            return t("Agreed: we aim for it until {day}.", day=t.date(objective.ends_on))
        case Stage.DEBRIEFING:
            return t("It is over: those who were in it are looking back on it.")
        case Stage.CONCLUDING:
            return t("The debrief is out: what becomes of it?")
        case _:
            return _concluded(t, objective)


def _objected(t: Translator, voices: Sequence[Voice]) -> str:
    people = [kit.mention(each.user_id) for each in objections(voices)]
    if not people:
        return t("An objection: the team revises it.")
    return t("{people}: an objection. The team revises it.", people=t.together(people))


def _concluded(t: Translator, objective: Objective) -> str:
    said = kit.escape_within(objective.lesson, 600)
    match objective.outcome:
        case Outcome.KEPT:
            return t("Kept: we go on with it. {said}", said=said)
        case Outcome.CHANGED:
            return t("Changed: another objective takes its place. {said}", said=said)
        case _:
            return t("Closed. {said}", said=said)


def details(t: Translator, objective: Objective) -> list[tuple[str, str]]:
    """Return the titles and the words of an objective, after its aim."""
    return [(t("How"), objective.how), (t("What we would notice"), objective.signs)]


def aim_line(objective: Objective) -> str:
    """Return what an objective aims for, escaped, in one short line."""
    return kit.escape_within(" ".join(objective.aim.split()), SHOWN)


def _aim(t: Translator, objective: Objective) -> list[kit.Block]:
    is_revised = objective.stage in _JOINED
    return kit.prose(
        objective.aim, before=":dart: ", accessory=_menu(t, objective) if is_revised else None
    )


def _menu(t: Translator, objective: Objective) -> kit.Element:
    options = [kit.option(t("Revise it"), f"{REVISE}:{objective.objective_id}")]
    if objective.stage in STILL_OPEN:
        options.append(kit.option(t("Withdraw the objective"), f"{WITHDRAW}:{objective.objective_id}"))
    return kit.overflow(ids.OBJECTIVE_MENU, options)


def _told(title: str, words: str) -> kit.Item:
    return f"{title}\n{kit.escape(words)}", kit.prose(words, before=f"*{title}*\n")


def _people(t: Translator, objective: Objective, voices: Sequence[Voice]) -> list[kit.Item]:
    together = people_of(objective, voices)
    helping = [each.user_id for each in voices if each.stance is Stance.HELPS]
    hands = t.together([kit.mention(person) for person in helping])
    people = t.together([kit.mention(person) for person in together])
    lines = [
        t("In it: {people}", people=people) if together else "",
        t("Lending a hand: {people}", people=hands) if helping else "",
    ]
    said = "\n".join(line for line in lines if line)
    return [kit.words_item(said)] if said else []


def _serving(t: Translator, serving: Sequence[Win | Trial]) -> list[kit.Item]:
    lines = [_served(each) for each in serving]
    title = t("What serves it")
    return [kit.words_item("\n".join([f"*{title}*", *lines]))] if lines else []


def _served(served: Win | Trial) -> str:
    """Return in one line a win or a trial that serves an objective."""
    icon, words = (
        (":trophy:", served.story) if isinstance(served, Win) else (":seedling:", served.change)
    )
    return f"{icon} {kit.escape_within(' '.join(words.split()), SHOWN)}"


def _buttons(t: Translator, objective: Objective) -> list[kit.Element]:
    value, buttons = objective.subject, []
    if objective.stage in _JOINED:
        buttons.append(kit.button(t("I'm in"), ids.TRIAL_JOIN, value, style="primary"))
        buttons.append(kit.button(t("I can help"), ids.TRIAL_HELP, value))
    if objective.stage in STILL_OPEN:
        buttons.append(kit.button(t("I have an objection"), ids.TRIAL_OBJECT, value))
    if not objective.is_over:
        asked = kit.button(t("Ask a question"), ids.OBJECTIVE_ASK, objective.objective_id)
        buttons.append(asked)
    return buttons


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
    blocks = _fields(t, form, typed or _empty(direction, ends_on))
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
        [kit.context(anew), *_remarked(remark), *_fields(t, form, shown)],
        submit=t("Save"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "channel": objective.channel_id,
            "objective": objective.objective_id,
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
        carried={"v": 1, "objective": objective.objective_id},
    )


def read_question(view: kit.View) -> tuple[str, str]:
    """Return the objective that is asked about, and the question."""
    submission = Submission(view)
    return str(submission.carried["objective"]), submission.words("question")


def serves_input(
    t: Translator, form: str, objectives: Sequence[Objective], chosen: str = ""
) -> list[kit.Block]:
    """Return the field that names the objective something serves; none where there is no choice."""
    if not objectives:
        return []
    shown = {
        each.objective_id: " ".join(each.aim.split())[:75] for each in objectives[:MOST_CHOICES]
    }
    options = [(NONE, t("None in particular")), *shown.items()]
    field = kit.choice_input(
        form,
        "objective",
        t("Which objective does it serve?"),
        options,
        initial=chosen if chosen in shown else NONE,
    )
    return [{**field, "optional": True}]


def read_served(submission: Submission) -> str:
    """Return the objective that a form names; empty when none is named."""
    chosen = submission.choice("objective")
    return "" if chosen == NONE else chosen


def served_line(t: Translator, objective: Objective) -> str:
    """Return the small words of a card that name the objective it serves."""
    return t("For our objective: {aim}", aim=aim_line(objective))


def _fields(t: Translator, form: str, shown: ObjectiveForm) -> list[kit.Block]:
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
