"""The card of a trial in its channel: what is tried, who is in, where it stands, what to do."""

from collections.abc import Sequence

from bot.domain.agreements import Stance, Voice, objections
from bot.domain.origins import Origin
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.domain.undertakings import JOINED, OPEN
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.cards import detail, first_words, together
from bot.views.conclusions import became_button, open_button
from bot.views.tried import again_button, origin_line

LONGEST_LESSON = 600
AMEND, WITHDRAW, TAKE_BACK = "amend", "withdraw", "take_back"
EXTEND, END = "extend", "end"
"""What the ⋯ menu offers; the value of a choice is its verb and the trial's subject."""


def trial_card(
    t: Translator,
    trial: Trial,
    voices: Sequence[Voice],
    zone: str,
    origin: Origin | None = None,
) -> kit.Message:
    """Return the card of a trial as it stands: what we try first, then why, who, until when.

    `origin` is what it came from, where everybody there may know it.
    """
    if trial.stage is Stage.WITHDRAWN:
        line = t("This trial was withdrawn before it began.")
        return kit.Message(line, (kit.context(line),))
    items = [
        first_words(":seedling: ", trial.change, menu(t, trial)),
        *(detail(title, words) for title, words in details(t, trial) if words),
        kit.words_item(people_lines(t, trial, voices)),
        *_came_from(t, origin),
        kit.words_item(f"*{standing(t, trial, voices, zone)}*"),
        ("", [kit.actions(*_buttons(t, trial))]),
    ]
    return kit.in_parts(items)


def _came_from(t: Translator, origin: Origin | None) -> list[kit.Item]:
    if origin is None:
        return []
    line = origin_line(t, origin)
    return [(line, [kit.context(line)])]


def standing(t: Translator, trial: Trial, voices: Sequence[Voice], zone: str) -> str:
    """Return in one line where a trial stands, and what comes next."""
    match trial.stage:
        case Stage.PROPOSED if trial.due_at:
            return t(
                "It starts on {day} at {hour}, unless somebody objects.",
                day=t.day(trial.due_at, zone),
                hour=t.hour(trial.due_at, zone),
            )
        case Stage.PROPOSED:
            return t("It starts soon, unless somebody objects.")
        case Stage.OBJECTED:
            return _objected(t, trial, voices)
        case Stage.RUNNING:
            return t("Under way until {day}.", day=t.day(trial.ends_on))
        case Stage.DEBRIEFING:
            return t("It is over: those who were in it are looking back on it.")
        case Stage.CONCLUDING:
            return _to_conclude(t, trial)
        case Stage.WITHDRAWN:
            return t("This trial was withdrawn before it began.")
        case _:
            return _concluded(t, trial)


def _objected(t: Translator, trial: Trial, voices: Sequence[Voice]) -> str:
    people = t.together([kit.mention(each.user_id) for each in objections(voices)])
    owner = kit.mention(trial.owner_id) if trial.owner_id else t("Its owner")
    if not people:
        return t("An objection: {owner} is amending it.", owner=owner)
    return t("{people}: an objection. {owner} is amending it.", people=people, owner=owner)


def _to_conclude(t: Translator, trial: Trial) -> str:
    if trial.is_owner_asked or not trial.owner_id:
        return t("The debrief is out: what becomes of it? Anybody who was in it can say.")
    owner = kit.mention(trial.owner_id)
    return t("The debrief is out: what becomes of it? {owner} will say.", owner=owner)


def _concluded(t: Translator, trial: Trial) -> str:
    taught = kit.escape_within(trial.lesson, LONGEST_LESSON)
    match trial.conclusion:
        case Conclusion.KEPT:
            return t("Kept: it is a practice now. {taught}", taught=taught).strip()
        case Conclusion.ADAPTED:
            return t("Adapted: another trial takes it further. {taught}", taught=taught).strip()
        case _ if not taught:
            return t("Stopped.")
        case _:
            return t("Stopped. What it taught us: {taught}", taught=taught)


def details(t: Translator, trial: Trial) -> list[tuple[str, str]]:
    """Return the titles and the words of a trial, after what would be done differently."""
    return [
        (t("Why, and for which customers"), trial.why),
        # Once it is under way, where it stands says so.
        (t("Until when"), t.day(trial.ends_on) if trial.stage in OPEN else ""),
        (t("What we would notice"), trial.signs),
        (t("What we need"), trial.needs),
    ]


def people_lines(t: Translator, trial: Trial, voices: Sequence[Voice]) -> str:
    """Return who is in a trial and who lends a hand, together and in no order of merit."""
    lines = []
    if trial.people:
        lines.append(t("In it: {people}", people=together(t, trial.people)))
    helping = [each.user_id for each in voices if each.stance is Stance.HELPS]
    if helpers := [person for person in helping if person not in trial.people]:
        lines.append(t("Lending a hand: {people}", people=together(t, helpers)))
    return "\n".join(lines) or t("Nobody is in it any more.")


def menu(t: Translator, trial: Trial) -> kit.Element | None:
    """Return the ⋯ menu of a trial at its stage, for its owner and whoever spoke; at most five."""
    offered = []
    if trial.stage in OPEN:
        offered += [(AMEND, t("Amend it")), (WITHDRAW, t("Withdraw the proposal"))]
    if trial.stage in JOINED:
        if trial.stage is Stage.RUNNING:
            offered += _on_its_end(t, trial)
        offered.append((TAKE_BACK, t("Take back what I said")))
    options = [kit.option(label, f"{verb}:{trial.subject}") for verb, label in offered]
    return kit.overflow(ids.TRIAL_MENU, options) if options else None


def _on_its_end(t: Translator, trial: Trial) -> list[tuple[str, str]]:
    longer = [] if trial.is_extended else [(EXTEND, t("Go on for a while"))]
    return [*longer, (END, t("End it now"))]


def _buttons(t: Translator, trial: Trial) -> list[kit.Element]:
    value, buttons = trial.subject, []
    if trial.stage in JOINED:
        buttons.append(kit.button(t("I'm in"), ids.AGREEMENT_JOIN, value, style="primary"))
        buttons.append(kit.button(t("I can help"), ids.AGREEMENT_HELP, value))
    if trial.stage in OPEN:
        buttons.append(kit.button(t("I have an objection"), ids.AGREEMENT_OBJECT, value))
    if trial.stage is Stage.CONCLUDING:
        buttons.append(open_button(t, trial))
    if trial.conclusion is Conclusion.KEPT and (kept := became_button(t, trial)):
        buttons.append(kept)
    if trial.conclusion is Conclusion.STOPPED:
        buttons.append(again_button(t, trial))
    return [*buttons, kit.button(t("Its story"), ids.STORY_OPEN, value)]
