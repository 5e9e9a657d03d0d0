"""Freshness as people see it: whether a practice still holds, and what became of the question."""

from datetime import datetime

from bot.domain.freshness import Question
from bot.domain.practices import Practice
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.practices import beyond_title

LONGEST_GIST = 300


def question(
    t: Translator, practice: Practice, asked: Question, reader_id: str, by: str = ""
) -> kit.Message:
    """Return the question to somebody who may know; `by` has said that it holds no more."""
    line = _said(t, practice, reader_id, by)
    gist = shortened(" ".join((practice.situation or beyond_title(practice)).split()), LONGEST_GIST)
    told = f":bulb: *{kit.escape(practice.title)}*\n{kit.escape(gist)}".rstrip()
    about = f"{asked.practice_id}:{asked.since.isoformat()}"
    buttons = kit.actions(
        kit.button(t("It still holds"), ids.FRESHNESS_HOLDS, about, style="primary"),
        kit.button(t("Update it"), ids.FRESHNESS_UPDATE, about),
        kit.button(t("Retire it"), ids.FRESHNESS_RETIRE, about),
        kit.button(t("Read"), ids.PRACTICE_READ, practice.practice_id),
    )
    return kit.Message(f"{line}\n{told}", (kit.section(line), kit.section(told), buttons))


def _said(t: Translator, practice: Practice, reader_id: str, by: str) -> str:
    if by:
        return t(
            "{person}, who tried it, says that this practice holds no more. What do you think?",
            person=kit.mention(by),
        )
    if reader_id == practice.author_id:
        return t(
            "You passed this practice on, and nobody has told of trying it for six months. "
            "Does it still hold?"
        )
    return t(
        "You tried this practice more than six months ago, and nobody has told of it since. "
        "Does it still hold?"
    )


def held(t: Translator, practice: Practice) -> kit.Message:
    """Return what the question becomes once somebody who knows has answered."""
    title = kit.escape(practice.title)
    return _line(t("Settled, thank you: “{title}” holds.", title=title))


def told_its_author(t: Translator, practice: Practice, author_id: str) -> kit.Message:
    """Return what the question becomes for whoever said that the practice holds no more."""
    said = t(
        "Thank you. I am telling {person} that “{title}” holds no more for you: it is theirs to "
        "decide.",
        person=kit.mention(author_id),
        title=kit.escape(practice.title),
    )
    return _line(said)


def gone(t: Translator) -> kit.Message:
    """Return what the question becomes once the practice is retired."""
    return _line(t("Settled, thank you: this practice is retired."))


def question_of_action(value: str) -> Question:
    """Return the question that a button answers."""
    practice_id, since = value.split(":", 1)
    return Question(practice_id, datetime.fromisoformat(since))


def _line(said: str) -> kit.Message:
    return kit.Message(said, (kit.context(said),))
