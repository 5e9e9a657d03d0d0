"""Conclusions as people see them: the choice, its forms, the word to the owner and the channel."""

from collections.abc import Sequence

from bot.domain.conclusions import chosen, practice_from
from bot.domain.debriefs import QUESTIONS, DebriefAnswer
from bot.domain.objectives import Objective, ObjectiveForm
from bot.domain.practices import PracticeForm
from bot.domain.trials import Conclusion, Trial, TrialForm
from bot.domain.undertakings import Undertaking
from bot.errors import N_
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.agreements import icon, words_of
from bot.views.objectives import objective_fields, read_objective_form
from bot.views.practices import audiences, fields, read_practice_form
from bot.views.proposals import read_trial_fields, trial_fields
from bot.views.submissions import Submission

LONGEST_IN_PASSING = 300
LONGEST_LESSON = 1500

_OF_TRIALS = {
    Conclusion.KEPT: N_("We tried it, and we keep it: *{words}*"),
    Conclusion.ADAPTED: N_("We tried it, and go on differently: *{words}*"),
    Conclusion.STOPPED: N_("We tried it, and stop there: *{words}*"),
}
_OF_OBJECTIVES = {
    Conclusion.KEPT: N_("We keep this objective, and go on with it: *{words}*"),
    Conclusion.ADAPTED: N_("This objective gives way to another one: *{words}*"),
    Conclusion.STOPPED: N_("This objective is behind us: *{words}*"),
}


def open_button(t: Translator, about: Undertaking) -> kit.Element:
    """Return the button of a card by which its people say what becomes of it."""
    label = t("What becomes of it?")
    return kit.button(label, ids.CONCLUSION_OPEN, about.subject, style="primary")


def became_button(t: Translator, about: Undertaking) -> kit.Element | None:
    """Return the button that shows what something became; None where nothing came of it."""
    kind, _, its_id = about.became.partition(":")
    if kind == "practice":
        return kit.button(t("Read the practice"), ids.PRACTICE_READ, its_id)
    return kit.button(t("What comes next"), ids.STORY_OPEN, about.became) if kind else None


def to_conclude(t: Translator, about: Undertaking) -> kit.Message:
    """Return the private word to whoever owns something, whose debrief is out.

    Once that was said, it tells what was chosen.
    """
    if chosen(about) is not None:
        return told(t, about)
    where = kit.channel_link(about.channel_id)
    asked = t(
        "The debrief is out in {channel}: *{words}*\nWhat becomes of it?",
        channel=where,
        words=_words(about),
    )
    buttons = [button for _, _, button in _choices(t, about)]
    return kit.Message(asked, (kit.section(asked), kit.actions(*buttons)))


def told(t: Translator, about: Undertaking, *, link: str | None = None) -> kit.Message:
    """Return in a few words what became of something, and what it taught; `link` is to its card."""
    conclusion = chosen(about)
    ways = _OF_TRIALS if isinstance(about, Trial) else _OF_OBJECTIVES
    lines = [t(ways[conclusion or Conclusion.STOPPED], words=_words(about))]
    if about.lesson:
        taught = kit.escape_within(about.lesson, LONGEST_LESSON)
        lines.append(t("What it taught us: {taught}", taught=taught))
    if link:
        label = t("How it went")
        lines.append(f"<{link}|{label}>")
    text, blocks = kit.words_item(icon(about) + "\n".join(lines))
    if became := became_button(t, about):
        blocks.append(kit.actions(became))
    return kit.in_parts([(text, blocks)])


def choose_modal(t: Translator, about: Undertaking) -> kit.View:
    """Return the page on which somebody chooses what becomes of something."""
    choices = [
        kit.section(f"*{title}*\n{note}", button) for (title, note, button) in _choices(t, about)
    ]
    return kit.modal(
        ids.CONCLUSION_OPEN,
        t("What becomes of it?"),
        [kit.section(f"{icon(about)}{_words(about)}"), *choices],
        close=t("Close"),
    )


def _choices(t: Translator, about: Undertaking) -> Sequence[tuple[str, str, kit.Element]]:
    """Return what may become of something: a title, what follows, the button that chooses it."""
    if isinstance(about, Trial):
        keep = t("Keep it"), t("It becomes a practice, filled in from the trial and its debrief.")
        adapt = t("Adapt it"), t("Another trial takes it further, with something changed.")
        stop = t("Stop there"), t("What it taught stays in the library, for whoever looks for it.")
    else:
        keep = t("Keep it"), t("We go on with it, without a date.")
        adapt = t("Change it"), t("Another objective takes its place, in other words.")
        stop = t("Close it"), t("What we take from it stays on its page.")
    return (
        (*keep, kit.button(keep[0], ids.CONCLUSION_KEEP, about.subject)),
        (*adapt, kit.button(adapt[0], ids.CONCLUSION_ADAPT, about.subject)),
        (*stop, kit.button(stop[0], ids.CONCLUSION_STOP, about.subject)),
    )


def say_modal(
    t: Translator, about: Undertaking, conclusion: Conclusion, answers: Sequence[DebriefAnswer]
) -> kit.View:
    """Return the form to say what something taught, where nothing else comes of it."""
    form = ids.CONCLUSIONS_SAY
    blocks = [kit.section(f"{icon(about)}{_words(about)}"), *_from_debrief(t, answers)]
    return kit.modal(
        form,
        t("What becomes of it?"),
        [*blocks, lesson_input(t, form)],
        submit=t("Say it"),
        close=t("Cancel"),
        carried={"v": 1, "about": about.subject, "conclusion": conclusion.value},
    )


def read_say_form(view: kit.View) -> tuple[str, Conclusion, str]:
    """Return what is concluded, how, and what it taught."""
    submission = Submission(view)
    carried = submission.carried
    return carried["about"], Conclusion(carried["conclusion"]), submission.words("lesson")


def keep_modal(
    t: Translator, trial: Trial, answers: Sequence[DebriefAnswer], *, is_private: bool
) -> kit.View:
    """Return the form of the practice that a trial becomes, filled in from it and its debrief."""
    form, draft = ids.CONCLUSIONS_KEEP, practice_from(trial, answers)
    offered = audiences(t, is_private=is_private, may_widen=not is_private)
    whom = t("Who may see it?")
    return kit.modal(
        form,
        t("Keep it"),
        [
            lesson_input(t, form),
            *fields(t, form, title=draft.title, what=draft.what, situation=draft.situation),
            kit.choice_input(form, "audience", whom, offered, initial=offered[0][0]),
        ],
        submit=t("Publish"),
        close=t("Cancel"),
        carried={"v": 1, "about": trial.subject, "channel": trial.channel_id},
    )


def read_keep_form(view: kit.View) -> tuple[str, str, PracticeForm]:
    """Return which trial is kept, what it taught, and the practice that it becomes."""
    submission = Submission(view)
    return submission.carried["about"], submission.words("lesson"), read_practice_form(view)


def adapt_modal(
    t: Translator, trial: Trial, form: TrialForm, objectives: Sequence[Objective] = ()
) -> kit.View:
    """Return the form of the trial that takes another one further, filled in from it."""
    return kit.modal(
        ids.CONCLUSIONS_ADAPT,
        t("Adapt it"),
        [
            lesson_input(t, ids.CONCLUSIONS_ADAPT),
            *trial_fields(t, ids.CONCLUSIONS_ADAPT, form, objectives),
        ],
        submit=t("Propose it"),
        close=t("Cancel"),
        carried={"v": 1, "about": trial.subject, "channel": trial.channel_id},
    )


def read_adapt_form(view: kit.View) -> tuple[str, str, TrialForm]:
    """Return which trial is taken further, what it taught, and the one that does."""
    submission = Submission(view)
    about = submission.carried["about"]
    form = read_trial_fields(view, submission.carried["channel"], about)
    return about, submission.words("lesson"), form


def change_modal(
    t: Translator, subject: str, form: ObjectiveForm, *, lesson: str = "", remark: str = ""
) -> kit.View:
    """Return the form of the objective that takes the place of another, filled in from it.

    `lesson` is what somebody wrote already, and `remark` what is to be said of their objective.
    """
    callback_id = ids.CONCLUSIONS_CHANGE
    return kit.modal(
        callback_id,
        t("Change it"),
        [
            lesson_input(t, callback_id, lesson),
            *([kit.context(f":thought_balloon: {remark}")] if remark else []),
            *objective_fields(t, callback_id, form),
        ],
        submit=t("Propose it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "about": subject,
            "channel": form.channel_id,
            "direction": form.direction_id,
            "remarked": bool(remark),
        },
    )


def read_change_form(view: kit.View) -> tuple[str, str, ObjectiveForm]:
    """Return which objective gives way, what it taught, and the one that takes its place."""
    submission = Submission(view)
    form, _ = read_objective_form(view)
    return submission.carried["about"], submission.words("lesson"), form


def lesson_input(t: Translator, form: str, lesson: str = "") -> kit.Block:
    """Return the field for what something taught, which every conclusion asks."""
    return kit.text_input(
        form,
        "lesson",
        t("What did it teach us?"),
        initial=lesson,
        hint=t("A sentence or two: the channel reads it, and so does whoever looks for it later."),
        lines=True,
    )


def _from_debrief(t: Translator, answers: Sequence[DebriefAnswer]) -> list[kit.Block]:
    """Return what the debrief said is to be done differently: people need not look it up."""
    said = [
        f"{kit.mention(each.user_id)} {kit.escape_within(each.differently, LONGEST_IN_PASSING)}"
        for each in answers
        if each.differently
    ]
    if not said:
        return []
    question = QUESTIONS["differently"]
    title = t(question)
    _, blocks = kit.words_item(f"*{title}*\n" + "\n".join(said))
    return blocks


def _words(about: Undertaking) -> str:
    return kit.escape_within(" ".join(words_of(about).split()), LONGEST_IN_PASSING)
