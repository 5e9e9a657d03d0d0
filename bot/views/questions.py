"""Questions as a channel sees them: the next one, its own, those set aside, and their forms."""

from functools import cache

from bot.domain.opening import Fault, Offer
from bot.domain.own_questions import LONGEST_QUESTION, Choice, OwnQuestion, QuestionForm
from bot.domain.people import Language
from bot.domain.questions import BANK, Question
from bot.domain.words import folded, shortened
from bot.i18n import Translator, translator
from bot.views import ids, kit
from bot.views.submissions import Submission

LABEL = 75
MOST_OPTIONS = 100


def questions_button(t: Translator) -> kit.Element:
    """Return the button that opens the questions of a channel."""
    return kit.button(t("Questions"), ids.QUESTIONS_OPEN, "open")


def not_for_us(t: Translator, checkin_id: str) -> kit.Element:
    """Return the menu beside a question that is asked: one may not want it again."""
    return kit.overflow(
        ids.QUESTION_NOT_FOR_US, [kit.option(t("Not for us: do not ask it again"), checkin_id)]
    )


def noted(t: Translator) -> str:
    """Return the word to somebody who does not want a question again."""
    return t(
        "Noted: this question will not come back in this channel, and nobody sees who wished so. "
        "This time it stays open. To let it back in: /cordee checkin, then Questions."
    )


def used_up(t: Translator) -> kit.Message:
    """Return the word to a channel that wants none of the questions there are."""
    said = t(
        "I had an open question to ask, and every one is set aside in this channel. Let one back "
        "in, or add your own: /cordee checkin, then Questions."
    )
    return kit.Message(said, (kit.section(said),))


def questions_modal(t: Translator, choice: Choice, viewer_id: str) -> kit.View:
    """Return what a channel may be asked: the next question, its own, and ways to change them."""
    said = t(
        "Questions for {channel}. Anybody in it can add one, or set one aside; nobody sees who "
        "set it aside.",
        channel=kit.channel_link(choice.channel_id),
    )
    buttons = [kit.button(t("Add a question"), ids.QUESTION_NEW, "new", style="primary")]
    if choice.set_aside:
        buttons.append(kit.button(t("Let one back in"), ids.QUESTION_BACK, "back"))
    blocks = [kit.section(said), _next(t, choice), kit.actions(*buttons)]
    own = [each for each in choice.own if each.question_id not in choice.vetoed]
    if own:
        blocks += [kit.divider(), kit.section(t("*Added by the team*"))]
    blocks += [_listed(t, each, viewer_id) for each in own]
    return kit.modal(
        ids.QUESTIONS_OPEN,
        t("Questions"),
        blocks,
        close=t("Close"),
        carried={"v": 1, "channel": choice.channel_id},
    )


def channel_of(view: kit.View) -> str:
    """Return the channel that a page or a form is about."""
    return str(Submission(view).carried["channel"])


def chosen_of_menu(value: str) -> tuple[str, str]:
    """Return what a question's menu asks for, and for which question."""
    verb, _, question_id = value.partition(":")
    return verb, question_id


def question_modal(t: Translator, channel_id: str, question: OwnQuestion | None = None) -> kit.View:
    """Return the form of a question: a new one, or one to correct."""
    hint = t("Open questions begin with what, which or how. It comes as you write it.")
    words = kit.text_input(
        ids.QUESTIONS_WRITE,
        "words",
        t("Your question"),
        initial=question.words if question else "",
        hint=hint,
        longest=LONGEST_QUESTION,
        lines=True,  # a whole question does not fit on one
    )
    question_id = question.question_id if question else ""
    return _form(t, [words], channel_id, question_id, turn=0)


def offer_modal(t: Translator, form: kit.View, offer: Offer) -> kit.View:
    """Return the form again, with an open question in the place of what was written."""
    carried = Submission(form).carried
    turn = carried["turn"] + 1
    # A field of the same name would still show what was typed.
    words = kit.text_input(
        ids.QUESTIONS_WRITE,
        _field(turn),
        t("Your question"),
        initial=offer.instead,
        hint=t("Take it as it is, or write yours differently."),
        longest=LONGEST_QUESTION,
        lines=True,  # a whole question does not fit on one
    )
    why = kit.section(_why(t, offer))
    return _form(t, [why, words], carried["channel"], carried["question"], turn=turn)


def read_question_form(t: Translator, view: kit.View) -> QuestionForm:
    """Return what somebody wrote as a question."""
    submission = Submission(view)
    carried = submission.carried
    typed = submission.words(_field(carried["turn"]))
    return QuestionForm(
        channel_id=carried["channel"],
        typed=typed,
        language=Language(t.language),
        question_id=carried["question"],
        bank_id=_bank_by_words().get(folded(typed)),
    )


def remark_modal(t: Translator, question: OwnQuestion) -> kit.View:
    """Return the word that a question is kept, with a gentle remark about it."""
    said = t(
        "It is kept, and will come soon: *{question}*\nOne remark, if you like: people can answer "
        "it with yes or no. What, which or how would open more.",
        question=kit.escape(question.words),
    )
    button = kit.button(t("Correct the question"), ids.QUESTION_CORRECT, question.question_id)
    return kit.modal(
        ids.QUESTIONS_WRITE + ".kept",
        t("Your question"),
        [kit.section(said), kit.actions(button)],
        close=t("Leave it so"),
        carried={"v": 1, "channel": question.channel_id},
    )


def let_back_modal(t: Translator, choice: Choice) -> kit.View:
    """Return the form that lets a question back in."""
    if not choice.set_aside:
        said = kit.section(t("Nothing is set aside here any more."))
        return kit.modal(ids.QUESTIONS_LET_BACK, t("Set aside here"), [said], close=t("Close"))
    options = [(each.question_id, shortened(each.said(t), LABEL)) for each in choice.set_aside]
    field = kit.choice_input(
        ids.QUESTIONS_LET_BACK, "question", t("Which one may come again?"), options[:MOST_OPTIONS]
    )
    return kit.modal(
        ids.QUESTIONS_LET_BACK,
        t("Set aside here"),
        [field],
        submit=t("Let it back in"),
        close=t("Cancel"),
        carried={"v": 1, "channel": choice.channel_id},
    )


def read_let_back(view: kit.View) -> tuple[str, str]:
    """Return the channel, and the question that is let back in."""
    submission = Submission(view)
    return str(submission.carried["channel"]), submission.choice("question")


def _next(t: Translator, choice: Choice) -> kit.Block:
    question = choice.next_question()
    if question is None:
        return kit.section(t("Every question is set aside here: nothing will be asked."))
    button = kit.button(t("Not this one"), ids.QUESTION_SET_ASIDE, question.question_id)
    return kit.section(_upcoming(t, question), button)


def _upcoming(t: Translator, question: Question) -> str:
    return t("The next one to come: *{question}*", question=kit.escape(question.said(t)))


def _listed(t: Translator, question: OwnQuestion, viewer_id: str) -> kit.Block:
    key = question.question_id
    choices = [kit.option(t("Not for us"), f"set_aside:{key}")]
    if question.author_id == viewer_id:
        correct = kit.option(t("Correct the question"), f"correct:{key}")
        choices = [correct, kit.option(t("Remove the question"), f"remove:{key}")]
    return kit.section(kit.escape(question.words), kit.overflow(ids.QUESTION_MENU, choices))


def _form(
    t: Translator, blocks: list[kit.Block], channel_id: str, question_id: str, turn: int
) -> kit.View:
    return kit.modal(
        ids.QUESTIONS_WRITE,
        t("Correct a question") if question_id else t("Add a question"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": channel_id, "question": question_id, "turn": turn},
    )


def _field(turn: int) -> str:
    return f"words{turn}" if turn else "words"


def _why(t: Translator, offer: Offer) -> str:
    words = kit.escape(offer.words)
    if offer.fault is Fault.SCALE:
        said = t("A scale gets a figure, and the figure says little: I do not ask for one.")
    elif offer.fault is Fault.FIGURE:
        said = t("A figure is soon told, and closes the talk: I do not ask for one.")
    else:
        said = t("I put nobody before anybody else: I do not ask who is best.")
    return f"{said}\n" + t("You wrote: _{words}_\nAsked openly, it could be this:", words=words)


@cache
def _bank_by_words() -> dict[str, str]:
    """Return the questions of the bank by their words in either language, folded."""
    said = [translator(language.value) for language in Language]
    return {folded(t(words)): key for key, words in BANK.items() for t in said}
