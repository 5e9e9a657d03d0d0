"""Check-ins as people see them: the question, and where they stand."""

from datetime import datetime

from bot.domain.checkins import CheckIn
from bot.i18n import Translator
from bot.views import ids, kit


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
