"""Check-ins as people see them: the question, its reminder, and where they stand."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.checkins import CheckIn
from bot.domain.schedules import Schedule, Way
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.follow_ups import list_button
from bot.views.questions import not_for_us, questions_button


@dataclass(frozen=True, slots=True)
class Standing:
    """Where open questions stand in a channel."""

    channel_id: str
    open_one: CheckIn | None
    question: str
    """The words of the one that is open."""
    planned: Schedule | None
    zone: str


def prompt(t: Translator, checkin: CheckIn, question: str, zone: str) -> kit.Message:
    """Return the open question as it is put to a channel."""
    until = t(
        "Answer with the button, or in the thread. I gather the answers on {day} at {hour}.",
        **_closing(t, checkin, zone),
    )
    return _asking(t, checkin, question, until)


def private_prompt(t: Translator, checkin: CheckIn, question: str, zone: str) -> kit.Message:
    """Return the open question as it is put to one person."""
    until = t(
        "The team of {channel} reads the answers: I gather them there on {day} at {hour}. Answer "
        "with the button; what you write in the thread here is an answer to the team too.",
        channel=kit.channel_link(checkin.channel_id),
        **_closing(t, checkin, zone),
    )
    return _asking(t, checkin, question, until)


def nudge(t: Translator, checkin: CheckIn, question: str, zone: str) -> kit.Message:
    """Return the reminder that somebody asked for; there is no other one."""
    said = t(
        "You asked me to remind you of this question in {channel}. I gather the answers on {day} "
        "at {hour}.",
        channel=kit.channel_link(checkin.channel_id),
        **_closing(t, checkin, zone),
    )
    return _put(question, said, [_answer(t, checkin), _pass(t, checkin)])


def closed_prompt(t: Translator, question: str) -> kit.Message:
    """Return the question as it stands once it is closed: there is nothing to click any more."""
    said = t("This question is closed. If something still comes to you, the thread is open.")
    words = kit.escape(question)
    blocks = (kit.section(f":speech_balloon: *{words}*"), kit.context(said))
    return kit.Message(f"{words}\n{said}", blocks)


def passed(t: Translator) -> str:
    """Return the word to somebody who passes; nothing is kept of it."""
    return t("Fine. Nothing is noted; you can still answer if something comes to you.")


def reminded(t: Translator, at: datetime, zone: str) -> str:
    """Return the word to somebody who wants to be reminded."""
    return t(
        "I will remind you once: on {day} at {hour}.", day=t.day(at, zone), hour=t.hour(at, zone)
    )


def status(t: Translator, standing: Standing) -> kit.Message:
    """Return where check-ins stand in a channel, for one person's eyes."""
    ask_now = kit.button(t("Ask one now"), ids.CHECKIN_ASK_NOW, "now")
    if standing.open_one is not None:
        question = kit.escape(standing.question)
        line = t("This question is open: *{question}*", question=question)
        button = _answer(t, standing.open_one)
    elif standing.planned is not None:
        line, button = _next(t, standing.planned, standing.zone), ask_now
    else:
        line, button = t("No open question is planned in this channel."), ask_now
    buttons = button, list_button(t, standing.channel_id), questions_button(t)
    return kit.Message(line, (kit.section(line), kit.actions(*buttons)))


def asked(t: Translator) -> str:
    """Return the word to somebody who had a question asked."""
    return t("The question is on its way.")


def _next(t: Translator, planned: Schedule, zone: str) -> str:
    if planned.way is Way.EACH:
        return t(
            "The next open question comes to each of you on {day}, when it is {hour} where you "
            "are.",
            day=t.day(planned.next_at, planned.fires_by.zone),
            hour=t.hour(planned.rule.at),
        )
    return t(
        "The next open question comes on {day} at {hour}.",
        day=t.day(planned.next_at, zone),
        hour=t.hour(planned.next_at, zone),
    )


def _asking(t: Translator, checkin: CheckIn, question: str, said: str) -> kit.Message:
    later = kit.button(t("Remind me later"), ids.CHECKIN_LATER, checkin.checkin_id)
    buttons = [_answer(t, checkin), _pass(t, checkin), later]
    return _put(question, said, buttons, not_for_us(t, checkin.checkin_id))


def _put(
    question: str, said: str, buttons: list[kit.Element], menu: kit.Element | None = None
) -> kit.Message:
    words = kit.escape(question)
    blocks = (
        kit.section(f":speech_balloon: *{words}*", menu),
        kit.actions(*buttons),
        kit.context(said),
    )
    return kit.Message(f"{words}\n{said}", blocks)


def _answer(t: Translator, checkin: CheckIn) -> kit.Element:
    return kit.button(t("Answer"), ids.CHECKIN_ANSWER, checkin.checkin_id, style="primary")


def _pass(t: Translator, checkin: CheckIn) -> kit.Element:
    return kit.button(t("Pass this time"), ids.CHECKIN_PASS, checkin.checkin_id)


def _closing(t: Translator, checkin: CheckIn, zone: str) -> dict[str, object]:
    closes_at = checkin.closes_at
    return {"day": t.day(closes_at, zone), "hour": t.hour(closes_at, zone)}
