"""The questions about what was told from a message that changed, as whoever is asked sees them."""

import json

from bot.domain.sources import Outcome, Question, Told, title_of, words_of
from bot.domain.wins import Source
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit

LONGEST_QUOTE = 2500


def edited_question(
    t: Translator, told: Told, question: Question, words: str, link: str | None
) -> kit.Message:
    """Return the question whether something takes the new words of its message, shown here."""
    title = _title(told)
    if link:
        said = t(
            "The <{link}|message> from which I keep “{title}” has changed. It says now:",
            link=link,
            title=title,
        )
    else:
        said = t("The message from which I keep “{title}” has changed. It says now:", title=title)
    buttons = kit.actions(
        kit.button(t("Take the new words"), ids.SOURCE_TAKE, _carried(question), style="primary"),
        kit.button(t("Keep it as it is"), ids.SOURCE_LEAVE, _carried(question)),
    )
    return _asked(said, words, buttons)


def deleted_question(t: Translator, told: Told, question: Question) -> kit.Message:
    """Return the question whether something outlives its message, which is gone."""
    said = t(
        "The message from which I keep “{title}” was deleted. Shall I keep it all the same?",
        title=_title(told),
    )
    buttons = kit.actions(
        kit.button(t("Keep it"), ids.SOURCE_LEAVE, _carried(question)),
        kit.button(t("Withdraw it"), ids.SOURCE_WITHDRAW, _carried(question)),
    )
    return _asked(said, words_of(told), buttons)


def settled(t: Translator, outcome: Outcome) -> kit.Message:
    """Return what a question becomes once it is answered, or the message has changed again."""
    lines = {
        Outcome.TAKEN: t("Thank you! It says the new words now."),
        Outcome.KEPT: t("Understood: it stays as it is."),
        Outcome.WITHDRAWN: t("It is withdrawn, and its words are forgotten."),
        Outcome.CHANGED_AGAIN: t("The message has changed again since: nothing to answer here."),
    }
    return kit.Message(lines[outcome], (kit.section(lines[outcome]),))


def question_of_action(value: str) -> Question:
    """Return the question that a button answers, as its reader was asked."""
    about, source, change, asked = json.loads(value)
    return Question(about, Source(*source), change, asked)


def _carried(question: Question) -> str:
    source = question.source
    place = [source.channel_id, source.message_ts, source.thread_ts]
    return json.dumps([question.subject_told, place, question.change, question.user_id])


def _title(told: Told) -> str:
    return kit.escape(shortened(title_of(told), 80))


def _asked(said: str, words: str, buttons: kit.Block) -> kit.Message:
    quoted = "&gt; " + kit.escape_within(words, LONGEST_QUOTE).replace("\n", "\n&gt; ")
    return kit.in_parts([(said, [kit.section(said)]), kit.words_item(quoted), ("", [buttons])])
