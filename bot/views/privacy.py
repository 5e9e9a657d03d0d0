"""What is kept about people, in words: what in general, what of one person, and erasing it."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from bot.domain.privacy import Held
from bot.errors import N_
from bot.i18n import Translator
from bot.views import ids, kit

TITLES: Mapping[str, str] = {
    "wins": N_("Wins that you told or made with others"),
    "practices": N_("Practices that you passed on or contributed to"),
    "echoes": N_("What you tried, and what became of it"),
    "answers": N_("Your answers to open questions"),
    "nominated_messages": N_("Messages of yours that colleagues pointed at: where, not the words"),
    "nominations": N_("Messages that you pointed at: where, not the words"),
    "channel_questions": N_("Questions that you let me ask in a channel"),
    "channels": N_("Channels whose settings you chose"),
    "schedules": N_("Rhythms that you chose"),
    "keepers": N_("You may change settings"),
    "trials": N_("Trials that you proposed"),
    "trial_people": N_("Trials that you are in"),
    "voices": N_("What you said of proposals"),
    "chapters": N_("What you did in trials and objectives"),
    "debriefs": N_("Debriefs that you asked for"),
    "debrief_people": N_("Debriefs that you were asked for"),
    "debrief_answers": N_("Your answers in debriefs"),
    "leaders": N_("You may write directions"),
    "directions": N_("Directions that you gave"),
    "objectives": N_("Objectives that you proposed"),
    "people": N_("Your working days and hours, and your pauses"),
    "questions": N_("Open questions that you added"),
    "follow_ups": N_("What was to be followed up, and what came of it"),
    "teams": N_("Teams that you belong to"),
}
"""What each table with something of a person is called."""


def privacy_message(t: Translator) -> kit.Message:
    """Return what is kept about people, what is never read, and what one can do about it."""
    lines = [
        t("I keep what you give me: wins, tips, echoes, answers, and who told them."),
        t(
            "I read a message only when somebody hands it to me, replies to my question, "
            "or when its author lets it become a practice."
        ),
        t(
            "I count nobody, rank nobody, and show your manager nothing that your colleagues "
            "do not see."
        ),
        t("You can correct or withdraw what is yours at any time, from its ⋯ menu."),
    ]
    text = "\n".join(f"• {line}" for line in lines)
    buttons = kit.actions(
        kit.button(t("What you keep of me"), ids.PRIVACY_COPY, "copy"),
        kit.button(t("Erase what is mine"), ids.PRIVACY_ERASE, "erase", style="danger"),
    )
    return kit.Message(text, (kit.section(text), buttons))


def copy_on_its_way(t: Translator) -> str:
    """Return the answer to whoever asks what is kept of them."""
    return t("I am writing to you in a private message: everything that I keep of you.")


def copy_message(t: Translator, held: Sequence[Held], zone: str) -> kit.Message:
    """Return everything that is kept of a person, for their eyes; it goes on in the thread."""
    if not held:
        nothing = t("I keep nothing of you.")
        return kit.Message(nothing, (kit.section(nothing),))
    items = [kit.words_item(t("This is everything that I keep of you."))]
    for table, rows in groupby(held, key=attrgetter("where")):
        items.append(kit.words_item("*" + t(TITLES[table]) + "*"))
        lines = (_line(t, row, zone) for row in rows)
        items += [kit.words_item(line) for line in lines if line]
    return kit.in_parts(items)


def _line(t: Translator, held: Held, zone: str) -> str:
    place = kit.channel_link(held.channel_id) if held.channel_id else ""
    day = t.day(held.at, zone) if held.at else ""
    first = " · ".join(part for part in (day, place) if part)
    words = "\n".join(kit.escape(word) for word in held.words)
    return "\n".join(part for part in (first, words) if part)


def erase_modal(t: Translator) -> kit.View:
    """Return the question before everything of a person is erased."""
    said = t(
        "What you told alone is erased, and its cards say that it was withdrawn. What you made "
        "with others stays theirs, without your name. Your answers, your echoes and your "
        "nominations are deleted. Nobody can bring them back. Words that were gathered without a "
        "name stay: nobody can tell whose they are."
    )
    return kit.modal(
        ids.PRIVACY_ERASED,
        t("Erase what is mine?"),
        [kit.section(said)],
        submit=t("Erase it"),
        close=t("Keep it"),
    )


def erased_modal(t: Translator) -> kit.View:
    """Return what is said once everything of a person is erased."""
    said = t("It is erased. The cards in the channels follow within a minute.")
    return kit.modal(
        ids.PRIVACY_ERASED + ".done", t("It is erased"), [kit.section(said)], close=t("Close")
    )
