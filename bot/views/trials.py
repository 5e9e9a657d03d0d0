"""Trials as people see them: the card in the channel, where it stands, what one can do."""

from collections.abc import Sequence

from bot.domain.agreements import Stance, Voice, objections
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.i18n import Translator
from bot.views import ids, kit

STILL_OPEN = frozenset({Stage.PROPOSED, Stage.OBJECTED})
"""Before it begins, anybody may object."""
_JOINED = STILL_OPEN | {Stage.RUNNING}


def trial_card(t: Translator, trial: Trial, voices: Sequence[Voice], zone: str) -> kit.Message:
    """Return the card of a trial as it stands: what we try first, then why, who, until when."""
    if trial.stage is Stage.WITHDRAWN:
        line = t("This trial was withdrawn before it began.")
        return kit.Message(line, (kit.context(line),))
    items = [
        (kit.escape(trial.change), kit.prose(trial.change, before=":seedling: ")),
        *(_told(title, words) for title, words in _details(t, trial) if words),
        kit.words_item(_people(t, trial, voices)),
        kit.words_item(f"*{standing(t, trial, voices, zone)}*"),
    ]
    buttons = _buttons(t, trial)
    return kit.in_parts([*items, ("", [kit.actions(*buttons)])] if buttons else items)


def standing(t: Translator, trial: Trial, voices: Sequence[Voice], zone: str) -> str:
    """Return in one line where a trial stands, and what comes next."""
    match trial.stage:
        case Stage.PROPOSED if trial.due_at:
            return t(
                "It starts on {day} at {hour}, unless somebody objects.",
                day=t.day(trial.due_at, zone),
                hour=t.hour(trial.due_at, zone),
            )
        case Stage.OBJECTED:
            people = t.together([kit.mention(each.user_id) for each in objections(voices)])
            owner = kit.mention(trial.owner_id)
            return t("{people}: an objection. {owner} is amending it.", people=people, owner=owner)
        case Stage.RUNNING:
            return t("Under way until {day}.", day=t.day(trial.ends_on))
        case Stage.DEBRIEFING:
            return t("It is over: those who were in it are looking back on it.")
        case Stage.CONCLUDING:
            return t("The debrief is out: what becomes of it?")
        case _:
            return _concluded(t, trial)


def _concluded(t: Translator, trial: Trial) -> str:
    taught = kit.escape_within(trial.lesson, 600)
    match trial.conclusion:
        case Conclusion.KEPT:
            return t("Kept: it is a practice now. {taught}", taught=taught)
        case Conclusion.ADAPTED:
            return t("Adapted: another trial takes it further. {taught}", taught=taught)
        case _:
            return t("Stopped. What it taught us: {taught}", taught=taught)


def _told(title: str, words: str) -> kit.Item:
    return f"{title}\n{kit.escape(words)}", kit.prose(words, before=f"*{title}*\n")


def _details(t: Translator, trial: Trial) -> list[tuple[str, str]]:
    return [
        (t("Why, and for which customers"), trial.why),
        (t("What we would notice"), trial.signs),
        (t("What we need"), trial.needs),
    ]


def _people(t: Translator, trial: Trial, voices: Sequence[Voice]) -> str:
    people = t.together([kit.mention(person) for person in trial.people])
    lines = [t("In it: {people}", people=people)]
    helpers = [
        voice.user_id
        for voice in voices
        if voice.stance is Stance.HELPS and voice.user_id not in trial.people
    ]
    if helpers:
        hands = t.together([kit.mention(person) for person in helpers])
        lines.append(t("Lending a hand: {people}", people=hands))
    return "\n".join(lines)


def _buttons(t: Translator, trial: Trial) -> list[kit.Element]:
    buttons = []
    if trial.stage in _JOINED:
        buttons.append(kit.button(t("I'm in"), ids.TRIAL_JOIN, trial.trial_id, style="primary"))
        buttons.append(kit.button(t("I can help"), ids.TRIAL_HELP, trial.trial_id))
    if trial.stage in STILL_OPEN:
        buttons.append(kit.button(t("I have an objection"), ids.TRIAL_OBJECT, trial.trial_id))
    return buttons


def objection_modal(t: Translator, trial: Trial) -> kit.View:
    """Return the form for a reasoned objection."""
    reason = kit.text_input(
        ids.TRIALS_OBJECT,
        "reason",
        t("What worries you?"),
        hint=t("And what would make it safe to try?"),
        lines=True,
    )
    return kit.modal(
        ids.TRIALS_OBJECT,
        t("An objection"),
        [*kit.prose(trial.change, before=":seedling: "), reason],
        submit=t("Say it"),
        close=t("Cancel"),
        carried={"v": 1, "trial": trial.trial_id},
    )
