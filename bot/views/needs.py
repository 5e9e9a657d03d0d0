"""What a trial needs, as those who coach its team see it: the private word, and the reply."""

from collections.abc import Mapping, Sequence

from bot.domain import coaching
from bot.domain.chapters import Chapter
from bot.domain.coaching import QUESTIONS, Step
from bot.domain.trials import Trial
from bot.errors import N_
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.chapters import chapter_lines, quoted
from bot.views.stories import story_button
from bot.views.submissions import Submission

STEPS = {
    Step.GOAL: N_("What for"),
    Step.REALITY: N_("Where things stand"),
    Step.OPTIONS: N_("What could be done"),
    Step.WILL: N_("What next"),
}
"""What each step of questions is called."""


def need_message(t: Translator, trial: Trial, replies: Sequence[Chapter]) -> kit.Message:
    """Return what a trial needs, for one of those who coach its team."""
    owner = kit.mention(trial.owner_id) if trial.owner_id else t("Somebody")
    asked = t("{owner} asks what their trial needs:", owner=owner)
    change = t("The trial: {change}", change=kit.escape_within(trial.change, 1000))
    items = [
        kit.words_item(f":seedling: {asked}\n{quoted(trial.needs)}"),
        kit.words_item(change),
        *(kit.words_item(chapter_lines(t, reply)) for reply in replies),
    ]
    if trial.is_over:
        over = t("This trial is over: it needs nothing any more.")
        return kit.in_parts([*items, (over, [kit.context(over)])])
    buttons = kit.actions(
        kit.button(t("Answer"), ids.NEED_ANSWER, trial.trial_id, style="primary"),
        kit.button(t("Ask an open question"), ids.NEED_ASK, trial.trial_id),
        story_button(t, trial.subject),
    )
    return kit.in_parts([*items, ("", [buttons])])


def unheard(t: Translator, trial: Trial) -> kit.Message:
    """Return the word to the owner of a trial whose needs nobody is there to hear."""
    said = t("Nobody coaches your team here yet, so I could pass what your trial needs to nobody:")
    more = t("Say it to whoever can help, or ask an admin to name a coach in the settings.")
    return kit.in_parts([kit.words_item(f"{said}\n{quoted(trial.needs)}\n{more}")])


def answer_modal(t: Translator, trial: Trial) -> kit.View:
    """Return the form to answer what a trial needs."""
    words = kit.text_input(
        ids.NEEDS_ANSWER,
        "words",
        t("What can you bring?"),
        hint=t("Your words go to the trial's thread, with your name."),
        lines=True,
    )
    return _form(t, ids.NEEDS_ANSWER, t("What they need"), trial, [words])


def question_modal(t: Translator, trial: Trial, typed: str = "", remark: str = "") -> kit.View:
    """Return the form to ask an open question: one that is offered, or one's own."""
    offered = {
        "type": "static_select",
        "action_id": ids.field(ids.NEEDS_ASK, "offered"),
        "placeholder": kit.plain_text(t("Choose one")),
        "option_groups": [
            {
                "label": kit.plain_text(t(STEPS[step])),
                "options": [kit.option(label, key) for key, label in _said(t, questions)],
            }
            for step, questions in QUESTIONS.items()
        ],
    }
    blocks = [
        kit.field(ids.NEEDS_ASK, "offered", t("An open question"), offered, required=False),
        kit.text_input(
            ids.NEEDS_ASK,
            "words",
            t("Or in your own words"),
            initial=typed,
            lines=True,
            required=False,
        ),
    ]
    if remark:
        blocks.append(kit.context(remark))
    return _form(t, ids.NEEDS_ASK, t("An open question"), trial, blocks, is_warned=bool(remark))


def _said(t: Translator, questions: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, t(words)) for key, words in questions.items()]


def remark(t: Translator) -> str:
    """Return the gentle remark on words that decide for others; sent again, they are told."""
    return t(
        "This sounds like an answer rather than a question. What would you like to learn from "
        "them? Send it again if you prefer it so."
    )


def read_answer(view: kit.View) -> tuple[str, str]:
    """Return the trial whose need is answered, and the words."""
    submission = Submission(view)
    return submission.carried["trial"], submission.words("words")


def read_question(view: kit.View) -> tuple[str, str, bool]:
    """Return the trial that is asked about, one's own words, and whether a remark was made."""
    submission = Submission(view)
    own = submission.words("words").strip()
    return submission.carried["trial"], own, submission.carried["warned"]


def read_chosen(t: Translator, view: kit.View) -> str:
    """Return the question that was chosen, in the language of those who are asked."""
    chosen = coaching.ALL.get(Submission(view).choice("offered"))
    return t(chosen) if chosen else ""


def _form(
    t: Translator,
    form: str,
    title: str,
    trial: Trial,
    blocks: Sequence[kit.Block],
    *,
    is_warned: bool = False,
) -> kit.View:
    return kit.modal(
        form,
        title,
        [kit.section(quoted(trial.needs or trial.change)), *blocks],
        submit=t("Send"),
        close=t("Cancel"),
        carried={"v": 1, "trial": trial.trial_id, "warned": is_warned},
    )
