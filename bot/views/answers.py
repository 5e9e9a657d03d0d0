"""Answers to open questions as people see them: the form, the gathering."""

from collections.abc import Mapping, Sequence

from bot.domain.answers import Answer
from bot.domain.checkins import CheckIn
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission


def answer_modal(t: Translator, checkin: CheckIn, question: str, given: str) -> kit.View:
    """Return the form to answer, with what was answered before."""
    words = kit.text_input(
        ids.CHECKINS_ANSWER,
        "text",
        question,
        initial=given,
        hint=t("The team will read it, with your name, when the answers are gathered."),
        lines=True,
    )
    return kit.modal(
        ids.CHECKINS_ANSWER,
        t("Open question"),
        [words],
        submit=t("Answer"),
        close=t("Cancel"),
        carried={"v": 1, "checkin": checkin.checkin_id},
    )


def read_answer_form(view: kit.View) -> tuple[str, str]:
    """Return the check-in that is answered and the words."""
    submission = Submission(view)
    return submission.carried["checkin"], submission.words("text")


def gathering(
    t: Translator, question: str, answers: Sequence[Answer], names: Mapping[str, str]
) -> kit.Message:
    """Return the answers in one message, each person's together, in the order they came.

    What does not fit goes on in its thread.
    """
    title = t("What you answered: {question}", question=question)
    told: dict[str, list[str]] = {}
    for answer in answers:
        told.setdefault(answer.user_id, []).append(kit.escape(answer.text))
    spoken = [
        "\n".join([f"*{kit.escape(names[user_id])}*", *words]) for user_id, words in told.items()
    ]
    opening = (title, [kit.section(f":speech_balloon: *{title}*")])
    return kit.in_parts([opening, *(kit.words_item(words) for words in spoken)])
