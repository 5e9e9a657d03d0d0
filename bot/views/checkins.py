"""Check-ins as people see them: the question, the form, the gathering."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.checkins import Answer, CheckIn
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission


def prompt(t: Translator, checkin: CheckIn, question: str, zone: str) -> kit.Message:
    """Return the open question as it is put to a channel."""
    until = t(
        "Answer with the button, or in the thread. I gather the answers on {day} at {hour}.",
        day=t.day(checkin.closes_at, zone),
        hour=t.hour(checkin.closes_at, zone),
    )
    blocks = (
        kit.section(f":speech_balloon: *{question}*"),
        kit.actions(
            kit.button(t("Answer"), ids.CHECKIN_ANSWER, checkin.checkin_id, style="primary"),
            kit.button(t("Pass this time"), ids.CHECKIN_PASS, checkin.checkin_id),
        ),
        kit.context(until),
    )
    return kit.Message(f"{question}\n{until}", blocks)


def closed_prompt(t: Translator, question: str) -> kit.Message:
    """Return the question as it stands once it is closed: there is nothing to click any more."""
    said = t("This question is closed. If something still comes to you, the thread is open.")
    blocks = (kit.section(f":speech_balloon: *{question}*"), kit.context(said))
    return kit.Message(f"{question}\n{said}", blocks)


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


def passed(t: Translator) -> str:
    """Return the word to somebody who passes; nothing is kept of it."""
    return t("Fine. Nothing is noted; you can still answer if something comes to you.")


def status(
    t: Translator, open_one: CheckIn | None, question: str, next_at: datetime | None, zone: str
) -> kit.Message:
    """Return where check-ins stand in a channel, for one person's eyes."""
    if open_one is not None:
        line = t("This question is open: *{question}*", question=question)
        button = kit.button(t("Answer"), ids.CHECKIN_ANSWER, open_one.checkin_id, style="primary")
    elif next_at is not None:
        line = t(
            "The next open question comes on {day} at {hour}.",
            day=t.day(next_at, zone),
            hour=t.hour(next_at, zone),
        )
        button = kit.button(t("Ask one now"), ids.CHECKIN_ASK_NOW, "now")
    else:
        line = t("No open question is planned in this channel.")
        button = kit.button(t("Ask one now"), ids.CHECKIN_ASK_NOW, "now")
    return kit.Message(line, (kit.section(line), kit.actions(button)))


def asked(t: Translator) -> str:
    """Return the word to somebody who had a question asked."""
    return t("The question is on its way to the channel.")
